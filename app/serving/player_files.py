"""Serve the files of the player: joined under their version, and as they are.

`/player-VERSION/main.js` is all that the first picture needs, in one script, and
`/player-VERSION/lesson/lesson.js` what a lesson needs besides; both may be kept for a year.
`/player/main.js` is the module as it stands in the folder, for tests and for source maps.
"""

from __future__ import annotations

from collections import ChainMap
from functools import lru_cache
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from app.player.files import FIRST, PAGE, TRAIN, static_files, version
from app.serving.joining import Script, joined, reached
from app.serving.module import read_module
from app.serving.packed import A_YEAR, ASK_AGAIN, PackedFile, answer_with, pack

TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".map": "application/json",
}


def versioned_file(request: Request) -> Response:
    """Answer `/player-VERSION/...`; another version is not there."""
    if request.path_params["version"] != version():
        return Response(status_code=404)
    return _answer(versioned_files(), request, A_YEAR)


def plain_file(request: Request) -> Response:
    """Answer `/player/...`."""
    return _answer(plain_files(), request, ASK_AGAIN)


def _answer(files: dict[str, PackedFile], request: Request, cache: str) -> Response:
    file = files.get(request.path_params["path"])
    return answer_with(file, request, cache) if file else Response(status_code=404)


@lru_cache(maxsize=1)
def versioned_files() -> dict[str, PackedFile]:
    """The joined scripts with their maps, and all that is no module."""
    others = {name: body for name, body in static_files().items() if not name.endswith(".js")}
    found = dict(others)
    for place, script in scripts().items():
        found |= {place: script.text.encode(), f"{place}.map": script.map.encode()}
    return {name: _packed(name, body) for name, body in found.items()}


@lru_cache(maxsize=1)
def plain_files() -> dict[str, PackedFile]:
    """Every file as it stands in the folder."""
    return {name: _packed(name, body) for name, body in static_files().items()}


@lru_cache(maxsize=1)
def scripts() -> dict[str, Script]:
    """Join the modules of the player. Raises `ModuleError` for one that cannot be joined."""
    texts = {name: body.decode() for name, body in static_files().items()}
    modules = {
        name: read_module(name, text) for name, text in texts.items() if name.endswith(".js")
    }
    sheets = {name[:-4]: text for name, text in texts.items() if name.endswith(".css")}
    others = [joined(reached(modules, place), sheets, place) for place in (PAGE, TRAIN)]
    return dict(ChainMap(joined(modules, sheets, FIRST), *others))


def _packed(name: str, body: bytes) -> PackedFile:
    return pack(body, TYPES.get(PurePosixPath(name).suffix, "application/octet-stream"))
