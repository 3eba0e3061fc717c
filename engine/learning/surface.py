"""The surface of the loss over a plane in the space of all weights, and a path seen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.program import Role
from engine.data.data_set import DataSet
from engine.learning.weights import weights_of
from engine.network.build import build
from engine.network.layers.dropout import MASK, P
from engine.network.spec import NetworkSpec
from engine.network.training import data_of
from engine.running.fast import Fast
from engine.running.numbers import Array


class Landscape:
    """The loss that training descends, on all samples at once, as a function of the weights.

    Batch normalisation takes the statistics of these samples, and nothing is dropped.
    """

    def __init__(self, spec: NetworkSpec, values: Mapping[str, Any], data: DataSet) -> None:
        program = build(spec)
        x, d = data_of(program)
        self.weights = weights_of(program)
        self._point = np.empty(self.weights.size)
        known = {**values, x: data.x, d: data.d, **self.weights.parts(self._point)}
        for name in program.with_role(Role.MASK):
            known[name] = np.ones((len(data), np.shape(values[name])[1]))
            known[name.replace(MASK.name, P.name, 1)] = 0.0
        self._given = [known[name] for name in program.roles]
        self._fast = Fast(program, (program.losses[-1],))

    def loss(self, point: Array) -> float:
        """Compute the loss of the network that has these weights, (size,); it may be infinite."""
        self._point[:] = point
        with np.errstate(all="ignore"):
            (loss,) = self._fast(*self._given)
        return float(loss)

    def row(self, plane: Plane, x: Array, y: float) -> Array:
        """Compute the loss along a line of a plane: (len(x),)."""
        return np.array([self.loss(plane.point(one, y)) for one in x])


@dataclass(frozen=True, eq=False)
class Plane:
    """The points `origin + x · first + y · second`; all three are (size,)."""

    origin: Array
    first: Array
    second: Array

    def point(self, x: float, y: float) -> Array:
        """Find the weights at a place of the plane."""
        return self.origin + x * self.first + y * self.second

    def project(self, points: Array) -> Array:
        """Find the places of the plane that are nearest to points: (points, size) -> (points, 2).

        The rows of `A` are the directions, which need be neither perpendicular nor of length 1:
        `(p − origin) Aᵀ (A Aᵀ)⁺`. Along one that is 0, as that of weights that are 0, it finds 0.
        """
        directions = np.stack([self.first, self.second])
        return (points - self.origin) @ directions.T @ np.linalg.pinv(directions @ directions.T)


def extent(places: Array, least: float, margin: float = 0.2) -> tuple[float, float]:
    """Take in all places along an axis, and somewhat more at each end; at least so wide."""
    low, high = float(places.min()), float(places.max())
    more = max(margin * (high - low), (least - (high - low)) / 2)
    return low - more, high + more
