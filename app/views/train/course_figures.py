"""The course of a training over its iterations: loss, accuracy, what goes on inside the layers."""

from __future__ import annotations

from collections.abc import Sequence

from app.text import text
from app.train.exchange import INSIDE
from app.views.train.figure import (
    LAYERS,
    LEGEND,
    RUNS,
    TRAINED,
    VALIDATED,
    Figure,
    base_layout,
    line,
    present,
    title,
)

LOGARITHMIC = {"type": "log", "rangemode": "normal", "exponentformat": "power", "nticks": 3}
"""So few ticks that a chart of half the height has room for their labels."""


DOTTED = {"dash": "dot", "width": 1.5}
"""How what is held back is drawn beside what is trained on."""


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
        "yaxis": {
            "title": title(text(f"train.{what}", lang)),
            "rangemode": "tozero",
            "automargin": True,
        },
        "showlegend": True,
        "legend": LEGEND,
        "shapes": [present()],
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
    lang: str, labels: Sequence[str], has_classes: bool, logarithmic: bool, inside: str
) -> dict[str, Figure]:
    """Draw the loss, the accuracy and what goes on inside the first layer, a line each training.

    `inside` is one of `INSIDE`, or empty.
    """
    shown = course_figures(lang, has_classes, False)
    shown |= {inside: _of_layers(inside, (), lang)} if inside else {}
    for what, figure in shown.items():
        part = "layer 0" if what == inside else "trained"
        figure["data"] = [_of_run(k, part, label) for k, label in enumerate(labels)]
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
    names = {part: text(f"train.{part}", lang) for part in parts}
    for figure in shown.values():
        runs = [_of_run(k, part, name) for k in range(count) for part, name in names.items()]
        figure["data"] = [*runs, *(_kind(part, name) for part, name in names.items())]
    return shown


def _of_run(k: int, part: str, name: str) -> Figure:
    course = line(name, RUNS[k], f"run {k} {part}") | {"showlegend": False}
    course["line"] |= DOTTED if part == "validated" else {}
    return course


def _kind(part: str, name: str) -> Figure:
    """Say in the legend which lines are dotted, whatever their colour."""
    kind = line(name, "--ink", "") | {"x": [None], "y": [None]}
    kind["line"] |= DOTTED if part == "validated" else {}
    return kind
