"""Keep what was computed lately, up to a number of bytes for the process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

MOST = 20_000_000
"""Full after some 900 edits of small networks."""
Result = TypeVar("Result")


class Recent:
    """A cache of results by what they belong to and a word, for everyone to whom it is equal.

    When it is full, the results unused for longest are forgotten.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.held = 0
        self._lock = Lock()
        self._kept: OrderedDict[tuple[Hashable, str], tuple[Any, int]] = OrderedDict()

    def of(
        self,
        owner: Hashable,
        what: str,
        compute: Callable[[], Result],
        size: Callable[[Result], int],
    ) -> Result:
        """Take a result from the cache, or compute it and keep it; `size` says what it costs."""
        kept = self._look_up((owner, what))
        if kept:
            result: Result = kept[0]
            return result
        result = compute()
        self.keep(owner, what, result, size(result))
        return result

    def known(self, owner: Hashable, what: str) -> Any:
        """Look up a result that is in the cache; None where there is none."""
        kept = self._look_up((owner, what))
        return kept[0] if kept else None

    def _look_up(self, key: tuple[Hashable, str]) -> tuple[Any, int] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, owner: Hashable, what: str, result: object, size: int) -> None:
        """Keep a result, which costs so much."""
        key = owner, what
        with self._lock:
            if key not in self._kept:
                self._kept[key] = result, size
                self.held += size
            while self.held > self.most and len(self._kept) > 1:
                _, (_, freed) = self._kept.popitem(last=False)
                self.held -= freed
