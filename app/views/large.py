"""Send a large value as a picture first, and its numbers where somebody looks closer."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.views.changed import same

Array = NDArray[np.float64]
Data = dict[str, Any]
CELLS = 64
"""A picture has at most so many cells across and down."""
NUMBERS = 512
"""So many entries of a stretch are sent as numbers, more as a picture."""
DEEPEST = 127


@dataclass(frozen=True)
class Stretch:
    """Some rows and columns of a value that somebody looks at."""

    name: str
    row: int
    col: int
    rows: int
    cols: int

    def within(self, shape: tuple[int, ...]) -> Stretch:
        """Move and cut the stretch so that it lies inside a matrix of this shape."""
        most_rows, most_cols = shape
        rows, cols = (max(1, n) for n in (min(self.rows, most_rows), min(self.cols, most_cols)))
        row, col = min(max(self.row, 0), most_rows - rows), min(max(self.col, 0), most_cols - cols)
        return Stretch(self.name, row, col, rows, cols)


def summary(value: Array) -> Data:
    """Sum up a large value: least and largest entry, mean, and a picture."""
    there = np.isfinite(value)
    finite = value if there.all() else value[there]
    ends = (finite.min(), finite.max(), finite.mean()) if finite.size else (math.nan,) * 3
    least, most, mean = map(float, ends)
    top = max(abs(least), abs(most))
    return {"least": least, "most": most, "mean": mean, "top": top, "heat": heat(value, top)}


def heat(value: Array, top: float) -> Data:
    """Draw a picture of at most 64 x 64 cells, each a byte from -127 to 127.

    A cell stands for a block of entries and shows the one farthest from 0, `x`, as `127 x / top`
    rounded away from 0; -128 is not finite. The browser tints a byte as it tints a number of a
    small matrix, by `tint` in `core/numbers.js`.
    """
    blocks = _farthest(_farthest(value, 0), 1)
    share = np.clip(np.abs(blocks) / top, 0, 1) if top > 0 else np.zeros_like(blocks)
    signed = np.sign(blocks) * np.ceil(DEEPEST * np.where(np.isfinite(share), share, 0))
    cells = np.where(np.isfinite(blocks), signed, -DEEPEST - 1).astype(np.int8)
    rows, cols = cells.shape
    return {"rows": rows, "cols": cols, "cells": base64.b64encode(cells.tobytes()).decode()}


def _farthest(value: Array, axis: int) -> Array:
    """Find the entry farthest from 0 in each of 64 blocks along an axis; NaN counts as farthest."""
    length = value.shape[axis]
    if length <= CELLS:
        return value
    starts = np.arange(CELLS) * length // CELLS
    high = np.maximum.reduceat(value, starts, axis=axis)
    low = np.minimum.reduceat(value, starts, axis=axis)
    return np.where(-low > high, low, high)


def stretch(value: Array, before: Array | None, wanted: Stretch) -> Data:
    """Write the entries of a stretch: numbers where they are few, else a picture of them."""
    seen = wanted.within(value.shape)
    part = _part(value, seen)
    place = {"row": seen.row, "col": seen.col, "rows": seen.rows, "cols": seen.cols}
    if part.size > NUMBERS:
        magnitudes = np.abs(value[np.isfinite(value)])
        top = float(magnitudes.max()) if magnitudes.size else 0.0
        return place | {"name": seen.name, "heat": heat(part, top)}
    changed = [] if before is None else _changed(part, _part(before, seen), seen)
    return place | {"name": seen.name, "cells": part.tolist(), "changed": changed}


def _part(value: Array, seen: Stretch) -> Array:
    return value[seen.row : seen.row + seen.rows, seen.col : seen.col + seen.cols]


def _changed(part: Array, before: Array, seen: Stretch) -> list[list[int]]:
    if part.shape != before.shape:
        return []
    differ = ~same(before, part)
    return [[int(i) + seen.row, int(j) + seen.col] for i, j in np.argwhere(differ)]
