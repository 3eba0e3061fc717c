"""What a network makes of every point around its data: a plane of two inputs, a line of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.data_set import DataSet
from engine.learning.judge import Judge
from engine.running.numbers import Array

MARGIN = 0.15
"""So much of the spread of the data is shown beyond them, at each end."""


@dataclass(frozen=True, eq=False)
class Plane:
    """A grid of points `x` by `y`, and at each how far class 1 is ahead of class 0: (y, x)."""

    x: Array
    y: Array
    ahead: Array


@dataclass(frozen=True, eq=False)
class Regions:
    """A grid of points `x` by `y`, and at each the likeliest class and its output: (y, x)."""

    x: Array
    y: Array
    likeliest: NDArray[np.intp]
    output: Array


def spread(column: Array, count: int) -> Array:
    """Spread numbers evenly, from somewhat below the least to somewhat above the largest."""
    least, most = column.min(), column.max()
    margin = MARGIN * ((most - least) or 1.0)
    return np.linspace(least - margin, most + margin, count)


def grid(data: DataSet, count: int) -> tuple[tuple[Array, ...], Array]:
    """Spread points around the data: the axes, and the points (n, d), the first input fastest.

    Of one input there are `count` points, of two `count` by `count`.
    """
    axes = tuple(spread(column, count) for column in data.x.T)
    return axes, np.column_stack([places.ravel() for places in np.meshgrid(*axes)])


def plane(judge: Judge, values: Mapping[str, Any], data: DataSet, count: int) -> Plane:
    """Compute the output at each point of the plane; of a single output, how far it is above ½."""
    (x, y), points = grid(data, count)
    output = outputs(judge, values, points, data.d.shape[1])
    with np.errstate(all="ignore"):  # Infinity minus infinity is no number, and shown as a gap.
        ahead = output[:, 1] - output[:, 0] if output.shape[1] > 1 else 2 * output[:, 0] - 1
    return Plane(x, y, ahead.reshape(count, count))


def regions(judge: Judge, values: Mapping[str, Any], data: DataSet, count: int) -> Regions:
    """Find the class with the largest output at each point of the plane."""
    (x, y), points = grid(data, count)
    output = outputs(judge, values, points, data.d.shape[1])
    likeliest = output.argmax(axis=1)
    largest = output[np.arange(len(points)), likeliest]
    return Regions(x, y, likeliest.reshape(count, count), largest.reshape(count, count))


def curve(
    judge: Judge, values: Mapping[str, Any], data: DataSet, count: int
) -> tuple[Array, Array]:
    """Compute the first output along the input."""
    (x,), points = grid(data, count)
    return x, outputs(judge, values, points, data.d.shape[1])[:, 0]


def outputs(judge: Judge, values: Mapping[str, Any], x: Array, width: int) -> Array:
    """Compute the outputs at points, for which no target is known."""
    return judge.run(values, DataSet(x, np.zeros((len(x), width))))[1]
