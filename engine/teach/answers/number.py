"""Reading one number that a person typed: `-3`, `0,5`, `−4/3`, `1 000`, `1.2×10⁻³`, `２．５`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and signs as Chinese input methods type them, as wide as a character."""
SIGNS = (
    dict.fromkeys("−﹣‐‑‒–", "-") | dict.fromkeys("⁄∕", "/") | {"。": ".", "、": ",", "\u3000": " "}
)
MEANT = str.maketrans({**{chr(k): v for k, v in FULL_WIDTH.items()}, **SIGNS})
GROUPING = str.maketrans(dict.fromkeys("\u2009\u202f\u00a0"))
"""Spaces that group digits where numbers are shown, and may be typed back."""
DIGITS = r"(?:\d++(?:\.\d*+)?|\.\d++)"
_RAISED = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(_RAISED, "+-0123456789")
_TIMES_TEN = re.compile(rf"(?<!\s)\s*[×*·]\s*10(?:\s*\^\s*(?=[+-]?\d)|([{_RAISED}]+))")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?")
_NUMBER = re.compile(rf"([+-]?)({DIGITS})(?:[eE]([+-]?\d+))?")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)
ROUNDED_FROM = 2
"""A number with at least so many significant digits may be rounded, a shorter one is exact."""


class NotANumber(ValueError):
    """What was typed cannot be used; `reason` is the key of the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number as it was typed: its value, and how far what is meant may be from it.

    - `slack`: half a unit of the last digit of a number of two significant digits or more, `0.33`
      or `27795`; 0 for a fraction, for `1e5` and for a single digit, which are meant exactly
    - `digits`: how many significant digits it has; 0 where it is meant exactly
    """

    value: float
    slack: float = 0.0
    digits: int = 0


def meant(typed: str) -> str:
    """Write full-width characters and real minus signs as plain ones."""
    return typed.translate(MEANT)


def with_powers(typed: str) -> str:
    """Write `2.1×10⁻²¹` and `2.1 * 10^-21` as `2.1e-21`."""
    return _TIMES_TEN.sub(lambda power: "e" + (power[1] or "").translate(_LOWERED), typed)


def parse_number(typed: str) -> float:
    """Read the finite number that a text stands for: `-3`, `0.5`, `1e-3`, `−27 795`.

    Raises `NotANumber` with the reason `empty`, `not_finite`, `not_a_number` or `too_large`.
    """
    plain = meant(typed).strip().translate(GROUPING)
    if not plain:
        raise NotANumber("empty")
    if _NOT_FINITE.fullmatch(plain):
        raise NotANumber("not_finite")
    if not _NUMBER.fullmatch(plain):
        raise NotANumber("not_a_number")
    value = float(plain)
    if math.isinf(value):
        raise NotANumber("too_large")
    return value


def read_number(typed: str) -> TypedNumber:
    """Read a number of an answer or of a cell: what `parse_number` takes, and how people write it.

    A fraction, `4/3`; a decimal comma, so that `1,5` and `1,500` are 1.5; spaces between thousands,
    `1 000`; a power of ten, `1.2×10^-3` or `1.2×10⁻³`.
    Raises `NotANumber`, with the reason `divided_by_zero` too.

    >>> read_number("−4/3").value == -4 / 3
    True
    >>> read_number("0,333")
    TypedNumber(value=0.333, slack=0.0005, digits=3)
    """
    plain = with_powers(meant(typed)).strip().translate(GROUPING)
    if "," in plain and "." in plain:
        raise NotANumber("not_a_number")
    above, slash, below = map(_plain_digits, plain.partition("/"))
    if not slash:
        return TypedNumber(parse_number(above), *_precision(above))
    return TypedNumber(_quotient(_part(above), _part(below)))


def _plain_digits(text: str) -> str:
    """Write thousands without spaces, and a decimal comma as a point."""
    plain = text.strip()
    whole = plain.replace(" ", "") if _THOUSANDS.fullmatch(plain) else plain
    return whole.replace(",", ".")


def _part(text: str) -> float:
    """Read the numerator or the denominator; an empty one is not a number."""
    if not text.strip():
        raise NotANumber("not_a_number")
    return parse_number(text)


def _quotient(above: float, below: float) -> float:
    if below == 0:
        raise NotANumber("divided_by_zero")
    value = above / below
    if math.isinf(value):
        raise NotANumber("too_large")
    return value


def _precision(text: str) -> tuple[float, int]:
    """Give half a unit of the last digit, and the number of digits, of what may be rounded."""
    found = _NUMBER.fullmatch(text.strip())
    digits, exponent = (found[2], found[3]) if found else ("", None)
    decimals = len(digits.partition(".")[2])
    significant = len(digits.replace(".", "").lstrip("0"))
    if significant < ROUNDED_FROM or (exponent and not decimals) or len(exponent or "") > 5:
        return 0.0, 0
    return float(f"5e{int(exponent or 0) - decimals - 1}"), significant
