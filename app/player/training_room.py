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
from app.train.histories.table import HISTORIES
from app.train.looks.table import LOOKS
from app.train.moment import beginning
from app.train.picture import is_drawn
from app.train.training import MOST_ITERATIONS, Training, plan_of, samples_of
from app.train.variations import varied
from app.views.train.course_figures import compared_figures
from app.views.train.data_figures import plane_colours
from app.views.train.figure import RUNS
from app.views.train.surface_figures import surface_told
from app.views.train.views import views_of

KEY = "training"


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Register the component, once for the process, at its first use."""
    html, js = '<div class="player"></div>', BOOTSTRAP % address(TRAIN)
    return st.components.v2.component("training", html=html, js=js)


def mount(training: Training, others: tuple[Training, ...], lang: str) -> None:
    """Draw a training, and others beside it."""
    _component()(key=KEY, data=told(training, lang, others))


def mount_missing(table: str, lang: str) -> None:
    """Let the browser bring a table again that it has and the server has not."""
    _component()(key=f"{KEY}-table", data={"lang": lang, "words": {}, "missing": table})


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
        "figures": compared_figures(
            lang, labels, has_classes, experiment.logarithmic, experiment.inside
        ),
        "verdict": text(f"train.verdict.{verdict}", lang),
        "see": text(f"{key}.see", lang),
    }
    return {"lang": lang, "words": section("train", lang), "compare": compare}


def told(training: Training, lang: str, others: tuple[Training, ...] = ()) -> dict[str, Any]:
    """Write what the browser is told of a training: all that does not move."""
    data, validation = samples_of(training)
    views = views_of(training, others, lang)
    return {
        "lang": lang,
        "words": section("train", lang),
        "query": to_query(training),
        "table": training.table,
        # A list: JavaScript would put the names that are whole numbers first, as 1 before -1.
        "classes": [{"name": name, "colour": of} for name, of in plane_colours(data).items()],
        "isHeldBack": validation is not None,
        "beside": _told_beside(training, others, lang),
        "figures": {k: v for figures in views.values() for k, v in figures.items() if v},
        "views": {name: list(figures) for name, figures in views.items()},
        "asked": [name for name in views if name in LOOKS or name in HISTORIES],
        "widths": training.design.widths if is_drawn(training.design) else (),
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
