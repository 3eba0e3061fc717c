"""The samples of a training in their plane, or beside the curve that is fitted to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.text import text
from app.train.rounding import rounded
from app.train.seen import PLANE
from app.views.train.figure import (
    CLASSES,
    LAYERS,
    LEGEND,
    TRAINED,
    VALIDATED,
    Figure,
    base_layout,
    line,
    plain,
    title,
)
from engine.data.data_set import DataSet
from engine.learning.plane import spread

MOST_POINTS = 400
MOST_CLASSES = len(LAYERS)
"""Of more classes no colours could be told apart."""


@dataclass(frozen=True)
class Samples:
    """What is drawn: the samples trained on and those held back, and what is fitted to them."""

    trained: DataSet
    validated: DataSet | None
    target: str = ""


def data_figure(samples: Samples, lang: str) -> Figure | None:
    """Draw the samples, with the fitted curve of one input; None for images.

    Of two inputs the browser paints what the network makes of the points around them below it.
    """
    width = samples.trained.x.shape[1]
    if width == 1:
        return _fit(samples, lang)
    return _plane(samples, lang) if plane_colours(samples.trained) else None


def plane_colours(data: DataSet) -> dict[str, str]:
    """Name the colour of each class in the plane, in their order; empty where there is no plane."""
    names = data.classes
    if data.x.shape[1] != 2 or not 2 <= len(names) <= MOST_CLASSES:
        return {}
    return dict(zip(names, CLASSES if len(names) == 2 else LAYERS, strict=False))


def _fit(samples: Samples, lang: str) -> Figure:
    fitted = line(text("train.network", lang), CLASSES[1], "curve")
    parts = [("trained", samples.trained, TRAINED)]
    parts += [("validated", samples.validated, VALIDATED)] if samples.validated else []
    points = [
        _points(text(f"train.{name}", lang), part.x[:, 0], part.d[:, 0], colour, "circle")
        for name, part, colour in parts
    ]
    x = title(_input(samples.trained, 0) if samples.trained.inputs else "x")
    y = {"title": title(samples.target or "y"), "automargin": True}
    axes = {"xaxis": {"title": x}, "yaxis": y}
    layout = {**base_layout(), **axes, "showlegend": True, "legend": LEGEND}
    return {"data": [fitted, *points], "layout": layout}


def _input(data: DataSet, place: int) -> str:
    """Name an input: as its column is called, or by its number."""
    return data.inputs[place] if data.inputs else f"x{'₁₂'[place]}"


def _plane(samples: Samples, lang: str) -> Figure:
    data = samples.trained
    parts = [("trained", data, "circle")]
    parts += [("validated", samples.validated, "diamond")] if samples.validated else []
    points = [
        _points(
            f"{plain(called)} · {text(f'train.{name}', lang)}",
            *part.x[part.d[:, k] > 0].T,
            colour,
            symbol,
        )
        for name, part, symbol in parts
        for k, (called, colour) in enumerate(plane_colours(data).items())
    ]
    x, y = (_side(data, place) for place in (0, 1))
    layout = {
        **base_layout(),
        "xaxis": x,
        "yaxis": {**y, "scaleanchor": "x", "automargin": True} if _is_even(data) else y,
        "showlegend": False,
        "margin": {"l": 48, "r": 12, "t": 8, "b": 40},
    }
    return {"data": points, "layout": layout}


def _side(data: DataSet, place: int) -> Figure:
    ends = [*spread(data.x[:, place], PLANE)[[0, -1]]]
    named = {"title": title(_input(data, place))}
    return {**named, "constrain": "domain", "zeroline": False, "range": ends, "automargin": True}


MOST_UNEVEN = 2.5
"""With one scale, inputs whose ranges differ by more would leave a strip of the plane."""


def _is_even(data: DataSet) -> bool:
    """Tell whether both inputs spread about as far, so that one scale suits them."""
    width, height = (float(column.max() - column.min()) or 1.0 for column in data.x.T)
    return max(width / height, height / width) <= MOST_UNEVEN


def _points(name: str, x: Any, y: Any, colour: str, symbol: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rounded(x[:MOST_POINTS]),
        "y": rounded(y[:MOST_POINTS]),
        "name": name,
        "marker": {
            "color": colour,
            "size": 7,
            "symbol": symbol,
            "line": {"color": "--surface", "width": 1},
        },
        "hovertemplate": f"{name}<br>%{{x:.2f}}, %{{y:.2f}}<extra></extra>",
    }
