"""Numbers of a picture, written short."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.running.numbers import Array

DIGITS = 3


def rounded(array: Array) -> Any:
    """Write numbers short; what is not finite is a gap."""
    values = np.where(np.isfinite(array), array, np.nan)
    return _gaps(np.round(values, DIGITS).tolist())


def _gaps(value: Any) -> Any:
    if isinstance(value, list):
        return [_gaps(one) for one in value]
    return None if math.isnan(value) else value
