"""Compress Streamlit's own scripts and style sheets once, instead of not at all."""

from __future__ import annotations

import mimetypes
from functools import cache, lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from app.serving.packed import A_YEAR, PackedFile, answer_with, pack, takes_gzip

FOLDER = "/static/"
WORTH_IT = (".js", ".css", ".svg", ".json")
"""Fonts and pictures are compressed already."""


@lru_cache(maxsize=1)
def streamlit_files() -> dict[str, Path]:
    """List the files that are worth compressing, by their addresses; each name has a hash in it."""
    root = Path(get_static_dir())
    return {
        f"/{path.relative_to(root).as_posix()}": path
        for path in (root / "static").rglob("*")
        if path.suffix in WORTH_IT and path.is_file()
    }


@cache
def packed_file(address: str) -> PackedFile:
    """Read and compress a file the first time that it is asked for."""
    path = streamlit_files()[address]
    kind, _ = mimetypes.guess_type(path.name)
    return pack(path.read_bytes(), kind or "application/octet-stream")


class PackedStreamlit:
    """Answers for Streamlit where a browser takes gzip and wants a whole file."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(FOLDER):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if _is_ours(request):
            file = await run_in_threadpool(packed_file, scope["path"])
            await answer_with(file, request, A_YEAR)(scope, receive, send)
            return
        await self.app(scope, receive, _varying(send))


def _is_ours(request: Request) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and "range" not in request.headers
        and takes_gzip(request.headers)
        and request.scope["path"] in streamlit_files()
    )


def _varying(send: Send) -> Send:
    """Say of Streamlit's own answer that a browser that takes gzip gets another one."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return sent
