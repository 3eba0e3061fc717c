"""Figures of a training without the numbers that change: the browser puts these in.

A colour is the name of one of the player's, `--value-positive`, so that light and dark follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.text import text
from app.train.exchange import INSIDE
from app.train.rounding import rounded
from app.train.seen import PLANE
from engine.data.data_set import DataSet
from engine.learning.plane import spread

Figure = dict[str, Any]
TRAINED, VALIDATED, PRESENT = "--forward", "--mark", "--outline"
CLASSES = ("--value-negative", "--value-positive")
RUNS = ("--forward", "--mark", "--backward", "--gradient-negative")
"""One for each training that is compared."""
LAYERS = (*RUNS, "--loss", "--update", "--right", "--outline")
"""One for each layer."""
LOGARITHMIC = {"type": "log", "rangemode": "normal", "exponentformat": "power", "nticks": 3}
"""So few ticks that a chart of half the height has room for their labels."""
SIGNED = [[0, CLASSES[0]], [0.5, "--surface"], [1, CLASSES[1]]]
MOST_POINTS = 400


def course_figures(lang: str, has_classes: bool, has_validation: bool) -> dict[str, Figure]:
    """Draw the loss and, where there are classes, the accuracy, over the iterations."""
    shown = {"loss": _course("loss", lang, has_validation)}
    if has_classes:
        accuracy = _course("accuracy", lang, has_validation)
        accuracy["layout"]["yaxis"] |= {"range": [0, 1.02], "tickformat": ".0%", "autorange": False}
        shown["accuracy"] = accuracy
    return shown


def _course(what: str, lang: str, has_validation: bool) -> Figure:
    names = {"trained": TRAINED} | ({"validated": VALIDATED} if has_validation else {})
    traces = [line(text(f"train.{n}", lang), colour, n) for n, colour in names.items()]
    layout = {
        **base_layout(),
        "xaxis": {"title": title(text("train.iteration", lang)), "rangemode": "tozero"},
        "yaxis": {"title": title(text(f"train.{what}", lang)), "rangemode": "tozero"},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
        "shapes": [_present()],
        "hovermode": "x unified",
    }
    return {"data": traces, "layout": layout}


def layer_figures(lang: str, layers: int) -> dict[str, Figure]:
    """Draw how large each layer's outputs, gradients and updates are, and how much is idle."""
    names = [text("train.layer", lang, number=k + 1) for k in range(layers)]
    return {what: _of_layers(what, names, lang) for what in INSIDE}


def _of_layers(what: str, names: Sequence[str], lang: str) -> Figure:
    traces = [line(name, LAYERS[k % len(LAYERS)], f"layer {k}") for k, name in enumerate(names)]
    figure = _course(what, lang, False) | {"data": traces}
    scale = {"rangemode": "tozero", "tickformat": ".0%"} if what == "idle" else LOGARITHMIC
    figure["layout"]["yaxis"] |= scale
    figure["layout"]["margin"] |= {"l": 70}  # Room for powers of ten beside the title.
    return figure


def compared_figures(
    lang: str, labels: Sequence[str], has_classes: bool, logarithmic: bool
) -> dict[str, Figure]:
    """Draw the loss and the accuracy of some trainings, a line each."""
    shown = course_figures(lang, has_classes, False)
    for figure in shown.values():
        figure["data"] = [line(label, RUNS[k], str(k)) for k, label in enumerate(labels)]
        figure["layout"] |= {"shapes": [], "showlegend": False}
    if logarithmic:
        shown["loss"]["layout"]["yaxis"] |= LOGARITHMIC
    return shown


def beside_figures(
    lang: str, count: int, has_classes: bool, has_validation: bool
) -> dict[str, Figure]:
    """Draw the course of some trainings: a line each, and a dotted one for what is held back."""
    shown = course_figures(lang, has_classes, has_validation)
    parts = ("trained", "validated")[: 1 + has_validation]
    for figure in shown.values():
        figure["data"] = [
            _of_run(k, part, text(f"train.{part}", lang)) for k in range(count) for part in parts
        ]
        figure["layout"] |= {"showlegend": False}
    return shown


def _of_run(k: int, part: str, name: str) -> Figure:
    course = line(name, RUNS[k], f"run {k} {part}")
    course["line"] |= {"dash": "dot", "width": 1.5} if part == "validated" else {}
    return course


