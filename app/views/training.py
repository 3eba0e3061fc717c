"""Draw a training run as a Plotly figure: the loss, and the shares of digits recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.digits import Course
from app.text import text

LOSS, TRAINED, HELD_BACK = "#8a6fd0", "#2f74c8", "#0d8a7b"
HEIGHT = 300


def training_figure(course: Course, lang: str) -> dict[str, Any]:
    """Draw two plots side by side, over the epochs."""
    said = {key: text(f"training.{key}", lang) for key in ("loss", "trained", "held_back", "epoch")}
    return {
        "data": [
            _line(course.loss, said["loss"], LOSS, ""),
            _line(course.trained, said["trained"], TRAINED, "2"),
            _line(course.held_back, said["held_back"], HELD_BACK, "2"),
        ],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 50, "r": 20, "t": 34, "b": 44},
            "legend": {"orientation": "h", "y": 1.16},
            "xaxis": {"domain": [0, 0.46], "title": {"text": said["epoch"]}},
            "yaxis": {"rangemode": "tozero"},
            "xaxis2": {"domain": [0.54, 1], "anchor": "y2", "title": {"text": said["epoch"]}},
            "yaxis2": {"anchor": "x2", "range": [0, 1.02], "tickformat": ".0%"},
        },
    }


def _line(values: Sequence[float], name: str, colour: str, axis: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(1, len(values) + 1)),
        "y": list(values),
        "name": name,
        "line": {"color": colour, "width": 3},
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }
