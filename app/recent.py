"""Keep what was computed lately, up to a number of bytes for the process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

MOST = 256_000_000
Result = TypeVar("Result")


class Recent:
    """A cache of results by the object that they belong to and a word.

    When it is full, the results unused for longest are forgotten. An owner has to be frozen.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._held = 0
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, str], tuple[object, Any, int]] = OrderedDict()

    def of(
        self,
        owner: object,
        what: str,
        compute: Callable[[], Result],
        size: Callable[[Result], int],
    ) -> Result:
        """Take a result from the cache, or compute it and keep it."""
        key = id(owner), what
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Result = self._kept[key][1]
                return kept
        result = compute()
        self._keep(key, owner, result, size(result))
        return result

    def _keep(self, key: tuple[int, str], owner: object, result: object, size: int) -> None:
        with self._lock:
            if key not in self._kept:
                # The owner is kept too, so that its id is no other object's meanwhile.
                self._kept[key] = owner, result, size
                self._held += size
            while self._held > self.most and len(self._kept) > 1:
                _, (_, _, freed) = self._kept.popitem(last=False)
                self._held -= freed
