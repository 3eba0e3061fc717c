"""Places at which a few work at once; whoever works on and on gives way when somebody waits."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

Place = asyncio.Future[None]


class Turns:
    """So many places; those who wait have them in the order in which they came.

    Who waits `behind` has one when nobody else waits.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: tuple[deque[Place], deque[Place]] = deque(), deque()
        self.wanted = asyncio.Event()
        """Set while somebody waits."""

    @asynccontextmanager
    async def taken(self, behind: bool = False) -> AsyncIterator[None]:
        """Hold a place, as soon as there is one."""
        await self._take(self._waiting[behind])
        try:
            yield
        finally:
            self._give()

    async def _take(self, queue: deque[Place]) -> None:
        if self._free:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        queue.append(place)
        self.wanted.set()
        try:
            await place
        except asyncio.CancelledError:
            if place.cancelled():
                queue.remove(place)
                self._look()
            else:
                self._give()  # It came in the moment in which it was given up.
            raise

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
        if not any(self._waiting):
            self.wanted.clear()
