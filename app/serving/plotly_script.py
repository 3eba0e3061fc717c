"""Serve Plotly's script as it is installed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import Response

from app.serving.packed import PackedFile, answer_with, pack

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
A_DAY = "public, max-age=86400"
"""Its address says nothing of its version."""


@lru_cache(maxsize=1)
def plotly_script() -> PackedFile:
    """Read and compress the script of the installed package."""
    return pack(PLOTLY.read_bytes(), "text/javascript")


def plotly_js(request: Request) -> Response:
    """Answer with Plotly's script."""
    return answer_with(plotly_script(), request, A_DAY)
