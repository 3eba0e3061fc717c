"""Numbers that are fractions or unknown, with the arithmetic that NumPy needs of objects.

A line of NumPy runs unchanged on an array of them: it calls the operators of the entries, and
`np.exp` calls the method `exp` of every entry.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

Combined = Callable[[Any, Any], Fraction | None]

LARGEST = 10**15
"""A fraction with a larger numerator or denominator is unknown: too long to read, and slow."""
DIGITS = 15
"""Every decimal of 15 digits stays the same when it is read as a float and written again."""
DEEPEST = 50
"""Powers with a larger exponent are unknown, except those of 0, 1 and -1: `2^50 > 10^15`."""


def _typed(number: float) -> Fraction | None:
    text = f"{number:.{DIGITS}g}"
    return Fraction(text) if float(text) == number else None


def _is_short(value: Fraction) -> bool:
    return abs(value.numerator) <= LARGEST and value.denominator <= LARGEST


def _product(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    if a is not None and b is not None:
        return a * b
    return Fraction(0) if a == 0 or b == 0 else None


def _quotient(a: Fraction, b: Fraction) -> Fraction | None:
    return a / b if b else None


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """`base^exponent` for whole exponents and halves; `(4/9)^(-3/2) = 27/8`."""
    if exponent.denominator == 2:
        root = _root(base)
        return None if root is None else _power(root, exponent * 2)
    if exponent.denominator > 2 or (base == 0 and exponent < 0):
        return None
    if abs(exponent) > DEEPEST and base not in (-1, 0, 1):
        return None
    return base ** int(exponent)


def _whole(function: Callable[[float], float], place: Fraction | None) -> Fraction | None:
    """Compute a function of `math` at 0 or 1, where it is whole: `e^0 = 1`, `log 1 = 0`.

    At every other fraction the functions of the table are irrational (Lindemann, 1882): unknown.
    """
    if place not in (0, 1):
        return None
    try:
        value = float(function(float(place)))
    except (ValueError, TypeError):
        return None
    return Fraction(value) if value.is_integer() else None


def _root(square: Fraction) -> Fraction | None:
    if square < 0:
        return None
    root = Fraction(math.isqrt(square.numerator), math.isqrt(square.denominator))
    return root if root * root == square else None


def _function(function: Callable[[Fraction], Fraction | None]) -> Callable[[Exact], Any]:
    """Make a method of a function of one fraction; an unknown number stays unknown."""
    return lambda self: type(self)(None if self.value is None else function(self.value))


def _operator(combined: Combined) -> Callable[[Exact, Any], Any]:
    """Make an operator of a function of two fractions; the second number may be of any type."""

    def method(self: Exact, other: Any) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented  # NumPy goes through the entries
        a, b = self.value, self.of(other).value
        known = (a is not None and b is not None) or combined is _product
        return type(self)(combined(a, b) if known else None)

    return method


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[[Exact, Any], Any]:
    def method(self: Exact, other: Any) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented
        a, b = self.value, self.of(other).value
        if a is None or b is None:
            raise TypeError("what is unknown cannot be compared")
        return compare(a, b)

    return method


class Exact:
    """A fraction, or unknown (`value` is None).

    A result of something unknown is unknown, except that 0 times anything is 0. Comparing an
    unknown number raises `TypeError`.
    """

    __slots__ = ("value",)

    def __init__(self, value: Fraction | None) -> None:
        self.value = value if value is not None and _is_short(value) else None

    @classmethod
    def of(cls, number: Any) -> Exact:
        """Read a number as a person typed it: a float is its shortest decimal, `0.1` is 1/10.

        A float of more than 15 digits is unknown: it was drawn at random, or it is the rounded
        value of an irrational number, such as `(2 * np.pi) ** 0.5`. Infinities, NaN and objects
        that are not numbers are unknown too.
        """
        if isinstance(number, Exact):
            return number
        try:
            return cls(_typed(number) if isinstance(number, float) else Fraction(number))
        except (TypeError, ValueError):
            return cls(None)

    def __repr__(self) -> str:
        return f"Exact({self.value})"

    __neg__ = _function(operator.neg)
    __abs__ = _function(abs)
    sqrt = _function(_root)
    """`√(4/9) = 2/3`; unknown where the root is not a fraction."""
    __add__ = __radd__ = _operator(operator.add)
    __sub__ = _operator(operator.sub)
    __rsub__ = _operator(lambda a, b: b - a)
    __mul__ = __rmul__ = _operator(_product)
    __truediv__ = _operator(_quotient)
    __rtruediv__ = _operator(lambda a, b: _quotient(b, a))
    __pow__ = _operator(_power)
    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)
    __eq__ = _comparison(operator.eq)
    __hash__ = None  # type: ignore[assignment]


for _name, _of_floats in vars(math).items():
    if callable(_of_floats) and not _name.startswith("_") and not hasattr(Exact, _name):
        setattr(Exact, _name, _function(partial(_whole, _of_floats)))


class Saturated(Exact):
    """An exact number for which `e^z` is 0 from `z = -37` down.

    `e^-37 < 2^-53`: added to 1, it does not change a float. So the softmax of 1544 and 905 is 1 and
    0, as it is when the toy problem is done by hand.
    """

    __slots__ = ()
    EXPONENT = -37
    TANH = 19
    """`1 - tanh 19 < 2 e^-38 < 2^-53`."""

    def exp(self) -> Exact:
        """`e^0 = 1`, and 0 far below 0."""
        faded = self.value is not None and self.value <= self.EXPONENT
        return type(self)(Fraction(0) if faded else _whole(math.exp, self.value))

    def expm1(self) -> Exact:
        """`e^z - 1`, which is -1 far below 0."""
        known = self.exp().value
        return type(self)(None if known is None else known - 1)

    def tanh(self) -> Exact:
        """`tanh 0 = 0`, and -1 or 1 far from it."""
        if self.value is None or abs(self.value) < self.TANH:
            return type(self)(_whole(math.tanh, self.value))
        return type(self)(Fraction(1 if self.value > 0 else -1))
