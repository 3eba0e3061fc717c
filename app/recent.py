"""What was computed lately, kept by what it was computed from; so many bytes for the process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

MOST = 256_000_000
Result = TypeVar("Result")


class Recent:
    """Results by the object that they belong to and a word; the longest unused are forgotten.

    A result is forgotten and computed again, never changed: an owner has to be frozen.
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
        """The result of an owner: as it is kept, else computed."""
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
