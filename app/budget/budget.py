"""How much each sender has left; one that has everything left is not remembered."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock

from app.budget.bucket import Allowance, Bucket, after, left, wait
from app.budget.sender import Key, Sender

MOST_KEPT = 20_000


class Budget:
    """The buckets of recent senders; the first part of a key is its kind, which has an allowance.

    A request is let in while none of its sender's buckets is in debt, and pays afterwards.
    """

    def __init__(
        self, allowances: Mapping[str, Allowance], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.allowances = allowances
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[Key, Bucket] = OrderedDict()

    def wait(self, sender: Sender) -> float:
        """Tell how many seconds a sender has to wait; 0 where it may compute now."""
        now = self._clock()
        with self._lock:
            return max(wait(self._bucket(key), self._allowance(key), now) for key in sender.keys)

    def spend(self, sender: Sender, seconds: float) -> None:
        """Take seconds of computing from all buckets of a sender."""
        now = self._clock()
        with self._lock:
            for key in sender.keys:
                self._kept[key] = after(self._bucket(key), self._allowance(key), seconds, now)
                self._kept.move_to_end(key)
            self._forget(now)

    def _allowance(self, key: Key) -> Allowance:
        return self.allowances[key[0]]

    def _bucket(self, key: Key) -> Bucket:
        return self._kept.get(key) or Bucket(self._allowance(key).most, self._clock())

    def _forget(self, now: float) -> None:
        """Forget those unused for longest if their bucket is full again, or if there are many."""
        while self._kept:
            key, bucket = next(iter(self._kept.items()))
            allowance = self._allowance(key)
            if len(self._kept) <= MOST_KEPT and left(bucket, allowance, now) < allowance.most:
                return
            del self._kept[key]
