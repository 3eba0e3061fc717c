"""Write a source map: which line of a joined script is which line of which module.

The form is that of https://tc39.es/ecma426/: for each line one segment of four numbers (column,
module, line, column of it), each the difference from the one before, in base 64.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
MORE = 32


@dataclass(frozen=True)
class Piece:
    """Whole lines of a script: all those of the module at `place`, or some that joining adds."""

    text: str
    place: str | None = None


def source_map(script: str, pieces: Iterable[Piece]) -> str:
    """Write the map of a script that is made of some pieces.

    The modules are found at `/player/`, beside the folder of the joined scripts.
    """
    pieces = list(pieces)
    root = posixpath.relpath("../player", posixpath.dirname(script) or ".")
    sources = [f"{root}/{piece.place}" for piece in pieces if piece.place]
    return json.dumps({"version": 3, "sources": sources, "mappings": ";".join(_lines(pieces))})


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """Write the segment of each line; a line that is of no module has none."""
    last_source, last_line, source = 0, 0, -1
    for piece in pieces:
        source += piece.place is not None
        for line in range(piece.text.count("\n")):
            if piece.place is None:
                yield ""
                continue
            yield "".join(map(number, (0, source - last_source, line - last_line, 0)))
            last_source, last_line = source, line


def number(value: int) -> str:
    """Write a number in base 64, five bits a digit, the lowest first; the lowest bit is the sign.

    >>> number(0), number(1), number(-1), number(16)
    ('A', 'C', 'D', 'gB')
    """
    rest, digits = (abs(value) << 1) | (value < 0), ""
    while rest >= MORE:
        digits += DIGITS[rest % MORE + MORE]
        rest //= MORE
    return digits + DIGITS[rest]
