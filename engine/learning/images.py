"""What a network has learned of images: its first weights as pictures, the classes it confuses."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.running.numbers import Array


def confusion(output: Array, target: Array) -> Array:
    """Count the samples of each class (rows) by the class that comes out (columns): (m, m)."""
    width = target.shape[1]
    counts = np.zeros((width, width))
    np.add.at(counts, (target.argmax(axis=1), output.argmax(axis=1)), 1)
    return counts


def mosaic(weights: Array, most: int) -> Array:
    """Lay the weights into each of the first units out as square pictures, with gaps between.

    `weights` is (side², units). A gap, and a place without a unit, is NaN.
    """
    side = math.isqrt(len(weights))
    count = min(most, weights.shape[1])
    across = math.ceil(math.sqrt(count))
    down = -(-count // across)
    laid = np.full((down * (side + 1) - 1, across * (side + 1) - 1), np.nan)
    for k in range(count):
        row, column = (side + 1) * (k // across), (side + 1) * (k % across)
        laid[row : row + side, column : column + side] = weights[:, k].reshape(side, side)
    return laid


def worst_mistakes(output: Array, target: Array, most: int) -> NDArray[np.intp]:
    """Find the samples of which a wrong class comes out, those first that are surest of it."""
    said, right = output.argmax(axis=1), target.argmax(axis=1)
    wrong = np.flatnonzero((said != right) & np.isfinite(output).all(axis=1))
    surest = np.argsort(-output[wrong, said[wrong]], kind="stable")
    return wrong[surest][:most]
