"""Read the entries of a zip, never more than is allowed, whatever their headers say."""

from __future__ import annotations

import struct
import zipfile
import zlib

from engine.core.errors import AnswerError

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How an entry may be packed: Python unpacks other kinds whole, however little is asked for."""
ENCRYPTED = 1
"""The bit of an entry's flags that says so."""
UNREADABLE = (
    *(zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError),
    *(zlib.error, struct.error, OverflowError, ValueError, KeyError),
)
"""What an archive raises that is none, or is damaged."""


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Read an entry of at most so many bytes. Raises `AnswerError` for another."""
    if entry.flag_bits & ENCRYPTED:
        raise AnswerError("encrypted", "is encrypted")
    if entry.compress_type not in METHODS:
        raise AnswerError(
            "packed", f"is packed by method {entry.compress_type}; 0 and 8 (deflate) are allowed"
        )
    try:
        with archive.open(entry) as file:
            # Python makes room for what is asked for, not for what the header says.
            found = file.read(min(most, entry.file_size) + 1)
    except UNREADABLE:
        raise AnswerError("damaged", "is damaged") from None
    if len(found) > most:
        raise AnswerError("too_long", f"has more than {most:,} bytes")
    return found


def check_size(entries: list[zipfile.ZipInfo], files: int, unpacked: int) -> None:
    """Raise `AnswerError` for more entries than allowed, or more bytes of all by their headers."""
    count, size = len(entries), sum(entry.file_size for entry in entries)
    if count > files or size > unpacked:
        raise AnswerError(
            "too_many",
            f"has {count:,} files of {size:,} bytes; there may be {files:,} files of "
            f"{unpacked:,} bytes in all",
        )
