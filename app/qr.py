"""`GET /player/qr.svg?link=...`: the address of a page of this app as a QR code."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from math import ceil
from urllib.parse import urlsplit

import segno
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.budget.charging import charged, let_in
from app.budget.sender import sender_of

LONGEST = 2000
"""Characters; a code of more could be drawn, but no camera in the last row reads it."""
MOST_KEPT = 32
"""Codes, of 35 kB at most: a hall asks for the same one many times."""


def qr_svg(request: Request) -> Response:
    """Answer with the code of a link into this app: 413 for a longer one, 400 for any other.

    It is no coroutine, because a long code takes a third of a second: so it is drawn in a thread.
    """
    link = request.query_params.get("link", "")
    if len(link) > LONGEST:
        return PlainTextResponse(f"link: {len(link)} characters; at most {LONGEST}", 413)
    if not _is_ours(link, request):
        return PlainTextResponse("link: it has to be an address of this app", 400)
    sender = sender_of(request)
    if seconds := let_in(sender):
        return PlainTextResponse("busy", 429, {"retry-after": str(ceil(seconds))})
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    with charged(sender):
        drawn = svg(link)
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@lru_cache(maxsize=MOST_KEPT)
def svg(link: str) -> bytes:
    """Draw a code, black on white with the usual margin of 4 squares."""
    out = BytesIO()
    code = segno.make(link, error="l", boost_error=True, micro=False)
    code.save(out, kind="svg", omitsize=True, light="#fff", xmldecl=False)
    return out.getvalue()


def _is_ours(link: str, request: Request) -> bool:
    """Tell whether a link leads to the host of the request, or to that of the page that sent it.

    Behind a proxy the first may be an inner name; the page has the name that people know.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    page = urlsplit(request.headers.get("referer", ""))
    known = {request.headers.get("host"), page.netloc} - {"", None}
    return parts.scheme in ("http", "https") and parts.netloc in known
