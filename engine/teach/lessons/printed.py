"""Read numbers as a document prints them, `4 3; 5 6`, and how precise their digits are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.core.errors import LessonError
from engine.running.numbers import Numbers, frozen
from engine.running.trace import Array
from engine.teach.lessons.expression import parse

EXACT = 1e-9
"""How far rounding may take a computed number from an exact printed one."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A printed number: text, value, and half a unit of its last digit (0 if exact)."""

    text: str
    value: float
    half: float

    def agrees(self, computed: float) -> bool:
        """Tell whether a computed number is this one, to the digits that are printed."""
        slack = EXACT * max(1.0, abs(self.value)) if self.half == 0 else 1e-6 * self.half
        return bool(abs(computed - self.value) <= self.half + slack)


def read_printed_number(text: str, decimals: int = 0) -> PrintedNumber:
    """Read a number as it is printed.

    A whole number and a closed form such as `-log(0.3)` are exact. Any other is precise to half
    a unit of its last digit: `4.5e-5` to half of 1e-6. `decimals` is the number of decimals of an
    array that is printed without zeros at the end.
    Raises `LessonError` for what is not a number.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        closed = Numbers({}, {}).of(parse(text, {}))
        return PrintedNumber(text, float(closed), 0.0)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise LessonError(text, "is not a finite number")
    whole = not decimals and "." not in text and "e" not in text.lower()
    last = min(exponent, -decimals) if decimals else exponent
    return PrintedNumber(text, float(number), 0.0 if whole else float(0.5 * 10.0**last))


def read_rows(text: str, decimals: int = 0) -> tuple[tuple[PrintedNumber, ...], ...]:
    """Read rows of numbers, with `;` between the rows; all rows are of one length.

    >>> [[number.value for number in row] for row in read_rows("1 2.5; 3 -4")]
    [[1.0, 2.5], [3.0, -4.0]]
    """
    rows = tuple(
        tuple(read_printed_number(text, decimals) for text in row.split())
        for row in text.split(";")
    )
    if not rows[0] or len({len(row) for row in rows}) > 1:
        raise LessonError(text, "needs rows of one length, with ; between them")
    return rows


def read_array(value: Any) -> Array:
    """Read a value of a lesson's file: a number, rows as text, or rows as lists."""
    if isinstance(value, str):
        value = [[number.value for number in row] for row in read_rows(value)]
    return frozen(value)
