"""Equations of a network computed one after the other, on as many columns as there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.core.program import Equation
from engine.running.numbers import Array, Numbers

ROUNDED = 9
"""Decimals that are kept, so that `3 (5/3)` is 5."""


def compute(
    equations: Sequence[Equation], values: Mapping[str, Any], batch: int
) -> dict[str, Array]:
    """Compute equations in order; the results are rounded to `ROUNDED` decimals at the end."""
    numbers = Numbers(dict(values), {"n": batch})
    for equation in equations:
        numbers.values[equation.name] = numbers.of(equation.expr)
    return {e.name: np.round(numbers.values[e.name], ROUNDED) for e in equations}
