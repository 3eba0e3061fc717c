"""An experiment on the page *Train*: a question, a prediction to make first, then the trainings."""

from __future__ import annotations

import streamlit as st

from app.player import training_room
from app.text import text
from app.train.experiments import EXPERIMENTS


def choose_experiment(name: str, lang: str) -> None:
    """Draw the choice of an experiment; without one there is a training of one's own."""
    names = ("", *EXPERIMENTS)
    chosen = st.selectbox(
        text("train.experiments", lang),
        names,
        index=names.index(name),
        format_func=lambda one: _title(one, lang),
        key=f"experiment-{name}",
    )
    if chosen != name:
        query = {"lang": lang, **({"experiment": chosen} if chosen else {})}
        st.query_params.from_dict(query)
        st.rerun()


def _title(name: str, lang: str) -> str:
    return text(f"train.experiment.{name}.title", lang) if name else text("train.own", lang)


def draw_experiment(name: str, lang: str) -> None:
    """Draw the question and the predictions, and when one was made the trainings."""
    experiment, key = EXPERIMENTS[name], f"train.experiment.{name}"
    with st.container(key="train-settings"):
        st.title(text("train.title", lang), anchor=False)
        choose_experiment(name, lang)
        st.markdown(text(f"{key}.question", lang))
        predicted = st.radio(
            text("train.predict", lang),
            range(1, experiment.predictions + 1),
            index=None,
            format_func=lambda one: text(f"{key}.predict.{one}", lang),
            key=f"prediction-{name}",
        )
    with st.container(key="train-room"):
        if predicted is None:
            st.info(text("train.predict_first", lang))
        else:
            training_room.mount_compared(name, predicted, lang)
