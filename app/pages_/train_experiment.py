"""An experiment on the page *Train*: a question, a prediction to make first, then the trainings."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.player import training_room
from app.text import text
from app.train.experiments import EXPERIMENTS
from app.train.misread import PREDICTED
from app.work.reading import count_in


def choose_experiment(name: str, lang: str) -> None:
    """Draw the choice of an experiment; without one there is a training of one's own."""
    names = ("", *EXPERIMENTS)
    chosen = st.selectbox(
        text("train.experiments", lang),
        names,
        index=names.index(name),
        format_func=lambda one: _title(one, lang),
        key=f"experiment-{name}-{lang}",
    )
    if chosen != name:
        query = {"lang": lang, **({"experiment": chosen} if chosen else {})}
        st.query_params.from_dict(query)
        st.rerun()


def _title(name: str, lang: str) -> str:
    return text(f"train.experiment.{name}.title", lang) if name else text("train.own", lang)


def _predict(name: str, lang: str) -> int | None:
    """Ask for a prediction, which the address keeps."""
    count, key = EXPERIMENTS[name].predictions, f"prediction-{name}-{lang}"
    said = count_in(st.query_params.get(PREDICTED, ""))
    if key not in st.session_state and said in range(1, count + 1):
        st.session_state[key] = said
    predicted: int | None = st.radio(
        text("train.predict", lang),
        range(1, count + 1),
        index=None,
        format_func=lambda one: text(f"train.experiment.{name}.predict.{one}", lang),
        key=key,
    )
    if predicted is not None:
        st.query_params[PREDICTED] = str(predicted)
    return predicted


def draw_experiment(name: str, lang: str, say_refused: Callable[[], None]) -> None:
    """Draw the question and the predictions, and when one was made the trainings.

    - `say_refused`: says what of the address cannot be
    """
    with st.container(key="train-settings"):
        st.title(text("train.title", lang), anchor=False)
        choose_experiment(name, lang)
        st.markdown(text(f"train.experiment.{name}.question", lang))
        predicted = _predict(name, lang)
    with st.container(key="train-room"):
        say_refused()
        if predicted is None:
            st.info(text("train.predict_first", lang))
        else:
            training_room.mount_compared(name, predicted, lang)
