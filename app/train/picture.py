"""The weights of a small network as the browser draws them: a line for each, by its number."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from app.design import Design, spec_of
from app.train.training import Training
from engine.learning.groups import groups

MOST = 32
"""Of a layer of more units no lines can be told apart: then there is no picture."""


def is_drawn(design: Design) -> bool:
    """Tell whether a network is small enough for a picture."""
    return max(design.widths) <= MOST


@lru_cache(maxsize=32)
def weights_of(design: Design) -> tuple[str, ...]:
    """Name the weights, layer by layer."""
    return tuple(group.weights for group in groups(spec_of(design)))


def picture_of(training: Training, values: Mapping[str, Any]) -> str:
    """Write the weights of every layer, row by row, as float32 in base64; empty for a large one."""
    if not is_drawn(training.design):
        return ""
    flat = [np.ravel(values[name]) for name in weights_of(training.design)]
    with np.errstate(over="ignore"):
        return b64encode(np.concatenate(flat).astype("<f4").tobytes()).decode()
