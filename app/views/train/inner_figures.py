"""Figures of what goes on inside a network over the iterations: histograms, and paths of entries.

The browser puts in the numbers that the server answers for their parts (`app/train/histories`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.text import text
from app.train.histories.histograms import GRADIENTS, OUTPUTS, WHOLE, axis_name
from app.train.histories.paths import LINES, PATHS
from app.views.train.figure import LAYERS, Figure, base_layout, line, present, title

GAP = 0.18
"""Between two layers, beside the height of one."""
BAR = {
    **{"thickness": 10, "outlinewidth": 0, "xpad": 4, "tickfont": {"size": 11}},
    "tickvals": [WHOLE * percent // 100 for percent in (0, 20, 50, 100)],
    "ticktext": ["0 %", "20 %", "50 %", "100 %"],
}
"""The bar that says how large a share each colour is."""
SHADES = ((0.01, 25), (0.05, 50), (0.2, 80))
"""Where a colour has how many percent of itself: a small share is seen too."""


def histogram_figures(lang: str, layers: int) -> dict[str, Figure]:
    """Draw the outputs and the gradients of each layer as histograms over time, layer 1 on top."""
    return {
        OUTPUTS: _stacked(OUTPUTS, "--value-positive", lang, layers),
        GRADIENTS: _stacked(GRADIENTS, "--gradient-positive", lang, layers),
    }


def _stacked(name: str, colour: str, lang: str, layers: int) -> Figure:
    traces = [_columns(f"{name} {k}", colour, k) for k in range(layers)]
    axes = {
        axis_name(k): {
            "title": title(text("train.layer", lang, number=k + 1)),
            "domain": _domain(k, layers),
            "zeroline": False,
            "automargin": True,
        }
        for k in range(layers)
    }
    below = {"title": title(text("train.iteration", lang)), "anchor": _short_name(layers - 1)}
    above = {"text": text(f"train.{name}", lang), "font": {"size": 14}, "x": 0.5, "y": 0.98}
    layout = {**base_layout(), **axes, "xaxis": below, "title": above, "shapes": [present()]}
    return {"data": traces, "layout": layout}


def _short_name(layer: int) -> str:
    return axis_name(layer).replace("axis", "")


def _domain(k: int, layers: int) -> list[float]:
    height = 1 / (layers + GAP * (layers - 1))
    bottom = (layers - 1 - k) * height * (1 + GAP)
    return [round(bottom, 4), round(min(1.0, bottom + height), 4)]


def _columns(part: str, colour: str, layer: int) -> Figure:
    scale = [[0, "--surface"], *([at, f"{colour} {share}%"] for at, share in SHADES), [1, colour]]
    return {
        "type": "heatmap",
        "meta": part,
        "x": [],
        "y": [],
        "z": [],
        "xaxis": "x",
        "yaxis": _short_name(layer),
        "zmin": 0,
        "zmax": WHOLE,
        "colorscale": scale,
        # One bar for all of them, beside the whole figure.
        "showscale": layer == 0,
        "colorbar": BAR,
        "hoverinfo": "skip",
    }


def path_figures(lang: str, followed: Mapping[str, Sequence[object]]) -> dict[str, Figure]:
    """Draw a line for each entry that is followed of the parameter with the most of them."""
    count = min(LINES, max(map(len, followed.values())))
    lines = [line("", LAYERS[k % len(LAYERS)], f"{PATHS} {k}") for k in range(count)]
    axes: dict[str, Any] = {
        "xaxis": {"title": title(text("train.iteration", lang)), "rangemode": "tozero"},
        "yaxis": {"title": title(text("train.paths", lang)), "automargin": True},
        "shapes": [present()],
    }
    return {PATHS: {"data": lines, "layout": {**base_layout(), **axes, "showlegend": False}}}
