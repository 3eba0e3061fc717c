"""Which values are too large to be sent whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.running.trace import Trace

LONGEST = 24
"""A value of more rows or columns is summarised."""


def is_large(value: NDArray[np.float64]) -> bool:
    """Tell whether a value is summarised."""
    return max(value.shape, default=1) > LONGEST


def has_large(trace: Trace) -> bool:
    """Tell whether a value is too large to be sent whole; then nothing can be practised."""
    return any(map(is_large, trace.values.values()))
