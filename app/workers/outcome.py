"""What a task comes to for someone who asks: a result, or the refusal that stands for it."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import ClientDisconnect, Request

from app.budget.allowances import APART
from app.budget.sender import Sender
from app.work.errors import TooBusy, WorkError
from app.workers.pool import Done, Failed, Full, Pool, workers
from app.workers.task import Task

POOL = Pool(workers())
SOON = 5
"""Seconds after which to ask again where too many tasks wait."""


async def outcome_of(task: Task, request: Request, sender: Sender) -> Any:
    """Have a task computed, as far as the sender may ask for it and still waits."""
    if seconds := APART.wait(sender):
        return TooBusy(seconds)
    APART.spend(sender, task.seconds)
    try:
        done = await _unless_gone(task, request)
    except Full:
        return TooBusy(SOON)
    APART.spend(sender, done.seconds - task.seconds)
    if isinstance(done.outcome, Failed | MemoryError):
        return WorkError("", "gave_up")
    return done.outcome


async def _unless_gone(task: Task, request: Request) -> Done:
    """Wait for a task. Raises `ClientDisconnect` where the browser does not wait any more."""
    working = asyncio.ensure_future(POOL.done(task))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
