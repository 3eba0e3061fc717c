"""Numbers of a picture, written short."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.running.numbers import Array

DIGITS = 3


def rounded(array: Array) -> Any:
    """Write numbers short; what is not finite, or not when it is rounded, is a gap."""
    with np.errstate(over="ignore"):
        return _gaps(np.round(array, DIGITS).tolist())


def _gaps(value: Any) -> Any:
    if isinstance(value, list):
        return [_gaps(one) for one in value]
    return value if math.isfinite(value) else None
