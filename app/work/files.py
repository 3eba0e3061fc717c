"""Files that are sent along: a name, and bytes in base64."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from app.work.errors import WorkError, shown
from app.work.reading import read_text
from engine.teach.submission.files import NAME

LARGEST = 500_000
"""How many bytes a file may have; the browser refuses a larger one before it is sent."""
BASE64 = 4 * -(-LARGEST // 3)


def read_name(value: Any, path: str) -> str:
    """Read the name of a file."""
    return read_text(value, path, NAME)


def read_base64(value: Any, path: str) -> str:
    """Read the bytes of a file, and leave them in base64."""
    data = read_text(value, path, BASE64)
    try:
        base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise WorkError(path, "not_text", asked=shown(data)) from None
    return data
