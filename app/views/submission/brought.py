"""What someone brings: text as it was pasted, files, and corrections of what a name stands for."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from app.text import catalogue, text
from app.views.submission.entries import apart
from engine.core.errors import AnswerError
from engine.teach.submission.files import read_arrays

NOT_THIS = ""
"""What a name stands for that is left out."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What someone brings.

    - `text`: as it was pasted
    - `files`: the name of each, and its bytes in base64
    - `chosen`: what some of the names stand for; `NOT_THIS` for one that is left out
    """

    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()


def arrays_of(brought: Brought, lang: str) -> dict[str, Any]:
    """Read all arrays by their names, the pasted ones first; single entries are none.

    A name that is there already gets that of its file before it: `run2.dW1`. Raises `AnswerError`
    with the name of the file, or of the pasted text, for what cannot be read.
    """
    own, pasted = dict[str, Any](), apart(brought.text)[0]
    if pasted.strip():
        own |= read_arrays(text("submission.pasted", lang), pasted.encode())
    for name, data in brought.files:
        _add(own, read_arrays(name, base64.b64decode(data)), PurePath(name).stem)
    return own


def _add(own: dict[str, Any], arrays: Mapping[str, Any], stem: str) -> None:
    for name, value in arrays.items():
        own[f"{stem}.{name}" if name in own else name] = value


def unread(error: AnswerError, lang: str) -> dict[str, str]:
    """Say why something cannot be read; the detail is the engine's own, in English."""
    key = f"submission.unread.{error.reason}"
    said = text(key if key in catalogue() else "submission.unread.other", lang)
    return {"error": said, "detail": str(error)}
