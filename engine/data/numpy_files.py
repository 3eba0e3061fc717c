"""Read `.npy` and `.npz` files: numbers alone, never pickled objects, never more than allowed."""

from __future__ import annotations

import io
import lzma
import struct
import warnings
import zipfile
import zlib
from tokenize import TokenError
from typing import Any

import numpy as np

from engine.core.errors import AnswerError

ENTRIES = 2000
UNPACKED = 50_000_000
"""How many arrays an archive may have, and how many bytes they may take in all."""
HEADER = 10_000
UNREADABLE = (
    *(zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError),
    *(zlib.error, lzma.LZMAError, struct.error, OverflowError, ValueError, KeyError),
)
"""What an archive raises that is none, or is damaged."""
BROKEN = (
    *(ValueError, EOFError, TypeError, SyntaxError, KeyError, MemoryError, TokenError),
    *(RecursionError, OverflowError),
)
"""What NumPy raises where a header is not one: it reads it with Python's own tokens."""


def read_npz(data: bytes, _: str) -> dict[str, Any]:
    """Read all arrays of an archive. Raises `AnswerError` for what is not one, or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive.infolist())
            return {
                name.removesuffix(".npy"): array_in(archive.read(name), name)
                for name in archive.namelist()
            }
    except AnswerError:
        raise
    except UNREADABLE:
        raise AnswerError("not_npz", "is no .npz file, as np.savez writes it") from None


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or unpacked > UNPACKED:
        raise AnswerError(
            "too_many",
            f"unpacks to {len(entries)} arrays of {unpacked:,} bytes; "
            f"{ENTRIES} arrays and {UNPACKED:,} bytes are allowed",
        )


def read_npy(data: bytes, stem: str) -> dict[str, Any]:
    """Read the one array of a `.npy` file, which takes the file's name."""
    return {stem: array_in(data, stem)}


def array_in(data: bytes, name: str) -> Any:
    """Read an array from the bytes of a `.npy` file. Raises `AnswerError` for other objects."""
    try:
        with warnings.catch_warnings():
            # Python warns of a header that is nearly one.
            warnings.simplefilter("ignore")
            array = np.lib.format.read_array(
                io.BytesIO(data), allow_pickle=False, max_header_size=HEADER
            )
    except BROKEN:
        raise AnswerError("not_npy", f"{name}: is not an array of numbers") from None
    if array.dtype.kind not in "fiub":
        raise AnswerError("not_a_number", f"{name}: is of {array.dtype}, not of numbers")
    return array
