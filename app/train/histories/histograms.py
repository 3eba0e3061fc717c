"""The histograms of each layer over the iterations: its outputs, and its gradients by magnitude."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from app.train.histories.history import Data, History, evenly
from app.train.stretch import Row
from app.train.training import Training
from engine.learning.histogram import HALF, LEAST, PER_DECADE, Histogram, widened
from engine.running.numbers import Array

OUTPUTS, GRADIENTS = "histogram_output", "histogram_gradient"
"""The figures; their parts are called `histogram_output 0`, with the place of the layer."""
WHOLE = 1000
"""A share is written in thousandths."""
DECADES = 5
"""The fewest decades that are shown."""
MOST_TICKS = 4
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def seen(training: Training, rows: Sequence[Row], _choice: str = "") -> Data:
    """Write a column for each iteration, from the least bin to the largest."""
    shown = evenly(training, rows)
    layers = range(len(shown[0].histograms)) if shown else range(0)
    iterations = [row.iteration for row in shown]
    outputs = [_outputs([row.histograms[k].output for row in shown]) for k in layers]
    gradients = np.array([[row.histograms[k].gradient for row in shown] for k in layers])
    sizes, axis = _sizes(gradients)
    return {
        "parts": {
            **{f"{OUTPUTS} {k}": {"x": iterations, **part} for k, part in enumerate(outputs)},
            **{f"{GRADIENTS} {k}": {"x": iterations, **part} for k, part in enumerate(sizes)},
        },
        "axes": {
            OUTPUTS: {axis_name(k): _range(part["y"]) for k, part in enumerate(outputs)},
            GRADIENTS: {axis_name(k): axis for k in layers},
        },
    }


def _outputs(found: Sequence[Histogram]) -> Data:
    """Write the outputs of a layer in bins of one width; sides without any are left out."""
    exponent = max(one.exponent for one in found)
    shares = np.array([widened(one, exponent) for one in found])
    if not shares[:, :HALF].any():
        shares, first = shares[:, HALF:], 0
    else:
        first = -HALF
    with np.errstate(over="ignore"):
        edges = np.nan_to_num(np.ldexp(np.arange(first, HALF + 1, dtype=float), exponent))
    return {"y": edges.tolist(), "z": _written(shares)}


def axis_name(layer: int) -> str:
    """Name the axis of a layer, from 0, as Plotly does."""
    return f"yaxis{layer + 1}" if layer else "yaxis"


def _range(edges: Sequence[float]) -> Data:
    """Write the least, the middle and the largest number beside an axis."""
    ticks = [edges[0], (edges[0] + edges[-1]) / 2, edges[-1]]
    return {"tickvals": ticks, "ticktext": [_short(tick) for tick in ticks], "range": ticks[::2]}


def _short(number: float) -> str:
    return f"{number:.3g}".replace("-", "−")


def _sizes(shares: Array) -> tuple[list[Data], Data]:
    """Write the magnitudes of the gradients of all layers in the same decades, below them zero."""
    if not shares.size:
        return [], {}
    there = np.flatnonzero(shares[:, :, 1:].any(axis=(0, 1)))
    count = shares.shape[2] - 1
    low, high = (int(there[0]), int(there[-1]) + 1) if there.size else (count // 2, count // 2)
    low, high = _whole_decades(low, high, count)
    edges = [*(LEAST + np.arange(low, high + 1) / PER_DECADE)]
    rows = np.concatenate([shares[:, :, :1], np.zeros_like(shares[:, :, :1])], axis=2)
    parts = [
        {"y": [edges[0] - 1, edges[0] - 0.5, *edges], "z": _written(np.hstack([zero, kept]))}
        for zero, kept in zip(rows, shares[:, :, 1 + low : 1 + high], strict=True)
    ]
    step = -(-(high - low) // (PER_DECADE * MOST_TICKS))
    decades = range(round(edges[-1]), round(edges[0]) - 1, -step)
    ticks = {
        "tickvals": [edges[0] - 0.75, *decades],
        "ticktext": ["0", *(_power(power) for power in decades)],
        "range": [edges[0] - 1, edges[-1]],
    }
    return parts, ticks


def _whole_decades(low: int, high: int, count: int) -> tuple[int, int]:
    """Widen to whole decades, and to so many that a few gradients do not fill the figure."""
    low, high = low // PER_DECADE, -(-high // PER_DECADE)
    high = min(max(high, low + DECADES), count // PER_DECADE)
    low = min(low, max(0, high - DECADES))
    return low * PER_DECADE, high * PER_DECADE


def _power(exponent: int) -> str:
    return f"10{str(exponent).translate(RAISED)}"


def _written(columns: Array) -> list[list[Any]]:
    """Turn columns of shares into rows of thousandths."""
    return np.round(columns.T * WHOLE).astype(int).tolist()


HISTOGRAMS = History(seen)
