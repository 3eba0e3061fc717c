"""Send tasks to workers: a few at once, each task once however many wait for it."""

from __future__ import annotations

import asyncio
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.workers.failures import Failed, OutOfTime
from app.workers.limits import SECONDS
from app.workers.task import Task, ToldInParts
from app.workers.turns import BEHIND, FIRST, Turns
from app.workers.wire import END_TURN, packed, read_from

ROOT = Path(__file__).resolve().parent.parent.parent
SETTING = "WORKERS"
MOST = 4
"""So many work at once unless the environment says another number: each may take much memory."""
LONGEST_QUEUE = 32
TURN, SHORT_TURN, ROUND = 0.25, 0.5, 3.0
"""Seconds that a task that is told in parts has a worker for when others wait for one.

A `TURN` where one of them waits for a whole result. Where all are told in parts, a round of them
takes about a `ROUND`, so that they are not only begun again and again; a turn is a `SHORT_TURN` at
least. To begin one takes 0.05 to 0.15 seconds.
"""
MOST_UNHEARD = 32
"""So many parts wait at most for who is told them slowly; then the turn is over."""
PATIENCE = 90.0
"""So many seconds pass at most from the start of a worker to its end, or to its next part."""
NO_MORE = object()
"""What comes after the last part of a turn."""
UNFINISHED = OSError, EOFError, pickle.UnpicklingError, TimeoutError
"""What is raised here where a worker ends, or is given up, before its result is whole."""


class Full(Exception):
    """Too many tasks wait already."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a task came to, a result or an exception, and the seconds of computing it took."""

    outcome: Any
    seconds: float


def workers() -> int:
    """How many work at once: as the environment says, else one less than there are processors.

    Without forks there are none. Raises `ValueError` where the environment says no such number.
    """
    said = os.environ.get(SETTING, "")
    if said and not (said.isascii() and said.isdecimal() and int(said) <= LONGEST_QUEUE):
        raise ValueError(f"{SETTING}={said}: it has to be a whole number from 0 to {LONGEST_QUEUE}")
    if not hasattr(os, "fork"):
        return 0
    return int(said) if said else min(max(1, _processors() - 1), MOST)


