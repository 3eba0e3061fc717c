"""Directions in which all weights of a network are moved, to look at the loss around them.

Source: Li et al., 2018, "Visualizing the Loss Landscape of Neural Nets".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.errors import DataError
from engine.learning.weights import Weights
from engine.network.layers.kind import LINEAR
from engine.network.layers.table import KINDS
from engine.network.spec import NetworkSpec, placed
from engine.running.numbers import Array


def along(weights: Weights, name: str, row: int, column: int) -> Array:
    """Move one parameter alone: 1 at its place, else 0."""
    direction = np.zeros(weights.size)
    direction[weights.position(name, row, column)] = 1.0
    return direction


def random_direction(
    spec: NetworkSpec, weights: Weights, centre: Array, rng: np.random.Generator
) -> Array:
    """Draw a direction, and give the weights into each unit the norm that they have themselves.

    `d_j ← d_j ‖w_j‖ / ‖d_j‖` for every column `j` of every `W` (section 4 of the source: filter
    normalisation), so that a step of 1 is as large a change in a unit of small weights as in one of
    large weights. Biases, `gamma` and `beta` do not move, as in the source's experiments.
    """
    drawn, own = weights.parts(rng.standard_normal(weights.size)), weights.parts(centre)
    moved = {name: np.zeros(shape) for name, shape in weights.shapes.items()}
    for name in _matrices(spec):
        moved[name] = drawn[name] * (_norms(own[name]) / _norms(drawn[name]))
    return weights.flat(moved)


def _matrices(spec: NetworkSpec) -> list[str]:
    layers = (layer for layer in placed(spec) if KINDS[layer.kind].family == LINEAR)
    return [layer.place.own("W").name for layer in layers]


def _norms(matrix: Array) -> Array:
    """Measure every column."""
    norms: Array = np.linalg.norm(matrix, axis=0)
    return norms


@dataclass(frozen=True, eq=False)
class Principal:
    """The two directions in which a path spreads most, of length 1 and perpendicular.

    `shares`: the part of the path's variance, from 0 to 1, that lies along each
    """

    first: Array
    second: Array
    shares: tuple[float, float]


def principal(path: Array) -> Principal:
    """Find the principal directions of a path, (points, size); section 7 of the source.

    They point from its beginning to its end. The shares of a path that does not move are 0.
    Raises `DataError` for fewer than two points or two parameters.
    """
    if min(path.shape) < 2:
        raise DataError("path", f"is {path.shape}; it needs two points and two parameters")
    centred = path - path.mean(axis=0)
    # Squares of weights that explode leave the finite range before they do.
    centred /= np.abs(centred).max() or 1.0
    _, lengths, directions = np.linalg.svd(centred, full_matrices=False)
    variances = lengths**2
    shares = variances / (variances.sum() or 1.0)
    ahead = np.where((directions[:2] @ (centred[-1] - centred[0])) < 0, -1.0, 1.0)
    first, second = directions[:2] * ahead[:, None]
    return Principal(first, second, (float(shares[0]), float(shares[1])))
