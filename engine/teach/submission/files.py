"""Read arrays from the files that people have; nothing in a file is ever executed."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from engine.core.errors import AnswerError
from engine.data.numpy_files import read_npy, read_npz
from engine.teach.answers.matrix import EXTENDED, read_matrix
from engine.teach.submission.digits import from_json
from engine.teach.submission.pasted import read_text
from engine.teach.submission.safetensors import read_safetensors

BYTES = 20_000_000
"""How large a file may be."""
ARRAYS = 2000
NAME = 200
"""How many arrays it may have, and how many characters a name."""

Arrays = Mapping[str, Any]


def _json(data: bytes, _: str) -> Arrays:
    try:
        own = from_json(data)
    except (ValueError, RecursionError):
        raise AnswerError("not_json", "is not JSON") from None
    if not isinstance(own, dict) or not own:
        raise AnswerError("not_json", 'needs to be arrays by name: {"gradW2": [[..]]}')
    return own


def _npz(data: bytes, _: str) -> Arrays:
    return read_npz(data)


def _text(data: bytes, stem: str) -> Arrays:
    return read_text(data.decode("utf-8-sig", errors="replace"), stem)


def _table(data: bytes, stem: str) -> Arrays:
    """Read a table of numbers, whose first line may name the columns."""
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    between = next((mark for mark in (";", "\t") if lines and mark in lines[-1]), ",")
    try:
        rows = [row for row in csv.reader(lines, delimiter=between) if any(row)]
    except csv.Error:
        raise AnswerError("not_csv", "is no table of numbers") from None
    if len(rows) > 1 and any(map(_is_word, rows[0])):
        rows = rows[1:]
    decimal = [[entry.replace(",", ".") for entry in row] for row in rows]
    rows_in_brackets = ",".join(f"[{', '.join(row)}]" for row in decimal)
    return {stem: read_matrix(f"[{rows_in_brackets}]", extended=True)}


def _is_word(entry: str) -> bool:
    """Tell the name of a column, which is no `nan`."""
    plain = entry.strip()
    return re.match(r"[A-Za-z_]", plain) is not None and not EXTENDED.fullmatch(plain)


READERS: Mapping[str, Callable[[bytes, str], Arrays]] = {
    ".json": _json,
    ".npz": _npz,
    ".npy": read_npy,
    ".csv": _table,
    ".txt": _text,
    ".safetensors": read_safetensors,
}
"""What reads each kind of file: its bytes, and the name of an array that has none of its own."""


def read_arrays(name: str, data: bytes) -> Arrays:
    """Read the arrays in a file by its name's ending; text where there is none that is known.

    Raises `AnswerError` with the name of the file for what is too large or cannot be read.
    """
    path = PurePath(name)
    try:
        if len(data) > BYTES:
            raise AnswerError("too_long", f"has more than {BYTES // 1_000_000} million bytes")
        own = READERS.get(path.suffix.lower(), _guessed)(data, path.stem)
        return checked(own)
    except AnswerError as error:
        raise error.below(name) from None


def _guessed(data: bytes, stem: str) -> Arrays:
    """Read JSON where it begins as JSON does, else text."""
    return _json(data, stem) if data.lstrip()[:1] in (b"{", b"") else _text(data, stem)


def checked(own: Arrays) -> Arrays:
    """Give the arrays back. Raises `AnswerError` for too many, and for a name that is too long."""
    if len(own) > ARRAYS:
        raise AnswerError("too_many", f"has {len(own)} arrays; {ARRAYS} are allowed")
    for name in own:
        if len(name) > NAME:
            raise AnswerError(
                "too_long", f"has a name of {len(name)} characters; {NAME} are allowed"
            )
    return own
