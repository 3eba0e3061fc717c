"""A digit that someone has drawn, centred and scaled as the pictures of a data set are.

MNIST's digits fit into 20 of 28 pixels, and their centre of mass is at pixel 14 from 0; those of
8 x 8 fill the picture. Sources: yann.lecun.com/exdb/mnist; UCI, Optical Recognition of Handwritten
Digits.
"""

from __future__ import annotations

import numpy as np

from engine.running.numbers import Array

MNIST, BOX = 28, 20
"""The side of MNIST's pictures, and of the box in it that a digit fits into."""


def as_picture(ink: Array, side: int) -> Array:
    """Make a picture (side, side) of ink (h, w) from 0 to 1; without any ink it is empty."""
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    picture = np.zeros((side, side))
    if not rows.size:
        return picture
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = _scaled(cut, BOX if side == MNIST else side)
    middles = centre_of(small) if side == MNIST else [length / 2 for length in small.shape]
    top, left = (
        int(np.clip(round(side / 2 - middle), 0, side - length))
        for middle, length in zip(middles, small.shape, strict=True)
    )
    picture[top : top + len(small), left : left + small.shape[1]] = small
    return picture


def _scaled(cut: Array, box: int) -> Array:
    """Make its longer side as long as a box; every pixel is the mean of what it covers."""
    height, width = (max(1, round(box * length / max(cut.shape))) for length in cut.shape)
    scaled: Array = _shares(height, cut.shape[0]) @ cut @ _shares(width, cut.shape[1]).T
    return scaled


def centre_of(picture: Array) -> tuple[float, float]:
    """Find the centre of mass: row and column, from 0."""
    total = picture.sum()
    rows, columns = (np.arange(length) for length in picture.shape)
    return float(picture.sum(1) @ rows / total), float(picture.sum(0) @ columns / total)


def _shares(count: int, length: int) -> Array:
    """Write how much each of `length` pixels counts in the mean of each of `count` new ones."""
    edges = np.linspace(0, length, count + 1)
    starts, ends = edges[:-1, None], edges[1:, None]
    pixels = np.arange(length)
    covered = np.minimum(ends, pixels + 1) - np.maximum(starts, pixels)
    shares: Array = np.maximum(0, covered) * count / length
    return shares