def _present() -> Figure:
    """Draw the line at the iteration that is shown."""
    dotted = {"color": PRESENT, "width": 1, "dash": "dot"}
    return {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "line": dotted}


def line(name: str, colour: str, part: str) -> Figure:
    """Draw a line without numbers; `part` says which numbers the browser puts in."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [],
        "y": [],
        "name": name,
        "meta": part,
        "line": {"color": colour, "width": 2.5},
    }


def title(words: str) -> Figure:
    """Write the name of an axis."""
    return {"text": words, "font": {"size": 13}, "standoff": 6}


def base_layout() -> Figure:
    """Lay out what all figures have in common."""
    return {
        "margin": {"l": 56, "r": 12, "t": 30, "b": 40},
        "uirevision": "training",
        "font": {"size": 13},
    }


def image_figures(data: DataSet, lang: str) -> dict[str, Figure]:
    """Draw the first weights as pictures, and the confusion matrix."""
    bare = {"visible": False, "constrain": "domain"}
    pictures = {**_heatmap("weights"), "zmid": 0, "colorscale": SIGNED, "hoverinfo": "skip"}
    upside = {"autorange": "reversed", "scaleanchor": "x"}
    said = {"title": title(text("train.answer", lang)), "constrain": "domain", "type": "category"}
    right = {"title": title(text("train.truth", lang)), "constrain": "domain", "type": "category"}
    counts = {
        **_heatmap("confusion"),
        "x": list(data.classes),
        "y": list(data.classes),
        "colorscale": [[0, "--surface"], [1, CLASSES[1]]],
        "texttemplate": "%{z}",
        "hovertemplate": "%{y} → %{x}: %{z}<extra></extra>",
    }
    return {
        "weights": _figure(pictures, bare, {**bare, **upside}),
        "confusion": _figure(counts, said, {**right, **upside}),
    }


def _heatmap(part: str) -> Figure:
    return {"type": "heatmap", "meta": part, "z": [], "showscale": False}


def _figure(trace: Figure, xaxis: Figure, yaxis: Figure) -> Figure:
    # Long numbers, such as -1 × 10¹⁶², widen the margin.
    yaxis = {"automargin": True, **yaxis}
    return {"data": [trace], "layout": {**base_layout(), "xaxis": xaxis, "yaxis": yaxis}}


def data_figure(data: DataSet, validation: DataSet | None, lang: str) -> Figure | None:
    """Draw the samples, with the fitted curve of one input; None for images.

    Of two inputs the browser paints what the network makes of the points around them below it.
    """
    width = data.x.shape[1]
    if width == 1:
        return _fit(data, validation, lang)
    if width == 2 and len(data.classes) == 2:
        return _plane(data, validation, lang)
    return None


def _fit(data: DataSet, validation: DataSet | None, lang: str) -> Figure:
    fitted = line(text("train.network", lang), CLASSES[1], "curve")
    parts = [("trained", data, TRAINED)]
    parts += [("validated", validation, VALIDATED)] if validation else []
    points = [
        _points(text(f"train.{name}", lang), part.x[:, 0], part.d[:, 0], colour, "circle")
        for name, part, colour in parts
    ]
    axes = {"xaxis": {"title": title("x")}, "yaxis": {"title": title("y"), "automargin": True}}
    legend = {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"}
    layout = {**base_layout(), **axes, "showlegend": True, "legend": legend}
    return {"data": [fitted, *points], "layout": layout}


def _plane(data: DataSet, validation: DataSet | None, lang: str) -> Figure:
    parts = [("trained", data, "circle")]
    parts += [("validated", validation, "diamond")] if validation else []
    points = [
        _points(
            f"{data.classes[k]} · {text(f'train.{name}', lang)}",
            *part.x[part.d[:, k] > 0].T,
            CLASSES[k],
            symbol,
        )
        for name, part, symbol in parts
        for k in (0, 1)
    ]
    x, y = ([*spread(data.x[:, k], PLANE)[[0, -1]]] for k in (0, 1))
    square = {"scaleanchor": "x", "constrain": "domain", "zeroline": False, "range": y}
    axes = {"xaxis": {"constrain": "domain", "zeroline": False, "range": x}, "yaxis": square}
    layout = {**base_layout(), **axes, "showlegend": False}
    layout["margin"] = {"l": 36, "r": 12, "t": 12, "b": 30}
    return {"data": points, "layout": layout}


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
