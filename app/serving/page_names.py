"""Lead from the name of a page, as a person types it, to the page.

*Step* and *Check* are both the page of the player, and a name may have a slash at its end. The way
is relative, so that it also leads there below a path of a proxy.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.pages_.paths import PATHS

STEP, CHECK = "step", "check"
CHECKING = {"lens": "submission"}
"""What the address of the player says where someone's own numbers are checked."""


def way_to(path: str, query: str) -> str | None:
    """Write the way from what was typed to the page; None where it is the page, or names none.

    >>> way_to("/check", "lang=zh"), way_to("/train/", ""), way_to("/train", "")
    ('./?lang=zh&lens=submission', '../train', None)
    """
    name, slash, rest = path.removeprefix("/").partition("/")
    if rest or name not in (STEP, CHECK, *(PATHS if slash else ())):
        return None
    said = dict(parse_qsl(query, keep_blank_values=True))
    asked = urlencode(said | CHECKING if name == CHECK else said)
    page = name if name in PATHS else ""
    return f"{'../' if slash else './'}{page}{'?' if asked else ''}{asked}"


class PageNames:
    """Answers the name of a page with the way to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            way = way_to(scope["path"], scope["query_string"].decode("latin-1"))
            app = RedirectResponse(way) if way else app
        await app(scope, receive, send)
