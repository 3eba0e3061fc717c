"""Places at which a few work at once; whoever works on and on gives way when somebody waits."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from itertools import chain

Place = asyncio.Future[None]
FIRST, BEHIND = 0, 1
"""The two queues: who waits in the second has a place when nobody waits in the first."""


class Turns:
    """So many places; those who wait in a queue have them in the order in which they came."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: tuple[deque[Place], deque[Place]] = deque(), deque()
        self._whose: dict[Place, Hashable] = {}
        self.wanted = asyncio.Event(), asyncio.Event()
        """Each is set while somebody waits in its queue."""

    @property
    def behind(self) -> int:
        """How many wait in the second queue."""
        return len(self._waiting[BEHIND])

    def others_wait(self, who: Hashable) -> bool:
        """Tell whether somebody waits who is not this one; everyone is another than None."""
        return any(who is None or self._whose[place] != who for place in chain(*self._waiting))

    @asynccontextmanager
    async def taken(self, queue: int = FIRST, who: Hashable = None) -> AsyncIterator[None]:
        """Hold a place, as soon as there is one."""
        await self._take(self._waiting[queue], who)
        try:
            yield
        finally:
            self._give()

    async def _take(self, queue: deque[Place], who: Hashable) -> None:
        if self._free:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        queue.append(place)
        self._whose[place] = who
        self._look()
        try:
            await place
        except asyncio.CancelledError:
            if place.cancelled():
                queue.remove(place)
                self._look()
            else:
                self._give()  # It came in the moment in which it was given up.
            raise
        finally:
            del self._whose[place]

    def _give(self) -> None:
        """Hand a place on to the first who waits and has not just given up."""
        first, behind = self._waiting
        for place in (*first, *behind):
            if not place.done():
                (first if place in first else behind).remove(place)
                place.set_result(None)
                break
        else:
            self._free += 1
        self._look()

    def _look(self) -> None:
        for waiting, wanted in zip(self._waiting, self.wanted, strict=True):
            if waiting:
                wanted.set()
            else:
                wanted.clear()
