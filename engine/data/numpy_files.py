"""Read `.npy` and `.npz` files: numbers alone, never pickled objects, never more than allowed."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Container
from tokenize import TokenError
from typing import Any

import numpy as np

from engine.core.errors import AnswerError
from engine.data.archive import UNREADABLE, check_size, read_entry

ENTRIES = 2000
UNPACKED = 50_000_000
"""How many arrays an archive may have, and how many bytes they may take in all."""
HEADER = 10_000
HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
"""What reads a header, by its version; later ones name columns, which no array of numbers has."""
BROKEN = (
    *(ValueError, EOFError, TypeError, SyntaxError, KeyError, MemoryError, TokenError),
    *(RecursionError, OverflowError),
)
"""What NumPy raises where a header is not one: it reads it with Python's own tokens."""


def read_npz(data: bytes, only: Container[str] | None = None) -> dict[str, Any]:
    """Read the arrays of an archive: all, or those of some names.

    Raises `AnswerError` for what is not one, or is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            named = {entry.filename.removesuffix(".npy"): entry for entry in archive.infolist()}
            chosen = {name: e for name, e in named.items() if only is None or name in only}
            check_size(list(chosen.values()), ENTRIES, UNPACKED)
            return {name: _array(archive, entry) for name, entry in chosen.items()}
    except AnswerError:
        raise
    except UNREADABLE:
        raise AnswerError("not_npz", "is no .npz file, as np.savez writes it") from None


def _array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Any:
    try:
        data = read_entry(archive, entry, UNPACKED)
    except AnswerError as error:
        raise error.below(entry.filename, ": ") from None
    return array_in(data, entry.filename)


def read_npy(data: bytes, stem: str) -> dict[str, Any]:
    """Read the one array of a `.npy` file, which takes the file's name."""
    return {stem: array_in(data, stem)}


def array_in(data: bytes, name: str) -> Any:
    """Read an array from the bytes of a `.npy` file. Raises `AnswerError` for other objects."""
    file = io.BytesIO(data)
    try:
        with warnings.catch_warnings():
            # Python warns of a header that is nearly one.
            warnings.simplefilter("ignore")
            shape, _, dtype = HEADERS[np.lib.format.read_magic(file)](file, max_header_size=HEADER)
            _check_header(shape, dtype, name, len(data) - file.tell())
            file.seek(0)
            return np.lib.format.read_array(file, allow_pickle=False, max_header_size=HEADER)
    except AnswerError:
        raise
    except BROKEN:
        raise AnswerError("not_npy", f"{name}: is not an array of numbers") from None


def _check_header(shape: tuple[int, ...], dtype: Any, name: str, held: int) -> None:
    """Refuse other things than numbers, and more than there are, before room is made for them."""
    if dtype.hasobject:
        raise AnswerError("not_npy", f"{name}: is not an array of numbers")
    if dtype.kind not in "fiub":
        raise AnswerError("not_a_number", f"{name}: is of {dtype}, not of numbers")
    if min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize > held:
        raise AnswerError("not_npy", f"{name}: does not hold the numbers that its shape says")
