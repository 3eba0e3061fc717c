"""`POST /answer`: JSON in, JSON out. It keeps nothing; any process answers any request."""

from __future__ import annotations

import gzip
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.answer.exchange import language_of, refusal_data, reply
from app.work.errors import WorkError, shown

LONGEST = 500_000
"""So many bytes of a request are read; a work with 2,000 typed numbers has 80,000."""
SMALL = 1000
"""A shorter answer is not compressed."""
UNREAD = {"too_long": 413, "not_sent_as_json": 415}
"""The status of a body that is not read; 400 for one that is no JSON."""
QUICK = 4
"""The level of compression: a structure takes 1.5 ms and becomes a sixth."""


async def post_answer(request: Request) -> Response:
    """Answer a request of the player, or say in its language why it is refused."""
    try:
        asked = _parsed(await _body(request))
    except WorkError as error:
        return _sent(request, refusal_data(error, "en"), UNREAD.get(error.reason, 400))
    except ClientDisconnect:
        return Response(status_code=400)
    try:
        return _sent(request, await run_in_threadpool(reply, asked))
    except WorkError as error:
        return _sent(request, refusal_data(error, language_of(asked)), 422)


async def _body(request: Request) -> bytes:
    """Read the body, but not more than a request can be."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        # A form of another site can send text, but not JSON.
        said = request.headers.get("content-type", "")
        raise WorkError("", "not_sent_as_json", asked=shown(said))
    parts, count = list[bytes](), 0
    async for part in request.stream():
        count += len(part)
        if count > LONGEST:
            raise WorkError("", "too_long", count=count, most=LONGEST)
        parts.append(part)
    return b"".join(parts)


def _parsed(body: bytes) -> Any:
    """Read JSON as its standard has it: without NaN and Infinity."""
    try:
        return json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WorkError("", "not_json") from error


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _sent(request: Request, data: Any, status: int = 200) -> Response:
    body = json.dumps(data, separators=(",", ":"), allow_nan=False).encode()
    headers = {"cache-control": "no-store", "vary": "accept-encoding"}
    if len(body) > SMALL and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=QUICK, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(body, status, headers, media_type="application/json")
