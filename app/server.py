"""The ASGI app, run by `streamlit run app/server.py`: routes, files, start-up."""

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
from starlette.routing import Route  # noqa: E402

from app.answer_route import (  # noqa: E402
    DERIVE,
    ROUTE,
    SEARCH,
    SURFACE,
    TABLE,
    TRAIN,
    AnsweredFirst,
)
from app.live_route import LIVE  # noqa: E402
from app.qr import qr_svg  # noqa: E402
from app.serving import warm  # noqa: E402
from app.serving.base_path import BelowBasePath, taken_base_path  # noqa: E402
from app.serving.document import Documents  # noqa: E402
from app.serving.host import NoErrorDialogs  # noqa: E402
from app.serving.player_files import plain_file, versioned_file  # noqa: E402
from app.serving.plotly_file import plotly  # noqa: E402
from app.serving.sockets import answer_at_once  # noqa: E402
from app.serving.streamlit_files import PackedStreamlit  # noqa: E402
from app.serving.typed_paths import TypedPaths  # noqa: E402
from app.table_route import ROUTE as TABLE_OF_ONES_OWN  # noqa: E402
from app.workers.outcome import POOL  # noqa: E402


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Do the slow work before the first visitor; exempt what is loaded from garbage collection.

    At the end the workers end too, and what they have in the folder for temporary files.
    """
    answer_at_once()
    warm.up()
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        POOL.close()


app = st.App(
    Path(__file__).with_name("main.py"),
    lifespan=lifespan,
    routes=[
        ROUTE,
        DERIVE,
        SEARCH,
        TRAIN,
        TABLE,
        TABLE_OF_ONES_OWN,
        LIVE,
        SURFACE,
        Route("/vendor/plotly.js", plotly),
        Route("/player/qr.svg", qr_svg),
        Route("/player/{path:path}", plain_file),
        Route("/player-{version}/{path:path}", versioned_file),
    ],
    middleware=[
        Middleware(BelowBasePath, base=taken_base_path()),
        Middleware(AnsweredFirst, routes=(ROUTE, LIVE)),
        Middleware(TypedPaths),
        Middleware(Documents),
        Middleware(PackedStreamlit),
        Middleware(NoErrorDialogs),
    ],
)
