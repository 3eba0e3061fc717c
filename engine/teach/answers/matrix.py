"""Reading a matrix that a person typed or pasted: rows on lines, or a NumPy or Python literal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.errors import AnswerError
from engine.running.trace import Array
from engine.teach.answers.number import GROUPING, TIMES_TEN, NotANumber, meant, read_number

LONGEST = 200_000
"""How many characters of an answer are read."""
_CALLED = re.compile(r"(?:[a-zA-Z_]\w*\.)*(?:array|asarray|tensor|matrix)\s*\((.*)\)", re.DOTALL)
_KEYWORD = re.compile(r",\s*(?:dtype|device|requires_grad|grad_fn)\s*=\s*[^\]]*$", re.DOTALL)
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


def read_matrix(text: str, shape: tuple[int, ...] | None = None) -> Typed:
    """Read the matrix of an answer.

    Rows stand on lines, entries between spaces, tabs or semicolons; on a single line a semicolon
    ends a row where its rows have spaces in them. Or it is a literal, `[[1, 2], [3, 4]]`, also as
    NumPy prints it. A comma between digits is a decimal comma where something else separates the
    entries; where nothing else does, the wanted `shape` decides.
    Raises `AnswerError` with the place of what cannot be read.

    >>> read_matrix("1 0,5; −4/3 2").values.tolist()
    [[1.0, 0.5], [-1.3333333333333333, 2.0]]
    >>> read_matrix("[[1, 2], [3, 4]]").values.tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    if len(text) > LONGEST:
        raise AnswerError("too_long", f"is longer than {LONGEST:,} characters")
    plain = _GROUPED.sub("", TIMES_TEN.sub("e", meant(text))).strip()
    if called := _CALLED.fullmatch(plain):
        plain = _KEYWORD.sub("", called[1]).strip()
    if "[" in plain or "]" in plain:
        return _literal(plain)
    return _numbers(_rows(plain, shape))


def _literal(text: str) -> Typed:
    """Read rows between the innermost brackets; nothing but brackets stands outside them."""
    outside = re.sub(r"[\s,]", "", _ROW.sub("r", text))
    if outside == "r":
        found = _numbers([_entries(_ROW.findall(text)[0])])
        return Typed(found.values[0], found.slack[0])
    if not re.fullmatch(r"\[r+\]", outside):
        raise AnswerError("brackets", "has brackets that are not [[row], [row], ...]")
    return _numbers([_entries(row) for row in _ROW.findall(text)])


def _entries(row: str) -> list[str]:
    """Split a row of a literal into its entries; its commas all separate."""
    return re.split(r"[,;\s]+", row.strip().strip(",;").strip()) if row.strip() else []


def _rows(text: str, shape: tuple[int, ...] | None) -> Rows:
    """Split a text without brackets into its entries, row by row."""
    lines = _lines(text)
    if "," not in text:
        return [re.split(r"[;\s]+", line) for line in lines]
    apart = [_entries(line) for line in lines]
    if (decimal := _with_decimal_commas(lines)) is None:
        return apart
    wanted = None if shape is None else _two(shape)
    fits = [rows for rows in (decimal, apart) if _shape(rows) == wanted]
    if len(fits) == 1 or decimal == apart:
        return (fits or [apart])[0]
    if all(len(row) == 1 for row in decimal) and wanted != (1, 1):
        raise AnswerError(
            "comma", "has commas that may separate entries or be decimal commas; use spaces between"
        )
    return decimal


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


def _two(shape: tuple[int, ...]) -> tuple[int, ...]:
    return (*(1,) * (2 - len(shape)), *shape)


def _numbers(rows: Rows) -> Typed:
    """Read rows of one length as numbers."""
    if not rows or not rows[0]:
        raise AnswerError("empty", "is empty; a matrix needs numbers, a row on each line")
    for k, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            why = f"row {k} has {len(row)} entries, but row 1 has {len(rows[0])}: all need as many"
            raise AnswerError("ragged", why, row=k)
    read = [[_number(e, i, j) for j, e in enumerate(row, 1)] for i, row in enumerate(rows, 1)]
    values, slack = np.moveaxis(np.array(read, dtype=np.float64), 2, 0)
    return Typed(values, slack)


def _number(entry: str, row: int, column: int) -> tuple[float, float]:
    try:
        found = read_number(entry.translate(GROUPING))
    except NotANumber as error:
        seen = entry if len(entry) <= 40 else entry[:40] + "..."
        why = f"row {row}, column {column}: {seen!r} is not a finite number such as -3, 0.5 or 4/3"
        raise AnswerError(error.reason, why, row, column, seen) from None
    return found.value, found.slack
