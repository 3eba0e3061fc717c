"""The views of a training: which charts are shown together. A new one is an entry and its words."""

from __future__ import annotations

from collections.abc import Callable

from app.train.looks.table import LOOKS
from app.train.seen import is_square
from app.train.training import Training, plan_of, samples_of
from app.views.train.course_figures import beside_figures, course_figures, layer_figures
from app.views.train.data_figures import Samples, data_figure
from app.views.train.figure import Figure
from app.views.train.image_figures import image_figures
from app.views.train.inner_figures import histogram_figures, path_figures
from engine.learning.followed import followed

Charts = dict[str, Figure | None]
"""The charts of a view, by name: their figures, or None for one that the browser has or draws."""
View = Callable[[Training, str], Charts | None]
"""Makes the charts of a view, in a language; None where a training has nothing to see in it."""


def views_of(training: Training, others: tuple[Training, ...], lang: str) -> dict[str, Charts]:
    """Make the charts of all the views of a training that others may stand beside."""
    made = {name: view(training, lang) for name, view in VIEWS.items()}
    charts = {"course": _course(training, len(others), lang), **made}
    return {name: charts for name, charts in charts.items() if charts is not None}


def _course(training: Training, others: int, lang: str) -> Charts:
    data, validation = samples_of(training)
    around = data_figure(Samples(data, validation, training.target), lang)
    has_classes, has_validation = bool(data.classes), validation is not None
    figures = course_figures(lang, has_classes, has_validation)
    if others:
        figures = beside_figures(lang, 1 + others, has_classes, has_validation)
    return {**({"data": around} if around else {}), **figures}


def _beside_data(*names: str) -> View:
    """Show some charts of the layers, and beside them the data where they can be drawn."""

    def view(training: Training, lang: str) -> Charts:
        charts = layer_figures(lang, len(training.design.layers))
        around: Charts = {"data": None} if _is_drawn(training, lang) else {}
        return around | {name: charts[name] for name in names}

    return view


def _is_drawn(training: Training, lang: str) -> bool:
    """Tell whether the data can be drawn."""
    data, _ = samples_of(training)
    return data_figure(Samples(data, None), lang) is not None


def _neurons(training: Training, lang: str) -> Charts | None:
    """Show a map of every hidden neuron, where there are any, of one or two inputs."""
    if len(training.design.layers) == 1 or not _is_drawn(training, lang):
        return None
    return {"data": None, "neurons": None}


def _histograms(training: Training, lang: str) -> Charts:
    return {**histogram_figures(lang, len(training.design.layers))}


def _paths(training: Training, lang: str) -> Charts | None:
    entries = followed(plan_of(training).program)
    return {"entries": None, **path_figures(lang, entries)} if entries else None


def _images(training: Training, lang: str) -> Charts | None:
    data, _ = samples_of(training)
    return {**image_figures(data, lang)} if is_square(data) else None


def _pictures(name: str) -> View:
    """Show a chart that the browser draws itself, where the samples are pictures."""

    def view(training: Training, _lang: str) -> Charts | None:
        return {name: None} if LOOKS[name].fits(samples_of(training)[0]) else None

    return view


VIEWS: dict[str, View] = {
    "learning": _beside_data("gradient", "update"),
    "units": _beside_data("output", "idle"),
    "neurons": _neurons,
    "histograms": _histograms,
    "paths": _paths,
    "surface": lambda *_: {},
    "images": _images,
    **{name: _pictures(name) for name in ("samples", "mistakes", "drawn")},
}
"""The views besides the course, in the order in which they are offered."""
