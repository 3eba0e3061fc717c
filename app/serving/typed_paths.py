"""Answer the path that a person typed with the way to a page, where it is no page and no file."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from app.serving.page_names import is_page, way_near, way_to

REFUSED = 400
"""The status with which Streamlit answers a path that no file can have."""


class TypedPaths:
    """Leads to the page that a path names, and from a path of nothing to the page it comes near."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_read = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        app = _led(self.app, scope) if is_read else self.app
        await app(scope, receive, send)


def _led(app: ASGIApp, scope: Scope) -> ASGIApp:
    """Find who answers a request: the app, or the way to a page."""
    path, query = _typed(scope), scope["query_string"].decode("latin-1")
    if way := way_to(path, query):
        return RedirectResponse(way)
    if is_page(path) or "text/html" not in Headers(scope=scope).get("accept", ""):
        return app
    near = RedirectResponse(way_near(path, query))
    # No file has a path with an empty part: Streamlit refuses some of them, and redirects others.
    return near if "//" in path or path.endswith("/") else _unless_there(app, near)


def _typed(scope: Scope) -> str:
    """Read the path as it was typed: an escaped slash makes no folder."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1")


def _unless_there(app: ASGIApp, near: RedirectResponse) -> ASGIApp:
    """Lead to a page where Streamlit has nothing: it then sends its document, or refuses."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        missing = False

        async def pass_on(message: Message) -> None:
            nonlocal missing
            missing = missing or _is_nothing(message)
            if not missing:
                await send(message)

        await app(scope, receive, pass_on)
        if missing:
            await near(scope, receive, send)

    return answer


def _is_nothing(message: Message) -> bool:
    """Tell whether an answer begins that is Streamlit's own document, or refuses a strange path."""
    if message["type"] != "http.response.start":
        return False
    tag = Headers(raw=message["headers"]).get("etag")
    return message["status"] == REFUSED or tag == _tag_of_document()


@lru_cache(maxsize=1)
def _tag_of_document() -> str:
    path = Path(get_static_dir()) / "index.html"
    return FileResponse(path, stat_result=os.stat(path)).headers["etag"]
