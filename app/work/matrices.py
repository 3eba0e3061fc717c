"""Matrices as a whole: pasted as text from an entry on or over everything, or filled by a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from app.text import text
from app.work.errors import WorkError
from app.work.work import Entry
from engine.core.errors import AnswerError
from engine.running.trace import Array
from engine.teach.answers.matrix import read_matrix
from engine.teach.answers.number import NotANumber, read_number

Shape = tuple[int, int]


class MatrixError(WorkError):
    """What was pasted is not a matrix that fits; `reason` is the whole key of the sentence."""

    def sentence(self, lang: str) -> str:
        """Say what is wrong with it, and what fits."""
        return text(self.reason, lang, **self.facts)


class Target(NamedTuple):
    """Where a matrix is pasted.

    - `shape`: that of the value, a number counting as 1×1
    - `at`: the entry from which on; None for the whole
    - `transposed`: whether the value is shown transposed, and what is pasted is meant so
    """

    name: str
    shape: Shape
    at: Shape | None = None
    transposed: bool = False


def pasted(said: str, target: Target) -> list[Entry]:
    """Read what was pasted into entries. Raises `MatrixError` for what is none or does not fit.

    What is one number when it is typed is one number here too, unless it fits as a row: `100 200`.
    A matrix of the shape of the whole goes over the whole, wherever it is pasted; another one from
    the entry on.
    """
    if target.at is not None and not _is_row(said, target):
        number = _number(said)
        if number is not None:
            return [Entry(target.name, *target.at, number)]
    if target.transposed:
        turned = target._replace(shape=target.shape[::-1], at=target.at and target.at[::-1])
        entries = pasted(said, turned._replace(transposed=False))
        return [Entry(name, col, row, value) for name, row, col, value in entries]
    return _placed(_read(said, target), target)


def _is_row(said: str, target: Target) -> bool:
    """Tell whether what has plain spaces in it are the numbers of a row, and not one number.

    `1 000` is one: no number of a row begins with a 0 before other digits.
    """
    parts = said.split()
    room = _room(target)[0 if target.transposed else 1]
    grouped = any(re.match(r"0\d", part) for part in parts[1:])
    return 1 < len(parts) <= room and said.isascii() and not grouped


def _number(said: str) -> float | None:
    try:
        return read_number(said).value + 0.0
    except NotANumber:
        return None


def _read(said: str, target: Target) -> Array:
    try:
        found = read_matrix(said, target.shape, _room(target)).values
    except AnswerError as error:
        facts = {"row": error.row, "column": error.column, "entry": error.entry}
        raise MatrixError("text", f"answer.{error.reason}", **facts) from error
    if found.ndim == 2:
        return found
    # A list has no direction: it is a column where that is the whole matrix.
    return found[:, None] if target.shape == (len(found), 1) else found[None]


def _room(target: Target) -> Shape:
    """Compute the largest shape that may be pasted."""
    row, col = target.at or (0, 0)
    rows, cols = target.shape
    return rows - row, cols - col


def _placed(found: Array, target: Target) -> list[Entry]:
    """Place the numbers over the whole or from the entry on."""
    rows, cols = found.shape
    room = _room(target)
    if found.shape == target.shape:
        row, col = 0, 0
    elif target.at is not None and rows <= room[0] and cols <= room[1]:
        row, col = target.at
    else:
        raise _misfit(found, target)
    places = ((i, j) for i in range(rows) for j in range(cols))
    return [Entry(target.name, row + i, col + j, float(found[i, j]) + 0.0) for i, j in places]


def _misfit(found: Array, target: Target) -> MatrixError:
    """Say which shapes fit."""
    facts = {
        "name": target.name,
        "pasted": "{}×{}".format(*found.shape),
        "whole": "{}×{}".format(*target.shape),
        "room": "{}×{}".format(*_room(target)),
    }
    if found.shape == target.shape[::-1]:
        return MatrixError("text", "matrix.turned", **facts)
    if target.at in (None, (0, 0)):
        return MatrixError("text", "matrix.shape" if target.at is None else "matrix.most", **facts)
    return MatrixError("text", "matrix.from", row=target.at[0] + 1, col=target.at[1] + 1, **facts)


FILLS: Mapping[str, Callable[[Shape, int], Array]] = {
    "zeros": lambda shape, _: np.zeros(shape),
    "ones": lambda shape, _: np.ones(shape),
    "identity": lambda shape, _: np.eye(*shape),
    "random": lambda shape, seed: np.random.default_rng(seed).normal(size=shape).round(2),
}
"""What a matrix can be filled with; the seed is for what is random."""


def filled(name: str, shape: Shape, rule: str, seed: int) -> list[Entry]:
    """Fill a matrix by a rule of `FILLS`."""
    return _placed(FILLS[rule](shape, seed), Target(name, shape))
