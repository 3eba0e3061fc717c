"""What a task comes to for someone who asks: a result, or the refusal that stands for it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

from starlette.requests import ClientDisconnect, Request

from app.budget.allowances import APART
from app.budget.sender import Key, Sender
from app.work.errors import TooBusy, WorkError
from app.workers.pool import Done, Failed, Full, Pool, workers
from app.workers.task import Task

POOL = Pool(workers())
SOON = 5
"""Seconds after which to ask again where too many tasks wait."""
PLACES = {"browser": 4, "newcomers": 4, "address": 24}
"""How many of the places in the queue one sender has at once, so that some are left for others."""
_taken = Counter[Key]()


async def outcome_of(task: Task, request: Request, sender: Sender, patience: float) -> Any:
    """Have a task computed, as far as the sender may ask for it and still waits.

    It waits for `patience` seconds at most.
    """
    if seconds := APART.wait(sender):
        return TooBusy(seconds)
    try:
        done = await _unless_gone(_asked(task, sender), request, patience)
    except Full:
        return TooBusy(SOON)
    except TimeoutError:
        return WorkError("", "gave_up")
    if isinstance(done.outcome, Failed | MemoryError):
        return WorkError("", "gave_up")
    return done.outcome


async def _asked(task: Task, sender: Sender) -> Done:
    """Wait with others for a task, or take a place in the queue and pay for what it takes.

    The estimate is paid ahead. Raises `Full` where there is no place, or the sender has enough.
    """
    if POOL.has(task):
        return await POOL.done(task)
    if any(_taken[key] >= PLACES[key[0]] for key in sender.keys):
        raise Full
    _taken.update(sender.keys)
    APART.spend(sender, task.seconds)

    def ended(seconds: float) -> None:
        APART.spend(sender, seconds - task.seconds)
        for key in sender.keys:
            _taken[key] -= 1
            if not _taken[key]:
                del _taken[key]

    try:
        return await POOL.done(task, ended)
    except Full:
        ended(0)
        raise


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
