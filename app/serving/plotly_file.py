"""Serve Plotly's script from the installed package; a page loads it when it first draws with it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.serving.packed import ASK_AGAIN, PackedFile, answer_with, pack


async def plotly(request: Request) -> Response:
    """Answer `/vendor/plotly.js`; it is compressed once, when it is first asked for."""
    return answer_with(await run_in_threadpool(_file), request, ASK_AGAIN)


@lru_cache(maxsize=1)
def _file() -> PackedFile:
    script = files("plotly") / "package_data" / "plotly.min.js"
    return pack(script.read_bytes(), "text/javascript")
