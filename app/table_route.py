"""`GET /train/table/NAME`: a table of one's own, so that the browser that shows it has it, too."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.train.tables import NAME, table_named
from engine.core.errors import DataError


async def get_table(request: Request) -> Response:
    """Answer the bytes of a table; 404 for one that is not here."""
    name = request.path_params["name"]
    try:
        table = await run_in_threadpool(table_named, name) if re.fullmatch(NAME, name) else None
    except DataError:
        table = None
    if table is None:
        return Response(status_code=404)
    # Whatever it holds, no browser takes it for a page.
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    return Response(table, headers=headers, media_type="application/octet-stream")


ROUTE = Route("/train/table/{name}", get_table, methods=["GET"])
