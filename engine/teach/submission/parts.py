"""Count what is judged by itself in a file, without reading any of its numbers."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from engine.data.archive import UNREADABLE

IN_ARCHIVE = re.compile(r"(\d{1,6})/")
IN_TEXT = re.compile(rb'"(\d{1,6})/')


def parts_in(name: str, data: bytes) -> int:
    """Count the files of a class set, or the iterations of a recorded training; at least 1."""
    kind = PurePath(name).suffix.lower()
    if kind not in (".zip", ".npz"):
        return max(1, len(set(IN_TEXT.findall(data))))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except UNREADABLE:
        return 1
    numbers = {found[1] for one in names if (found := IN_ARCHIVE.match(one))}
    return max(1, len(names if kind == ".zip" else numbers))
