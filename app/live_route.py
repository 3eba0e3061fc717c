"""`POST /train/live`: one answer that goes on as long as a training is watched, line by line.

Each turn of a worker gives way to whoever waits for one; then the training waits for its next.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.answer.exchange import language_of, refusal_data
from app.answer_route import body_of, refused, response_of
from app.budget.charging import let_in
from app.budget.sender import Sender, named, sender_of
from app.train.exchange import written
from app.train.refusals import UnusableTable
from app.train.watched import Watched, read_watched
from app.work.errors import TooBusy, WorkError
from app.workers.failures import Failed
from app.workers.outcome import parts_of, refusal_of, watching
from engine.core.errors import DataError

LOGGER = logging.getLogger(__name__)
LINES = "application/x-ndjson"
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""A proxy that gathers lines would show nothing until they are many; nginx is told not to."""
TRIES = 3
"""So many workers in a row may die without getting further."""


async def post_live(request: Request) -> Response:
    """Go on with a training, and tell of it while somebody listens."""
    sender = sender_of(request)
    lang = "en"
    try:
        body = await body_of(request)
        lang = await run_in_threadpool(language_of, body)
        watched = await run_in_threadpool(read_watched, body)
    except WorkError as error:
        return response_of(refused(error, lang), sender, request)
    except ClientDisconnect:
        return Response(status_code=400)
    lines = StreamingResponse(_lines(watched, sender), 200, HEADERS, LINES)
    return named(lines, sender, request)


async def _lines(watched: Watched, sender: Sender) -> AsyncGenerator[bytes, None]:
    """Write line by line, and at last why it ends, where that is not where it was to go."""
    lang = watched.asked.lang
    try:
        with watching(sender):
            async with aclosing(_turns(watched, sender)) as lines:
                async for line in lines:
                    yield line
    except TooBusy as busy:
        yield written({"wait": busy.seconds, "text": busy.sentence(lang)}) + b"\n"
    except WorkError as error:
        yield written(refusal_data(error, lang)) + b"\n"
    except DataError as error:
        yield written(refusal_data(UnusableTable(error), lang)) + b"\n"
    except Exception:
        # Without a last line the browser would ask again at once, and fail again.
        LOGGER.exception("a training that is watched failed")
        yield written({"error": {"text": ""}}) + b"\n"


async def _turns(watched: Watched, sender: Sender) -> AsyncGenerator[bytes, None]:
    """Go on turn by turn, each from the last checkpoint of the one before.

    A worker that dies is replaced, unless its place is where they die again and again.
    """
    failures = 0
    while not watched.is_over:
        if seconds := let_in(sender):
            raise TooBusy(seconds)
        done = watched.done
        try:
            async with aclosing(parts_of(watched.turn(), sender)) as parts:
                async for part in parts:
                    yield await run_in_threadpool(watched.line, part)
        except (Failed, MemoryError) as failure:
            failures = 0 if watched.done > done else failures + 1
            if failures == TRIES:
                raise refusal_of(failure) from None


LIVE = Route("/train/live", post_live, methods=["POST"])
