"""What a task comes to for someone who asks: a result, or the refusal that stands for it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from starlette.concurrency import iterate_in_threadpool
from starlette.requests import ClientDisconnect, Request

from app.budget.allowances import ALONE, APART
from app.budget.sender import Key, Sender
from app.work.errors import TooBusy, WorkError
from app.workers.failures import Failed, OutOfTime
from app.workers.pool import Done, Full, Pool, workers
from app.workers.task import Task, ToldInParts

POOL = Pool(workers())
SOON = 5
"""Seconds after which to ask again where too many tasks wait."""
PLACES = {"browser": 4, "newcomers": 4, "address": 24}
"""How many of the places in the queue one sender has at once, so that some are left for others."""
WATCHED = {"browser": 4, "newcomers": 8, "address": 96}
"""How many tasks one sender is told in parts at once: who waits for a turn takes little room."""
_taken, _watched = Counter[Key](), Counter[Key]()


async def outcome_of(task: Task, request: Request, sender: Sender, patience: float) -> Any:
    """Have a task computed, as far as the sender may ask for it and still waits.

    It waits for `patience` seconds at most.
    """
    if busy := share_used(sender):
        return busy
    try:
        done = await _unless_gone(_asked(task, sender), request, patience)
    except Full:
        return no_place()
    except TimeoutError:
        return WorkError("", "gave_up")
    if isinstance(done.outcome, Failed | MemoryError):
        return refusal_of(done.outcome)
    return done.outcome


def share_used(sender: Sender) -> TooBusy | None:
    """Say that a sender has used its share, and how large that is; None where some is left."""
    seconds, own = APART.wait(sender), APART.allowances["browser"]
    facts = {"most": round(own.most), "minute": round(60 * own.rate)}
    return TooBusy(seconds, "share_used", **facts) if seconds else None


def no_place() -> TooBusy:
    """Say that too much is computed at once, for a sender or for all."""
    return TooBusy(SOON, "no_place")


def refusal_of(failure: Failed | MemoryError) -> WorkError:
    """Say that a task is too large, or that something went wrong with it."""
    is_large = isinstance(failure, OutOfTime | MemoryError)
    return WorkError("", "gave_up" if is_large else "went_wrong")


async def _asked(task: Task, sender: Sender) -> Done:
    """Wait with others for a task, or take a place in the queue and pay for what it takes.

    The estimate is paid ahead. Raises `Full` where there is no place, or the sender has enough.
    """
    if POOL.has(task):
        return await POOL.done(task)
    _take(_taken, PLACES, sender)
    APART.spend(sender, task.seconds)

    def ended(seconds: float) -> None:
        APART.spend(sender, seconds - task.seconds)
        _leave(_taken, sender)

    try:
        return await POOL.done(task, ended)
    except Full:
        ended(0)
        raise


def _take(taken: Counter[Key], places: Mapping[str, int], sender: Sender) -> None:
    """Take a place. Raises `Full` where a sender has as many as one may have."""
    if any(taken[key] >= places[key[0]] for key in sender.keys):
        raise Full
    taken.update(sender.keys)


def _leave(taken: Counter[Key], sender: Sender) -> None:
    for key in sender.keys:
        taken[key] -= 1
        if not taken[key]:
            del taken[key]


@contextmanager
def watching(sender: Sender) -> Iterator[None]:
    """Let a sender be told tasks in parts. Raises `TooBusy` where it is told many already."""
    try:
        _take(_watched, WATCHED, sender)
    except Full:
        raise no_place() from None
    try:
        yield
    finally:
        _leave(_watched, sender)


def parts_of(task: ToldInParts, sender: Sender) -> AsyncGenerator[Any, None]:
    """Compute a task for one turn, part by part. Raises `TooBusy` where a sender used its share.

    Without workers it is computed here, in a thread. A turn for which nobody else had to wait costs
    a share of its time only.
    """
    if busy := share_used(sender):
        raise busy
    if not POOL.there:
        return _here(task)
    return POOL.parts(
        task,
        lambda seconds, waited: APART.spend(sender, seconds * (1 if waited else ALONE)),
        sender,
    )


async def _here(task: ToldInParts) -> AsyncGenerator[Any, None]:
    async for part in iterate_in_threadpool(task.in_parts(lambda: False)):
        yield part


async def _unless_gone(asked: Coroutine[Any, Any, Done], request: Request, patience: float) -> Done:
    """Wait for a task. Raises `ClientDisconnect` where the browser does not wait any more.

    Raises `TimeoutError` where it takes longer than that.
    """
    working = asyncio.ensure_future(asked)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, gone}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientDisconnect if gone.done() else TimeoutError
    finally:
        working.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
