"""The part of the page *Train* that moves: its controls and charts, drawn by the browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from app.player.component import BOOTSTRAP
from app.player.files import TRAIN, address
from app.text import section
from app.train.exchange import MOST_ITERATIONS
from app.train.moment import beginning
from app.train.training import Training, plan_of, samples_of
from app.views.train.figures import course_figures, data_figure

KEY = "training"


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Register the component, once for the process, at its first use."""
    html, js = '<div class="player"></div>', BOOTSTRAP % address(TRAIN)
    return st.components.v2.component("training", html=html, js=js)


def mount(training: Training, query: dict[str, str], lang: str) -> None:
    """Draw a training, whose address is `query`."""
    _component()(key=KEY, data=told(training, query, lang))


def told(training: Training, query: dict[str, str], lang: str) -> dict[str, Any]:
    """What the browser is told of a training: all that does not move."""
    data, validation = samples_of(training)
    figures = course_figures(lang, bool(data.classes), validation is not None)
    around = data_figure(data, validation, lang)
    return {
        "lang": lang,
        "words": section("train", lang),
        "query": query,
        "figures": ({"data": around} if around else {}) | figures,
        "length": plan_of(training).epoch_length(len(data)),
        "most": MOST_ITERATIONS,
        "seed": training.design.seed,
        "moment": beginning(training),
    }
