"""Read the mask of a dropout from JSON, or draw it by a seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.core.errors import ScenarioError
from engine.core.ops.shapes import dims
from engine.network.layers.kind import PlacedLayer
from engine.network.scenario.matrix import read_matrix
from engine.running.numbers import Array, frozen


def read_mask(part: Mapping[str, Any], layer: PlacedLayer, batch: int, path: str) -> Array:
    """Read a mask, `(n, m)`, or draw one by the seed of the layer, by default 0.

    It stays the same in all iterations. Raises `ScenarioError` for a wrong shape, and where there
    are both a mask and a seed.
    """
    shape = (batch, layer.width_out)
    if part["mask"] is None:
        seed = [part["seed"] or 0, layer.place.number]
        return drawn_mask(np.random.default_rng(seed), shape, part["p"])
    if part["seed"] is not None:
        raise ScenarioError(path, "is there, and a seed too: leave one of them out")
    mask = read_matrix(part["mask"], path)
    if mask.shape != shape:
        have, need = dims(mask.shape), dims(shape)
        raise ScenarioError(path, f"is {have}, but what it is put on is {need}")
    return mask


def drawn_mask(rng: np.random.Generator, shape: tuple[int, ...], p: float) -> Array:
    """Draw a mask: each entry is dropped with the probability `p`."""
    return frozen(rng.random(shape) >= p)
