"""Which values are too large to be sent whole."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.core.infer import sized
from engine.core.program import Program
from engine.running.trace import Trace

LONGEST = 24
"""A value of more rows or columns is summarised."""


def is_large(value: NDArray[np.float64]) -> bool:
    """Tell whether a value is summarised."""
    return _is_long(value.shape)


def large_names(trace: Trace) -> frozenset[str]:
    """Name the values that are summarised. Their sizes are those of the program, not looked up."""
    return _large_names(trace.program, tuple(trace.dims.items()))


def has_large(trace: Trace) -> bool:
    """Tell whether a value is too large to be sent whole; then nothing can be practised."""
    return bool(large_names(trace))


def _is_long(shape: tuple[int, ...]) -> bool:
    return max(shape, default=1) > LONGEST


@lru_cache(maxsize=256)
def _large_names(program: Program, dims: tuple[tuple[str, int], ...]) -> frozenset[str]:
    sizes = dict(dims)
    return frozenset(
        name for name, shape in program.shapes.items() if _is_long(sized(shape, sizes))
    )
