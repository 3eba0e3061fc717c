"""Draw candidates for the units of a block: inputs, or weights and a bias."""

from __future__ import annotations

import numpy as np

from engine.core.naming import Place
from engine.network.layers.kind import NORM
from engine.network.nice.blocks import Block
from engine.network.nice.candidates import Counts, Flags
from engine.running.numbers import Array

CANDIDATES = 96
"""How many candidates are drawn for every unit."""
NORMED = 1920
"""How many if the block is normalised: few columns of whole numbers have a square variance."""
INPUTS = np.array([-2, -1, 1, 1, 2, 2, 3, 3, 4, 5], dtype=np.float64)
CLOSE = np.array([-1, 1, 1, 2, 2, 3], dtype=np.float64)
"""Inputs that are closer together: normalised, they are often shorter fractions."""
WEIGHTS = np.array([-3, -2, -2, -1, -1, -1, 1, 1, 1, 2, 2, 3], dtype=np.float64)
SMALL = np.array([-2, -1, -1, 1, 1, 2], dtype=np.float64)
DENSE = 3
"""A unit reads all units below if they are at most this many, else about this many of them."""


def count(block: Block) -> int:
    """Tell how many candidates are drawn for every unit of a block."""
    return NORMED if block.normed and block.fractions else CANDIDATES


def draw(
    rng: np.random.Generator, block: Block, below: Array, dead: Flags
) -> tuple[Array, dict[str, Array]]:
    """Draw the candidates of a block, one a column, and their parameters by name.

    `below` is the input of the block, `(n, d)`. For the first block it is `(n, 0)`: its candidates
    are the inputs themselves. `dead` marks the units that are to be dead.
    """
    unit = np.repeat(np.arange(block.width), count(block))
    if block.linear:
        return _units(rng, block, block.linear.place, below, unit, dead[unit])
    if below.shape[1]:
        return below[:, unit], {}
    close = (block.normed or block.normed_later) and rng.random() < 0.5
    inputs = rng.choice(CLOSE if close else INPUTS, (len(below), len(unit)))
    return inputs, {"X": inputs}


def _units(
    rng: np.random.Generator, block: Block, place: Place, below: Array, unit: Counts, dead: Flags
) -> tuple[Array, dict[str, Array]]:
    """Compute `below W + B`, or `below W`, for drawn `W (d, count)` and `B (1, count)`."""
    weights = _weights(rng, below.shape[1], unit, NORM in block.kinds)
    sums = below @ weights
    if not block.has_bias:
        return sums, {place.own("W").name: weights}
    bias = np.where(dead, _below_zero(rng, sums), _bias(rng, sums)).reshape(1, -1)
    return sums + bias, {place.own("W").name: weights, place.own("B").name: bias}


def _weights(rng: np.random.Generator, d: int, unit: Counts, normed: bool) -> Array:
    """Draw whole numbers and zeros; unit `j` below is read by unit `j` modulo the width."""
    must = np.arange(d)[:, None] % (unit.max() + 1) == unit
    share = 1 / d if normed else min(DENSE / d, 1)
    reads = must | (rng.random(must.shape) < share)
    weights: Array = rng.choice(SMALL if normed else WEIGHTS, must.shape)
    return np.asarray(np.where(reads, weights, 0.0))


def _bias(rng: np.random.Generator, sums: Array) -> Array:
    """Draw biases that put some samples above 0 and some below; one time in four, all above."""
    middle = -np.rint(sums.mean(axis=0)) + rng.integers(-3, 4, sums.shape[1])
    high = -np.floor(sums.min(axis=0)) + rng.integers(1, 4, sums.shape[1])
    return np.asarray(np.where(rng.random(sums.shape[1]) < 0.25, high, middle))


def _below_zero(rng: np.random.Generator, sums: Array) -> Array:
    return np.asarray(-np.ceil(sums.max(axis=0)) - rng.integers(1, 4, sums.shape[1]))
