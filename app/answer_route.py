"""`POST /answer`, `/derive`, ...: what is quick is done in a thread, the rest by workers.

Of who asks it keeps only how much was computed for them; any process answers any request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.answer.derived import derived
from app.answer.exchange import answered, language_of, refusal_data
from app.answer.searched import searched
from app.budget.charging import charged, let_in
from app.budget.sender import Sender, named, sender_of
from app.serving.packed import compressed, takes_gzip
from app.train.brought import LONGEST as LONGEST_TABLE
from app.train.brought import brought
from app.train.exchange import trained
from app.train.surface.exchange import surfaced
from app.work.errors import TooBusy, WorkError, shown
from app.workers.outcome import POOL, outcome_of
from app.workers.task import Elsewhere, Task, with_workers

LONGEST = 1_000_000
"""So many bytes of a request are read; an undo sends two works of up to 5,000 typed numbers."""
LONGEST_BROUGHT = LONGEST_TABLE + 100
"""So many bytes bring a table again."""
QUICK = 4
"""The level of compression: a structure takes 1.5 ms and becomes a sixth."""
PATIENCE = 85.0
"""So many seconds a request waits for workers, so that it takes at most 90; a browser waits 100."""
STATUS = {"too_long": 413, "not_sent_as_json": 415, "not_json": 400}
"""The status of a refusal of the whole by its reason."""
BUSY = 429
"""The status of a refusal that is to be asked again later."""
UNREADABLE = 422
"""The status of a request that is JSON, but not as it should be somewhere."""
Answering = Callable[[bytes], bytes]
"""Answers the body of a request, or raises `WorkError`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent: a status, JSON, and headers of its own."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


async def post_answer(request: Request) -> Response:
    """Answer a request of the player."""
    return await _answered(request, answered)


async def post_derive(request: Request) -> Response:
    """Derive the gradient of a formula of one's own."""
    return await _answered(request, derived)


async def post_search(request: Request) -> Response:
    """Find words in all lessons."""
    return await _answered(request, searched)


async def post_train(request: Request) -> Response:
    """Tell where a training stands after so many iterations."""
    return await _answered(request, trained)


async def post_table(request: Request) -> Response:
    """Keep a table of one's own that was forgotten."""
    return await _answered(request, brought, LONGEST_BROUGHT)


async def post_surface(request: Request) -> Response:
    """Tell the loss of a training over a plane of its weights."""
    return await _answered(request, surfaced)


async def _answered(request: Request, answer: Answering, longest: int = LONGEST) -> Response:
    """Answer a request, or say why it is refused: in English if it was not read."""
    sender = sender_of(request)
    try:
        sent = await _answer(answer, await body_of(request, longest), request, sender)
    except WorkError as error:
        sent = refused(error, "en")
    except ClientDisconnect:
        return Response(status_code=400)
    return response_of(sent, sender, request)


def response_of(sent: Sent, sender: Sender, request: Request) -> Response:
    """Make the response of what is sent."""
    headers = {"cache-control": "no-store", "vary": "accept-encoding", **sent.headers}
    return named(Response(sent.body, sent.status, headers, "application/json"), sender, request)


async def body_of(request: Request, longest: int = LONGEST) -> bytes:
    """Read the body, but not more than a request can be."""
    said = request.headers.get("content-type", "")
    if said.partition(";")[0].strip() != "application/json":
        # A form of another site can send text, but not JSON.
        raise WorkError("", "not_sent_as_json", asked=shown(said))
    parts, count = list[bytes](), 0
    async for part in request.stream():
        count += len(part)
        if count > longest:
            raise WorkError("", "too_long", count=count, most=longest)
        parts.append(part)
    return b"".join(parts)


async def _answer(answer: Answering, body: bytes, request: Request, sender: Sender) -> Sent:
    """Answer it in a thread; where that needs a worker, wait for its result and begin again."""
    pack = takes_gzip(request.headers)
    outcomes, until = dict[Task, Any](), monotonic() + PATIENCE
    ask = partial(answer_to, body, answer)
    POOL.start()
    while True:
        if seconds := let_in(sender):
            return refused(TooBusy(seconds), language_of(body))
        try:
            return await run_in_threadpool(_charged, ask, pack, outcomes, sender)
        except Elsewhere as needed:
            patience = until - monotonic()
            outcomes[needed.task] = await outcome_of(needed.task, request, sender, patience)


def _charged(
    ask: Callable[[], Sent], pack: bool, outcomes: dict[Task, Any], sender: Sender
) -> Sent:
    """Answer in a thread, and charge what it takes."""
    with charged(sender), with_workers(outcomes if POOL.there else None):
        sent = ask()
        return _packed(sent) if pack else sent


def answer_to(body: bytes, answer: Answering = answered) -> Sent:
    """Answer a request, or say in its language why it is refused."""
    try:
        return Sent(200, answer(body))
    except WorkError as error:
        return refused(error, language_of(body))


def refused(error: WorkError, lang: str) -> Sent:
    """Say why a request is refused."""
    body = json.dumps(refusal_data(error, lang)).encode()
    if isinstance(error, TooBusy):
        return Sent(BUSY, body, {"retry-after": str(error.seconds)})
    return Sent(UNREADABLE if error.path else STATUS.get(error.reason, UNREADABLE), body)


def _packed(sent: Sent) -> Sent:
    """Compress it where that is worth the while."""
    body = compressed(sent.body, QUICK)
    return Sent(sent.status, body, sent.headers | {"content-encoding": "gzip"}) if body else sent


ROUTE = Route("/answer", post_answer, methods=["POST"])
DERIVE = Route("/derive", post_derive, methods=["POST"])
SEARCH = Route("/search", post_search, methods=["POST"])
TRAIN = Route("/train/step", post_train, methods=["POST"])
TABLE = Route("/train/table", post_table, methods=["POST"])
SURFACE = Route("/train/surface", post_surface, methods=["POST"])


class AnsweredFirst:
    """Answers requests to some routes without what Streamlit's own pages need around an answer.

    This is quicker; and an answer that goes on line by line would be held back by compressing it.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[Route] = (ROUTE,)) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = (route for route in self.routes if route.matches(scope)[0] is Match.FULL)
        route = next(ours, None)
        await (route.app if route else self.app)(scope, receive, send)
