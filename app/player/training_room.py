"""The part of the page *Train* that moves: its controls and charts, drawn by the browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from app.player.component import BOOTSTRAP
from app.player.files import TRAIN, address
from app.text import section, text
from app.train.address import from_query, to_query
from app.train.beside import MOST, word_of
from app.train.differences import difference
from app.train.experiments import EXPERIMENTS
from app.train.moment import beginning
from app.train.seen import is_square
from app.train.training import MOST_ITERATIONS, Training, plan_of, samples_of
from app.train.variations import varied
from app.views.train.figures import (
    RUNS,
    beside_figures,
    compared_figures,
    course_figures,
    data_figure,
    image_figures,
    layer_figures,
)
from app.views.train.surface_figures import surface_told

KEY = "training"
VIEWS = {"learning": ["gradient", "update"], "units": ["output", "idle"], "surface": []}
"""The charts of the layers that are shown together."""


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Register the component, once for the process, at its first use."""
    html, js = '<div class="player"></div>', BOOTSTRAP % address(TRAIN)
    return st.components.v2.component("training", html=html, js=js)


def mount(training: Training, others: tuple[Training, ...], lang: str) -> None:
    """Draw a training, and others beside it."""
    _component()(key=KEY, data=told(training, lang, others))


def mount_compared(name: str, predicted: int, lang: str) -> None:
    """Draw the trainings of an experiment, after a prediction was made."""
    _component()(key=f"{KEY}-{name}", data=told_compared(name, predicted, lang))


def told_compared(name: str, predicted: int, lang: str) -> dict[str, Any]:
    """Write what the browser is told of an experiment."""
    experiment = EXPERIMENTS[name]
    key = f"train.experiment.{name}"
    labels = [text(f"{key}.run.{run}", lang) for run in experiment.runs]
    queries = experiment.queries().items()
    trainings = [from_query(query)[0] for _, query in queries]
    runs = [
        {"name": run, "label": label, "query": to_query(training)}
        for (run, _), label, training in zip(queries, labels, trainings, strict=True)
    ]
    has_classes = bool(samples_of(trainings[0])[0].classes)
    verdict = "right" if predicted == experiment.right else "other"
    compare = {
        "iterations": experiment.iterations,
        "runs": runs,
        "figures": compared_figures(lang, labels, has_classes, experiment.logarithmic),
        "verdict": text(f"train.verdict.{verdict}", lang),
        "see": text(f"{key}.see", lang),
    }
    return {"lang": lang, "words": section("train", lang), "compare": compare}


def told(training: Training, lang: str, others: tuple[Training, ...] = ()) -> dict[str, Any]:
    """Write what the browser is told of a training: all that does not move."""
    data, validation = samples_of(training)
    has_classes, has_validation = bool(data.classes), validation is not None
    figures = course_figures(lang, has_classes, has_validation)
    if others:
        figures = beside_figures(lang, 1 + len(others), has_classes, has_validation)
    around = data_figure(data, validation, lang)
    images = image_figures(data, lang) if is_square(data) else {}
    inner = layer_figures(lang, len(training.design.layers))
    return {
        "lang": lang,
        "words": section("train", lang),
        "query": to_query(training),
        "beside": _told_beside(training, others, lang),
        "figures": ({"data": around} if around else {}) | figures | inner | images,
        "views": {"course": list(figures), **VIEWS, **({"images": list(images)} if images else {})},
        "surface": surface_told(training, lang),
        "length": plan_of(training).epoch_length(len(data)),
        "most": MOST_ITERATIONS,
        "seed": training.design.seed,
        "moment": beginning(training),
    }


def _told_beside(training: Training, others: tuple[Training, ...], lang: str) -> dict[str, Any]:
    """Write which trainings stand beside the one that is shown, and which may be."""
    runs = [
        {
            "word": word_of(other),
            "label": difference(other, training, lang) or text("train.compare_same", lang),
            "query": to_query(other),
            "colour": RUNS[k],
        }
        for k, other in enumerate(others, 1)
    ]
    offered = [
        {"word": word_of(other), "label": text(f"train.variation.{name}", lang)}
        for name, other in varied(training)
        if other not in others
    ]
    label = text("train.compare_this", lang)
    own = {"word": word_of(training), "label": label, "colour": RUNS[0]}
    return {"own": own, "runs": runs, "offered": offered, "most": MOST}
