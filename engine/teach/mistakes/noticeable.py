"""Decide whether a change of a value is more than rounding, and can be noticed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.core.program import Program
from engine.running.trace import Array

NOTICEABLE = 1e-4
"""How much an entry has to change, relative to it: well above the gradient check's tolerance."""
ROUNDING = 1e-10
"""The rounding error of a sum, relative to the largest number in it."""


def rounding_of(program: Program, name: str, values: Mapping[str, Array]) -> float:
    """Bound the rounding error of a value, by the largest number that it is computed from."""
    equation = program.by_name.get(name)
    read = equation.reads if equation else ()
    sizes = [float(np.abs(values[n]).max(initial=0.0)) for n in (name, *read)]
    return ROUNDING * max((size for size in sizes if np.isfinite(size)), default=0.0)


def is_noticeable(right: Array, wrong: Array, rounding: float) -> bool:
    """Tell whether some entry changes by much more than rounding, and all stay finite."""
    if not np.isfinite(wrong).all():
        return False
    larger = np.maximum(np.abs(right), np.abs(wrong))
    enough = np.maximum(NOTICEABLE * larger, rounding / NOTICEABLE)
    return bool((np.abs(right - wrong) > enough).any())
