"""Compute with exponentials that are too large or too small for a float.

`e^1544` is too large, but `e^905 / (e^1544 + e^905)` and `log(e^1544 + e^905)` are floats.
"""

from __future__ import annotations

import numpy as np

from engine.core.immutable import immutable

LARGEST = 700.0
"""Up to this `z`, `e^z` and `e^-z` are floats."""


@immutable
class Scaled:
    """`factor · e^power`, with the arithmetic that sums and ratios of exponentials need."""

    factor: float
    power: float

    def __add__(self, other: Scaled | float) -> Scaled:
        terms = [term for term in (self, _scaled(other)) if term.factor != 0]
        top = max((term.power for term in terms), default=0.0)
        return Scaled(sum(float(t.factor * np.exp(t.power - top)) for t in terms), top)

    __radd__ = __add__

    def __neg__(self) -> Scaled:
        return Scaled(-self.factor, self.power)

    def __sub__(self, other: Scaled | float) -> Scaled:
        return self + -_scaled(other)

    def __rsub__(self, other: float) -> Scaled:
        return _scaled(other) + -self

    def __mul__(self, other: Scaled | float) -> Scaled:
        by = _scaled(other)
        return Scaled(self.factor * by.factor, self.power + by.power)

    __rmul__ = __mul__

    def __truediv__(self, other: Scaled | float) -> Scaled:
        by = _scaled(other)
        return Scaled(float(np.divide(self.factor, by.factor)), self.power - by.power)

    def __rtruediv__(self, other: float) -> Scaled:
        return _scaled(other) / self

    def __float__(self) -> float:
        """Compute the number itself; infinite if it is too large."""
        with np.errstate(over="ignore"):
            return float(self.factor * np.exp(self.power)) if self.factor else 0.0

    def log(self) -> float:
        """Compute `log factor + power`; `np.log` calls the method of this name."""
        return float(np.log(self.factor)) + self.power


def exponential(z: float) -> Scaled | float:
    """Compute `e^z`: a float if it can be one, else `Scaled`."""
    return float(np.exp(z)) if abs(z) <= LARGEST else Scaled(1.0, z)


def _scaled(number: Scaled | float) -> Scaled:
    return number if isinstance(number, Scaled) else Scaled(float(number), 0.0)
