"""Check a gradient by central differences, `(f(x + h e) - f(x - h e)) / 2h`, entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.running.numbers import Array
from engine.running.rerun import central_differences

MOST_ENTRIES = 64
"""The largest number of entries that are checked; of more, so many are drawn at random."""
STEP = 6e-6
"""The step, relative to an entry larger than 1: near the cube root of the float64 rounding."""
TOLERANCE = 1e-6


@dataclass(frozen=True, eq=False)
class NumericCheck:
    """A gradient by its formula and by differences; NaN where an entry was not tried.

    `error` is the largest difference, relative to the largest entry where that is over 1.
    """

    analytic: Array
    numeric: Array
    error: float

    @property
    def agrees(self) -> bool:
        """Whether the two are the same but for rounding."""
        return bool(self.error <= TOLERANCE)


def check(f: Callable[[Array], float], at: Array, analytic: Array, seed: int) -> NumericCheck:
    """Compare the gradient of `f` at a point with central differences."""
    entries = np.arange(at.size)
    if at.size > MOST_ENTRIES:
        entries = np.random.default_rng(seed).choice(at.size, MOST_ENTRIES, replace=False)
    x, numeric = at.reshape(-1)[entries], np.full(at.size, np.nan)

    def moved(to: Array) -> Array:
        pairs = zip(np.tile(entries, 2), to, strict=True)
        return np.array([f(_with_entry(at, entry, value)) for entry, value in pairs])

    numeric[entries] = central_differences(moved, x, STEP * np.maximum(1, np.abs(x)))
    analytic = np.broadcast_to(analytic, at.shape)
    error = _difference(analytic.reshape(-1)[entries], numeric[entries])
    return NumericCheck(analytic, numeric.reshape(at.shape), error)


def check_jacobian(
    f: Callable[[Array], Array], at: Array, entry: Callable[[int, int], float], seed: int
) -> NumericCheck:
    """Compare a Jacobian with central differences; `entry` gives it by two flat positions.

    Of many rows or columns, `MOST_ENTRIES` in all are drawn at random.
    """
    rows = f(at).size
    rng, shape = np.random.default_rng(seed), (rows, at.size)
    flat = np.arange(rows * at.size)
    if flat.size > MOST_ENTRIES:
        flat = rng.choice(flat, MOST_ENTRIES, replace=False)
    analytic, numeric = np.full(shape, np.nan), np.full(shape, np.nan)
    for k, column in zip(*np.unravel_index(flat, shape), strict=True):
        analytic[k, column] = entry(k, column)
        numeric[k, column] = _slope(f, at, k, column)
    tried = ~np.isnan(numeric)
    return NumericCheck(analytic, numeric, _difference(analytic[tried], numeric[tried]))


def _difference(a: Array, b: Array) -> float:
    """Measure the largest difference, relative to the largest entry where that is over 1."""
    largest = max(1.0, np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    return float(np.abs(a - b).max(initial=0) / largest)


def _slope(f: Callable[[Array], Array], at: Array, row: int, column: int) -> float:
    """Take the slope of one entry of `f` along one entry of its argument."""
    x = at.reshape(-1)[[column]]

    def moved(to: Array) -> Array:
        return np.array([f(_with_entry(at, column, value)).reshape(-1)[row] for value in to])

    return float(central_differences(moved, x, STEP * np.maximum(1, np.abs(x)))[0])


def _with_entry(array: Array, entry: int, value: float) -> Array:
    changed = array.copy()
    changed.reshape(-1)[entry] = value
    return changed
