"""Read a table of one's own: CSV, a pasted table, or the arrays `x` and `d` of an NPZ file."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence

import numpy as np

from engine.core.errors import AnswerError
from engine.data import numpy_files
from engine.data.data_set import DataSet, of_classes
from engine.data.refusal import Words, refusal
from engine.running.numbers import Array

MOST_ROWS, MOST_COLUMNS, MOST_CLASSES = 100_000, 1_000, 100
MOST_BYTES = 50_000_000
Lines = list[tuple[int, list[str]]]
"""Lines with their numbers, from 1, divided into cells."""
SEPARATORS = ("\t", ";", ",")
"""A line is divided at the first of these that stands in the first line; else at its spaces."""


def read_table(text: str, target: str | None = None) -> DataSet:
    """Read lines of numbers, the first of which may name the columns.

    `target` names the column of the targets, or numbers it from 1 where columns have no names;
    without it that is the last one. Words in it are classes, and so are whole numbers, up to 20
    different ones; other numbers are to be fitted.
    Raises `DataError`, with the line and the column, for a cell that is not a number.
    """
    names, rows = lines_of(text)
    _check(rows)
    width = len(rows[0][1])
    at = _target(target, names, width)
    columns = [k for k in range(width) if k != at]
    x = np.array([[_number(cells[k], line, k) for k in columns] for line, cells in rows])
    inputs = tuple(names[k] for k in columns) if names else ()
    return _with_target(x, [cells[at] for _, cells in rows], inputs, at)


def lines_of(text: str) -> tuple[tuple[str, ...], Lines]:
    """Divide a table: the names of its columns, if it has any, and its other lines."""
    if len(text) > MOST_BYTES:
        raise refusal("table", "long", count=len(text), most=MOST_BYTES)
    lines = _cells(text)
    first = lines[0][1]
    has_names = len(first) > 1 and not any(map(_is_number, first[:-1]))
    return (tuple(first), lines[1:]) if has_names else ((), lines)


def _cells(text: str) -> Lines:
    """Divide the lines, each with its number, from 1; empty ones are left out."""
    numbered = [(k, one.strip()) for k, one in enumerate(text.splitlines(), 1) if one.strip()]
    if not numbered:
        raise refusal("table", "empty")
    sign = next((sign for sign in SEPARATORS if sign in numbered[0][1]), None)
    return [(k, _divided(one, sign, k)) for k, one in numbered]


def _divided(line: str, sign: str | None, number: int) -> list[str]:
    if sign is None:
        return line.split()
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=sign))]
    except csv.Error:
        raise refusal("line", "undivided", line=number) from None


def _check(rows: Sequence[tuple[int, list[str]]]) -> None:
    if not rows:
        raise refusal("table", "no_sample")
    width = len(rows[0][1])
    if width < 2:
        raise refusal("table", "one_column")
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        facts = {"rows": len(rows), "columns": width}
        raise refusal("table", "large", **facts, most=MOST_ROWS, widest=MOST_COLUMNS)
    for line, cells in rows:
        if len(cells) != width:
            raise refusal("line", "cells", line=line, count=len(cells), width=width)


def _target(target: str | None, names: tuple[str, ...], width: int) -> int:
    if target is None:
        return width - 1
    if not names and target in map(str, range(1, width + 1)):
        return int(target) - 1
    if target not in names:
        known = ", ".join(names)
        key = "no_column" if known else "no_names"
        raise refusal("target", key, target=target, known=known)
    return names.index(target)


def _with_target(x: Array, cells: list[str], inputs: tuple[str, ...], at: int) -> DataSet:
    if all(map(_is_number, cells)):
        numbers = np.array([float(cell) for cell in cells])
        if not _are_classes(numbers):
            return DataSet(x, numbers[:, None], inputs=inputs)
        cells = [str(int(number)) for number in numbers]
        classes = tuple(str(k) for k in sorted({int(cell) for cell in cells}))
    else:
        classes = tuple(sorted(set(cells)))
    if len(classes) > MOST_CLASSES:
        raise refusal("column", "classes", column=at + 1, count=len(classes), most=MOST_CLASSES)
    data = of_classes(x, np.array([classes.index(cell) for cell in cells]), classes)
    return DataSet(data.x, data.d, classes, inputs)


FEW_CLASSES = 20


def _are_classes(numbers: Array) -> bool:
    whole = bool((numbers == np.round(numbers)).all())
    return whole and len(np.unique(numbers)) <= FEW_CLASSES


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _number(cell: str, line: int, column: int) -> float:
    if not _is_number(cell):
        raise refusal("cell", "no_number", line=line, column=column + 1, cell=repr(cell))
    return float(cell)


def read_npz(data: bytes) -> DataSet:
    """Read the arrays `x` (n, d) and `d`, which is (n, m) or holds n numbers of classes.

    Raises `DataError` for another file, for other names and for shapes that do not fit.
    """
    return of_arrays(*arrays_in(data))


def arrays_in(data: bytes) -> tuple[Array, Array]:
    """Read the arrays `x` and `d` as they are. Raises `DataError` where they do not fit."""
    if len(data) > MOST_BYTES:
        raise refusal("file", "bytes", count=len(data), most=MOST_BYTES)
    try:
        arrays = numpy_files.read_npz(data, ("x", "d"))
    except AnswerError as error:
        raise refusal("file", "no_npz", why=Words(f"submission.unread.{error.reason}")) from None
    if set(arrays) != {"x", "d"}:
        raise refusal("file", "no_arrays")
    x, d = arrays["x"], arrays["d"]
    if x.ndim != 2 or d.ndim not in (1, 2) or len(x) != len(d) or 0 in (*x.shape, *d.shape):
        raise refusal("d", "shapes", x=x.shape, d=d.shape)
    return x, d


def of_arrays(x: Array, d: Array) -> DataSet:
    """Make a data set of arrays that fit. Raises `DataError` for what is not a finite number."""
    inputs, targets = _finite("x", x), _finite("d", d)
    if d.ndim == 2:
        return DataSet(inputs, targets)
    if not _are_classes(d):
        return DataSet(inputs, targets[:, None])
    names = [int(number) for number in np.unique(d)]
    numbers = np.array([names.index(int(number)) for number in d])
    return of_classes(inputs, numbers, tuple(map(str, names)))


def _finite(name: str, array: Array) -> Array:
    """Make numbers of 64 bits; of more bits, a number can be finite and is infinite then."""
    with np.errstate(over="ignore"):
        numbers = array.astype(float)
    if array.dtype.kind not in "iuf" or not np.isfinite(numbers).all():
        raise refusal(name, "not_finite")
    return numbers
