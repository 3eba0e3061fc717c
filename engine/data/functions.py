"""Data of a function of one's own, `sin(3*x)`: points above and below it, or a curve to fit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.calculus.derive.typed.reading import read
from engine.core.errors import DataError, DeriveError
from engine.core.expr import names
from engine.data.data_set import DataSet, of_classes
from engine.running.numbers import Array, Numbers

SIDES = ("below", "above")
LONGEST = 200


def function_of(formula: str) -> Callable[[Array], Array]:
    """Read a function of the number x.

    Raises `DataError` for what is no formula, and for one that has other names than x.
    """
    if len(formula) > LONGEST:
        raise DataError("formula", f"has {len(formula)} signs; it may have {LONGEST}")
    try:
        expr = read(formula, {"x": ()}).expr
    except DeriveError as error:
        raise DataError("formula", str(error)) from None
    for name in sorted(names(expr)):
        if name != "x":
            raise DataError("formula", f"reads {name}; it may read x alone")
    return lambda xs: np.array([float(Numbers({"x": x}).of(expr)) for x in xs])


def sides(count: int, noise: float, rng: np.random.Generator, formula: str) -> DataSet:
    """Draw points of −1 ... 1 each way: those with `y > formula` are `above`.

    `noise` moves the points after they were judged.
    """
    points = rng.uniform(-1, 1, (count, 2))
    above = points[:, 1] > _values(formula, points[:, 0])
    return of_classes(points + noise * rng.normal(size=points.shape), above.astype(int), SIDES)


def curve(count: int, noise: float, rng: np.random.Generator, formula: str) -> DataSet:
    """Draw `d = formula + noise` at evenly spread x of −1 ... 1."""
    x = np.linspace(-1, 1, count)
    d = _values(formula, x) + noise * rng.normal(size=count)
    return DataSet(x[:, None], d[:, None], inputs=("x",))


def _values(formula: str, x: Array) -> Array:
    values = function_of(formula)(x)
    fault = ~np.isfinite(values)
    if fault.any():
        raise DataError("formula", f"is not a finite number at x = {x[fault][0]:.3g}")
    return values