def _processors() -> int:
    """How many processors this process may use: in a container fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """The workers of a server; the process from which they are forked is started when needed."""

    def __init__(self, most: int, seconds: int = SECONDS) -> None:
        self.seconds = seconds
        self.most = most
        self._turns = Turns(most)
        self._running: dict[Task, _Running] = {}
        self._nursery: _Nursery | None = None

    @property
    def there(self) -> bool:
        """Whether there are workers at all."""
        return self.most > 0

    def start(self) -> None:
        """Start the process from which workers are forked, or another one where it has ended."""
        if not self.there:
            return
        if self._nursery is None or not self._nursery.lives:
            self.close()
            self._nursery = _Nursery(self.seconds)

    def close(self) -> None:
        """End the process from which workers are forked."""
        if self._nursery:
            self._nursery.close()
        self._nursery = None

    def has(self, task: Task) -> bool:
        """Whether somebody waits for a task already."""
        return task in self._running

    async def done(self, task: Task, ended: Callable[[float], None] = lambda _: None) -> Done:
        """Compute a task. Raises `Full` where too many wait; one nobody waits for is given up.

        Of those who wait for the same task the first one's `ended` is called, once and whatever
        happens, with the seconds of computing that it took.
        """
        if task not in self._running:
            if len(self._running) >= LONGEST_QUEUE:
                raise Full
            self._running[task] = _Running(ended)
            self._running[task].result = asyncio.ensure_future(self._queued(task))
        running = self._running[task]
        running.waiting += 1
        try:
            return await asyncio.shield(running.result)
        finally:
            running.waiting -= 1
            if not running.waiting:
                running.result.cancel()
                del self._running[task]
                running.ended(min(running.seconds, self.seconds))

    async def parts(
        self,
        task: ToldInParts,
        ended: Callable[[float, bool], None] = lambda *_: None,
        who: Hashable = None,
    ) -> AsyncGenerator[Any, None]:
        """Let a task have its turn: as long as it likes while nobody else waits, else `TURN`.

        Who takes its parts slowly, or no more, does not keep the worker from others. Whatever
        happens, `ended` is called with the seconds of computing that it took, and whether others
        waited for a part of them, who are not the same `who`. Raises what the task raises, and
        `Failed`.
        """
        told = asyncio.Queue[Any]()

        def tell(part: Any) -> bool:
            told.put_nowait(part)
            return told.qsize() >= MOST_UNHEARD

        turn = asyncio.ensure_future(self._turn(task, tell, ended, who))
        turn.add_done_callback(lambda _: told.put_nowait(NO_MORE))
        try:
            while (part := await told.get()) is not NO_MORE:
                yield part
            turn.result()
        finally:
            turn.cancel()
            await asyncio.gather(turn, return_exceptions=True)

    async def _turn(
        self,
        task: ToldInParts,
        tell: Callable[[Any], bool],
        ended: Callable[[float, bool], None],
        who: Hashable,
    ) -> None:
        """Have a worker for a task, and tell its parts as they come, until that is enough."""
        async with self._turns.taken(BEHIND, who):
            self.start()
            assert self._nursery is not None
            since, seconds = time.monotonic(), None
            try:
                async with self._nursery.connected() as (reader, writer), self._giving_way(writer):
                    writer.write(packed(task))
                    outcome, seconds = await _outcome_after_parts(reader, writer, tell)
                if isinstance(outcome, Exception):
                    raise outcome
            except UNFINISHED as error:
                raise self._failure(error, since) from None
            finally:
                spent = time.monotonic() - since if seconds is None else seconds
                ended(min(spent, self.seconds), self._turns.others_wait(who))

    @asynccontextmanager
    async def _giving_way(self, writer: asyncio.StreamWriter) -> AsyncIterator[None]:
        """Tell a worker that its turn is over as soon as it is and somebody waits."""

        async def tell_for_wholes() -> None:
            await asyncio.sleep(TURN)
            await self._turns.wanted[FIRST].wait()
            writer.write(END_TURN)

        async def tell_for_parts() -> None:
            await asyncio.sleep(SHORT_TURN)
            await self._turns.wanted[BEHIND].wait()
            share = ROUND * self.most / (self._turns.behind + self.most)
            await asyncio.sleep(since + share - time.monotonic())
            writer.write(END_TURN)

        since = time.monotonic()
        telling = [asyncio.ensure_future(tell()) for tell in (tell_for_wholes, tell_for_parts)]
        try:
            yield
        finally:
            for one in telling:
                one.cancel()

    def _failure(self, error: Exception, since: float) -> Failed:
        """Tell whether a worker that has no result took too long; it began at a time."""
        is_long = isinstance(error, TimeoutError) or time.monotonic() - since >= self.seconds
        return (OutOfTime if is_long else Failed)(repr(error))

    async def _queued(self, task: Task) -> Done:
        async with self._turns.taken():
            self.start()
            assert self._nursery is not None
            since = self._running[task].since = time.monotonic()
            try:
                return await asyncio.wait_for(self._nursery.compute(task), PATIENCE)
            except UNFINISHED as error:
                return Done(self._failure(error, since), time.monotonic() - since)


async def _outcome_after_parts(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tell: Callable[[Any], bool]
) -> tuple[Any, float]:
    """Tell each part as it comes, and return the outcome with the seconds that it took.

    `tell` says whether that is enough: then the worker is asked, once, to end its turn.
    """
    is_enough = False
    while True:
        is_end, part = await asyncio.wait_for(read_from(reader), PATIENCE)
        if is_end:
            return part  # type: ignore[no-any-return]
        if tell(part) and not is_enough:
            is_enough = True
            writer.write(END_TURN)


@dataclass
class _Running:
    """A task that somebody waits for.

    - `since`: when a worker began with it; None while it waits in the queue
    """

    ended: Callable[[float], None]
    result: asyncio.Future[Done] = field(init=False)
    waiting: int = 0
    since: float | None = None

    @property
    def seconds(self) -> float:
        """The seconds of computing it took; by the clock where it did not come to its end."""
        if self.result.done() and not self.result.cancelled() and not self.result.exception():
            return self.result.result().seconds
        return time.monotonic() - self.since if self.since else 0.0


class _Nursery:
    """The process from which workers are forked, and the socket on which it is asked for them."""

    def __init__(self, seconds: int) -> None:
        self._folder = Path(mkdtemp(prefix="workers-"))
        self._path = self._folder / "socket"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(self._path))
            listening.listen(LONGEST_QUEUE)
            listening.set_inheritable(True)
            descriptor = listening.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.workers.nursery", str(descriptor), str(seconds)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                pass_fds=[descriptor],
            )

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Have a worker of one's own; it ends when the connection does."""
        reader, writer = await asyncio.open_unix_connection(str(self._path))
        try:
            yield reader, writer
        finally:
            writer.close()

    async def compute(self, task: Task) -> Done:
        async with self.connected() as (reader, writer):
            writer.write(packed(task))
            await writer.drain()
            _, outcome = await read_from(reader)
            return Done(*outcome)

    def close(self) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._path.unlink(missing_ok=True)
        self._folder.rmdir()
