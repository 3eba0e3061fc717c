"""Show a training run below the player, at the stops of a lesson that have one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.digits import TrainingSetting, course
from app.text import LANGUAGES, text
from app.views.training import training_figure
from app.work.source import lesson_of, stop_named

RATES = (0.01, 0.1)
"""Other learning rates to try beside the lesson's own."""


def training(shown: Mapping[str, str]) -> None:
    """Draw the training panels of the stop that is shown; none of one that there is not."""
    lesson, lang = lesson_of(shown.get("lesson", "")), shown.get("lang")
    stop = stop_named(lesson, shown.get("stop")) if lesson else None
    for panel in stop.panels if stop and lang in LANGUAGES else ():
        if panel["kind"] == "training":
            _run(panel, lang)


@st.fragment
def _run(panel: Mapping[str, Any], lang: str) -> None:
    """Draw the choice of a rate, the button, and the curves after it was pressed."""
    with st.container(key="training"):
        rates = tuple(sorted({*RATES, panel["lr"]}))
        label = text("training.rate", lang)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            lr = st.segmented_control(
                label, rates, default=panel["lr"], required=True, key="training_rate"
            )
            pressed = st.button(text("training.run", lang), type="primary", key="train")
        setting = TrainingSetting(
            panel["hidden"], panel["epochs"], panel["batch"], lr, panel["seed"]
        )
        if pressed:
            _curves(setting, lang)


def _curves(setting: TrainingSetting, lang: str) -> None:
    """Train, and draw the loss and the shares of digits that are recognised."""
    result = course(setting)
    st.plotly_chart(
        training_figure(result, lang),
        key="training_curves",
        config={"displayModeBar": False},
        alt=text("training.curves", lang),
    )
    share = text(
        "training.result",
        lang,
        epochs=setting.epochs,
        trained=f"{result.trained[-1]:.1%}",
        held_back=f"{result.held_back[-1]:.1%}",
    )
    st.markdown(share)
