"""Where the files of the player are, and the version in their address."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from app.text import LANGUAGES
from app.views.builder import choices
from engine.teach.submission.recorder import RECORDERS, recorder

STATIC = Path(__file__).parent / "static"
FIRST = "main.js"
"""The module that a page imports; it brings all that the first picture needs."""

PAGE = "pages/page.js"
"""The module that the pages beside the player import."""

TRAIN = "train/train.js"
"""The module that draws a training."""

LESSON = "lesson/lesson.js"
"""The module that the page of a lesson needs besides."""


@lru_cache(maxsize=1)
def static_files() -> dict[str, bytes]:
    """Read every file of the player, by its place: `core/dom.js`, `choices-en.json`."""
    read = {
        path.relative_to(STATIC).as_posix(): path.read_bytes()
        for path in sorted(STATIC.rglob("*"))
        if path.is_file()
    }
    read["recorders.json"] = json.dumps({name: recorder(name) for name in RECORDERS}).encode()
    return read | {f"choices-{lang}.json": _choices(lang) for lang in LANGUAGES}


@lru_cache(maxsize=1)
def version() -> str:
    """Make a short text that is another one as soon as any file of the player is."""
    files = static_files()
    said = "".join(f"{name} {hashlib.sha256(files[name]).hexdigest()}\n" for name in sorted(files))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def address(place: str = FIRST) -> str:
    """The address of a script of the player, from the page: `player-0123456789ab/main.js`."""
    return f"player-{version()}/{place}"


def _choices(lang: str) -> bytes:
    """What the builder offers, in a language; fetched when the builder is opened."""
    return json.dumps(choices(lang), ensure_ascii=False, separators=(",", ":")).encode()
