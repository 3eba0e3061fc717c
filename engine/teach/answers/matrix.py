"""Reading a matrix that a person typed or pasted: rows on lines, or a NumPy or Python literal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.errors import AnswerError
from engine.running.trace import Array
from engine.teach.answers.number import (
    GROUPING,
    NotANumber,
    meant,
    read_number,
    with_powers,
)
from engine.teach.answers.wrapping import unwrapped

LONGEST = 200_000
"""How many characters of a text are read."""
EXTENDED = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
"""How programs print what is no finite number."""
_ROW = re.compile(r"\[([^\[\]]*)\]")
_GROUPED = re.compile(r"(?<=\d)[\u2009\u202f\u00a0](?=\d{3}(?!\d))")


@dataclass(frozen=True, eq=False)
class Typed:
    """Numbers as they were typed, and how far what is meant may be from each; both of one shape.

    A matrix has two dimensions, a list `[1, 2]` one, a number none.
    """

    values: Array
    slack: Array


Rows = list[list[str]]
Shape = tuple[int, ...]


def read_matrix(
    text: str, shape: Shape | None = None, room: Shape | None = None, extended: bool = False
) -> Typed:
    """Read a matrix that was typed, or that a program has printed.

    Rows stand on lines, entries between spaces, tabs or semicolons; on a single line a semicolon
    ends a row where its rows have spaces in them. Or it is a literal, `[[1, 2], [3, 4]]`, or
    `[1 2; 3 4]`; see `unwrapped` for what may stand around it. A comma separates; it is a decimal
    comma where something else separates, in a number that stands alone, and where only so the
    matrix has the wanted `shape`, or at least fits into `room`. Only where numbers are `extended`
    may one be infinite or NaN, as a program prints them.
    Raises `AnswerError` with the place of what cannot be read.

    >>> read_matrix("1 0,5; −4/3 2").values.tolist()
    [[1.0, 0.5], [-1.3333333333333333, 2.0]]
    >>> read_matrix("[[1, 2], [3, 4]]").values.tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    if len(text) > LONGEST:
        raise AnswerError("too_long", f"is longer than {LONGEST:,} characters")
    if "..." in text or "…" in text:
        why = "leaves numbers out (...); NumPy prints all with np.set_printoptions(threshold=10**9)"
        raise AnswerError("left_out", why)
    plain = unwrapped(_GROUPED.sub("", with_powers(meant(text))))
    if "[" in plain or "]" in plain:
        return _literal(plain, extended)
    return _numbers(_rows(plain, shape, room), extended)


def _literal(text: str, extended: bool) -> Typed:
    """Read rows between the innermost brackets; nothing but brackets stands outside them."""
    rows, around = _ROW.findall(text), _ROW.sub("\0", text)
    if word := re.search(r"\w[^\[\]\0]*", around):
        beside = word[0].strip()[:40]
        raise AnswerError("beside", f"has {beside!r} beside the numbers", entry=beside)
    outside = re.sub(r"[\s,;]", "", around)
    if outside == "\0" and ";" in rows[0]:
        return _numbers([_entries(row) for row in rows[0].split(";") if row.strip()], extended)
    if outside == "\0":
        row = _numbers([_entries(rows[0])], extended)
        return Typed(row.values[0], row.slack[0])
    if not re.fullmatch(r"\[\0+\]", outside):
        raise AnswerError("brackets", "has brackets that are not [[row], [row], ...]")
    return _numbers([_entries(row) for row in rows], extended)


def _entries(row: str) -> list[str]:
    """Split a row into its entries; its commas all separate."""
    return re.split(r"[,;\s]+", row.strip().strip(",;").strip()) if row.strip() else []


def _rows(text: str, shape: Shape | None, room: Shape | None) -> Rows:
    """Split a text without brackets into its entries, row by row."""
    lines = _lines(text)
    if "," not in text:
        return [re.split(r"[;\s]+", line) for line in lines]
    apart = [_entries(line) for line in lines]
    if (decimal := _with_decimal_commas(lines)) is None:
        return apart
    stands_alone = len(decimal) == 1 or len(decimal[0]) > 1
    ways = [decimal, apart] if stands_alone else [apart, decimal]
    whole = [rows for rows in ways if shape is not None and _shape(rows) == _two(shape)]
    fitting = [rows for rows in ways if room is not None and _fits(_shape(rows), _two(room))]
    return (whole + fitting + ways)[0]


def _fits(shape: Shape, room: Shape) -> bool:
    return all(0 < size <= most for size, most in zip(shape, room, strict=True))


def _lines(text: str) -> list[str]:
    """Split a text into rows; semicolons end them on a single line whose parts have spaces."""
    lines = [line.strip().strip(";").strip() for line in text.splitlines()]
    lines = [line for line in lines if re.search(r"[^\s;]", line)]
    parts = [part.strip() for part in lines[0].split(";")] if len(lines) == 1 else []
    return [p for p in parts if p] if any(re.search(r"\s", part) for part in parts) else lines


def _with_decimal_commas(lines: Sequence[str]) -> Rows | None:
    """Split lines where every comma is a decimal comma; None where that cannot be."""
    rows = [re.split(r"[;\s]+", line) for line in lines]
    plain = all(_is_decimal(entry) for row in rows for entry in row if "," in entry)
    return rows if plain and len({len(row) for row in rows}) == 1 else None


def _is_decimal(entry: str) -> bool:
    parts = entry.split("/")
    return "." not in entry and all(
        re.fullmatch(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?", part) for part in parts if "," in part
    )


def _shape(rows: Rows) -> tuple[int, int]:
    return (len(rows), len(rows[0]) if len({len(row) for row in rows}) == 1 else -1)


def _two(shape: Shape) -> Shape:
    return (*(1,) * (2 - len(shape)), *shape)


def _numbers(rows: Rows, extended: bool) -> Typed:
    """Read rows of one length as numbers."""
    if not rows or not rows[0]:
        raise AnswerError("empty", "is empty; a matrix needs numbers, a row on each line")
    for k, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            why = f"row {k} has {len(row)} entries, but row 1 has {len(rows[0])}: all need as many"
            raise AnswerError("ragged", why, row=k)
    read = [
        [_number(e, i, j, extended) for j, e in enumerate(row, 1)] for i, row in enumerate(rows, 1)
    ]
    values, slack = np.moveaxis(np.array(read, dtype=np.float64), 2, 0)
    return Typed(values, slack)


def _number(entry: str, row: int, column: int, extended: bool) -> tuple[float, float]:
    if extended and EXTENDED.fullmatch(entry):
        return float(entry), 0.0
    try:
        number = read_number(entry.translate(GROUPING))
    except NotANumber as error:
        short = entry if len(entry) <= 40 else entry[:40] + "..."
        why = f"row {row}, column {column}: {short!r} is not a finite number such as -3, 0.5 or 4/3"
        raise AnswerError(error.reason, why, row, column, short) from None
    return number.value, number.slack
