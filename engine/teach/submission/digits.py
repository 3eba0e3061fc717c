"""Read someone's arrays from JSON, with the digits that their numbers were written with.

Numbers in one array are written with as many decimals, as NumPy prints them: `0.25` beside
`0.1234` means 0.2500. What has ten significant digits or more is no rounded number.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.running.trace import numbers_in
from engine.teach.answers.matrix import Typed
from engine.teach.answers.number import read_number

LESS_PRECISE = {np.dtype("f4"): 1e-4, np.dtype("f2"): 1e-2}
"""The relative error of what was computed with half, or a quarter, of the usual digits."""
COARSE = {np.dtype("f4"): 1e5, np.dtype("f2"): 1e8}
"""How much more rounding they have: what should be 0 is off by so much more."""
EXACT_FROM = 10
"""At least so many significant digits are all that a computation gave."""


class Written(float):
    """A number of a JSON text, and how it was written."""

    text: str

    def __new__(cls, text: str) -> Written:
        """Keep the text beside the number."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def from_json(text: str | bytes) -> Any:
    """Read JSON; a number with a point or an exponent is `Written`. Raises `ValueError`."""
    return json.loads(text, parse_float=Written)


def typed(value: Any) -> Any:
    """Read an array of `Written` numbers, with half a unit of the last decimal as its slack.

    Anything else, such as an array of NumPy, is given back as it is: its numbers are exact. In a
    mask of NumPy, True counts as 1.
    """
    if isinstance(value, np.ndarray) and value.dtype == bool:
        return value.astype(np.float64)
    written = tuple(_written(value))
    values = numbers_in(value) if written else None
    return value if values is None else Typed(values, np.full_like(values, _slack(written)))


def as_printed(read: Typed, text: str) -> Typed:
    """Give all numbers of a printed array the decimals of the one that has most.

    NumPy leaves out zeros at the end: beside 0.1234 its 0.08 is 0.0800, rounded as the others are.
    Numbers with an exponent have as many digits each, so they keep their own.
    """
    rounded = read.slack[read.slack > 0]
    if not rounded.size or re.search(r"\d[eE][-+]?\d", text):
        return read
    return Typed(read.values, np.full_like(read.values, rounded.min()))


def tolerance(value: Any, relative: float) -> float:
    """Widen the allowed error for an array that was computed with fewer digits, as float32."""
    return max(relative, LESS_PRECISE.get(getattr(value, "dtype", None), 0.0))


def coarseness(value: Any) -> float:
    """Say how much more rounding an array has than one of float64."""
    return COARSE.get(getattr(value, "dtype", None), 1.0)


def _written(value: Any) -> Iterator[Written]:
    """List the numbers in nested lists that were written with a point or an exponent."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case list() as items:
                waiting.extend(items)
            case Written() as number:
                yield number


def _slack(numbers: tuple[Written, ...]) -> float:
    """Find half a unit of the last decimal that any of the numbers has; 0 for exact ones."""
    read = [read_number(number.text) for number in numbers if math.isfinite(number)]
    if not read:
        return 0.0
    if max(one.digits for one in read) >= EXACT_FROM:
        return 0.0
    return min((one.slack for one in read if one.slack), default=0.0)
