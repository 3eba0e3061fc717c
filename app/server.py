"""The ASGI app, run by `streamlit run app/server.py`: routes, headers, start-up."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    # `streamlit run` puts the script's folder on the path, not the project's.
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, Response  # noqa: E402
from starlette.routing import Mount, Route  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402

from app import warm  # noqa: E402
from app.answer_route import post_answer  # noqa: E402
from app.headers import PreloadHeaders  # noqa: E402
from app.player.component import STATIC  # noqa: E402
from app.qr import qr_svg  # noqa: E402
from app.sockets import answer_at_once  # noqa: E402
from app.text import LANGUAGES  # noqa: E402
from app.views.builder import choices  # noqa: E402


def choices_json(request: Request) -> Response:
    """Answer with what the builder offers, in a language; fetched when the builder is opened."""
    lang = request.path_params["lang"]
    if lang not in LANGUAGES:
        return Response(status_code=404)
    return JSONResponse(choices(lang), headers={"cache-control": "no-cache"})


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Do the slow work before the first visitor; exempt what is loaded from garbage collection."""
    answer_at_once()
    warm.up()
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    Path(__file__).with_name("main.py"),
    lifespan=lifespan,
    routes=[
        Route("/answer", post_answer, methods=["POST"]),
        Route("/player/choices-{lang}.json", choices_json),
        Route("/player/qr.svg", qr_svg),
        Mount("/player", StaticFiles(directory=STATIC)),
    ],
    middleware=[Middleware(PreloadHeaders)],
)
