"""The page *Train*: settings in Streamlit, and beside them the training, drawn by the browser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from app.language import language
from app.pages_.markdown import literal
from app.pages_.train_download import offer_download
from app.pages_.train_experiment import choose_experiment, draw_experiment
from app.pages_.train_settings import changed, choose_set, draw_settings, page_is_whole
from app.pages_.train_table import bring
from app.player import training_room
from app.text import text
from app.train.address import FILES, Refusals, from_query, to_query
from app.train.beside import BESIDE, trainings_beside
from app.train.experiments import EXPERIMENTS
from app.train.misread import EXPERIMENT, KEYS, PREDICTED, misread
from app.train.moment import AT
from app.train.training import Training
from app.work.careless import meant
from app.work.errors import WorkError
from app.work.told import told

STYLE = Path(__file__).resolve().parent.parent / "static" / "train.css"
OTHERS = ("lang", AT, EXPERIMENT, PREDICTED, BESIDE, "embed", "embed_options")
"""Parameters that say nothing of a training."""


def train() -> None:
    """Draw the page; what the address cannot mean is said above the training of the rest."""
    st.html(STYLE)
    lang = language()
    asked = _query().get(EXPERIMENT, "")
    with st.container(key="train", horizontal=True):
        if asked in EXPERIMENTS:
            draw_experiment(asked, lang, lambda: _say_refused((), lang))
        else:
            _training(lang)
    page_is_whole()


def _training(lang: str) -> None:
    """Draw the settings, and the training."""
    training, refusals = _read(lang)
    missing = [refusal for refusal in refusals if refusal.path in ("table", FILES)]
    with st.container(key="train-settings"):
        st.title(text("train.title", lang), anchor=False)
        choose_experiment("", lang)
        if missing:
            choose_set(training, lang)
        else:
            draw_settings(training, lang)
    with st.container(key="train-room"):
        if missing:
            _without_data(training, missing[0], lang)
            return
        others, more = trainings_beside(training, _query().get(BESIDE, ""))
        _say_refused((*refusals, *more), lang)
        training_room.mount(training, others, lang)


def _query() -> dict[str, str]:
    """Read the parameters of the address as they are meant."""
    return meant(st.query_params.to_dict(), KEYS)


def _say_refused(refusals: Refusals, lang: str) -> None:
    """Say what of the address cannot be, of the training and beside it."""
    for refusal in told((*refusals, *misread(_query()))):
        st.warning(literal(refusal.located(lang)))


def _without_data(training: Training, refusal: WorkError, lang: str) -> None:
    """Ask for a table, which the browser brings again if it has it; or offer the download."""
    if refusal.path == FILES:
        offer_download(training.set, lang)
        return
    if training.table:
        st.warning(literal(refusal.sentence(lang)))
        training_room.mount_missing(training.table, lang)
    st.subheader(text("train.table.title", lang), anchor=False)
    bring(lang)


def _read(lang: str) -> tuple[Training, Refusals]:
    """Read the training that is shown: of the address, with what was changed since."""
    query = {k: v for k, v in _query().items() if k not in OTHERS}
    training, refusals = from_query(query)
    if (other := changed(training, lang)) != training:
        _write(to_query(other))
        return from_query(to_query(other))
    return training, refusals


def _write(query: Mapping[str, Any]) -> None:
    """Write the address of another training, which is shown from its beginning."""
    kept = {
        k: v
        for k, v in st.query_params.to_dict().items()
        if k in OTHERS and k not in (AT, EXPERIMENT, PREDICTED)
    }
    st.query_params.from_dict({**query, **kept})
