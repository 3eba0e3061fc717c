"""Write the numbers of a trace as plain data: what the player gets after every edit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.views.large import summary
from app.views.plain import json_ready
from app.work.sizes import large_names
from engine.running.trace import Trace, in_a_row

Data = dict[str, Any]
Array = NDArray[np.float64]


def numbers(trace: Trace) -> Data:
    """Write every value as rows of numbers, non-finite ones as `inf` or `nan`.

    Of a large value only a summary is sent.
    """
    large = large_names(trace)
    small = [value for name, value in trace.values.items() if name not in large]
    write = np.ndarray.tolist if np.isfinite(in_a_row(small)).all() else _plain
    return {
        name: json_ready(summary(value)) if name in large else write(value)
        for name, value in trace.values.items()
    }


def without_rounding(values: Data, notes: Data) -> Data:
    """Write 0 for what is zero but for rounding, so that no picture shows it in a strong colour."""
    for name, note in notes.items():
        for row, col, _ in note.get("zeros", ()):
            if isinstance(values[name], list):
                values[name][row][col] = 0.0
            else:
                values[name] = 0.0
    return values


def _plain(value: Array) -> Any:
    return json_ready(value.tolist())
