"""Points in the plane in two classes, drawn by a seed: the shapes that a network has to part.

Sources: circles and moons as `sklearn.datasets` draws them, spirals and gaussians as TensorFlow
Playground does. All points lie in about −1 ... 1, and `noise` is the deviation of what is added.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.data_set import DataSet, of_classes
from engine.running.numbers import Array

TWO = ("0", "1")
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
INNER = 0.5
TURNS = 1.75
"""Half turns of a spiral."""
CENTRE = 0.5


def gate(count: int, noise: float, rng: np.random.Generator, outputs: tuple[int, ...]) -> DataSet:
    """Draw corners of the unit square, one after the other, with the outputs of a gate."""
    corner = np.arange(count) % len(CORNERS)
    return _noisy(CORNERS[corner], np.array(outputs)[corner], noise, rng)


def circles(count: int, noise: float, rng: np.random.Generator) -> DataSet:
    """Draw a circle of radius 1, and one of radius 0.5 within it."""
    classes, share = _halves(count)
    angle = 2 * np.pi * share
    radius = np.where(classes == 0, 1.0, INNER)[:, None]
    return _noisy(radius * _around(angle), classes, noise, rng)


def moons(count: int, noise: float, rng: np.random.Generator) -> DataSet:
    """Draw two half circles that reach into each other, within −1 ... 1."""
    classes, share = _halves(count)
    upper = _around(np.pi * share)
    lower = np.array([1.0, 0.5]) - upper
    points = np.where(classes[:, None] == 0, upper, lower)
    return _noisy((points - [0.5, 0.25]) / 1.5, classes, noise, rng)


def spirals(count: int, noise: float, rng: np.random.Generator) -> DataSet:
    """Draw two spirals from the middle outwards; the second is the first, turned by half a turn."""
    classes, share = _halves(count)
    angle = TURNS * np.pi * 2 * share + np.pi * classes
    return _noisy(share[:, None] * _around(angle), classes, noise, rng)


def gaussians(count: int, noise: float, rng: np.random.Generator) -> DataSet:
    """Draw two clouds around (0.5, 0.5) and (−0.5, −0.5); `noise` is their deviation."""
    classes, _ = _halves(count)
    centre = np.where(classes == 0, CENTRE, -CENTRE)[:, None] * np.ones(2)
    return _noisy(centre, classes, noise, rng)


def _halves(count: int) -> tuple[NDArray[Any], Array]:
    """The classes 0 1 0 1 ..., and for each sample which share of its class comes before it."""
    position = np.arange(count)
    return position % 2, (position // 2) / max(1, (count - 1) // 2)


def _around(angle: Array) -> Array:
    return np.column_stack([np.cos(angle), np.sin(angle)])


def _noisy(points: Array, classes: NDArray[Any], noise: float, rng: np.random.Generator) -> DataSet:
    return of_classes(points + noise * rng.normal(size=points.shape), classes, TWO)
