"""A table of one's own on the page *Train*: brought as a file or as text, looked at, divided."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.pages_.markdown import literal
from app.text import text
from app.train.address import to_query
from app.train.tables import (
    MEGABYTE,
    MOST_BYTES,
    MOST_CELLS,
    MOST_INPUTS,
    MOST_ROWS,
    MOST_TARGETS,
    columns,
    keep,
    preview,
    table_named,
)
from app.train.training import OWN, USUAL, Training, samples_of
from engine.core.errors import DataError
from engine.data.refusal import sentence

KINDS = ["csv", "tsv", "txt", "npz"]
ROWS = 6
LIMITS = {
    "size": MOST_BYTES // MEGABYTE,
    "rows": f"{MOST_ROWS:,}",
    "inputs": MOST_INPUTS,
    "targets": MOST_TARGETS,
    "cells": f"{MOST_CELLS:,}",
}
"""Of a table, as its sentence says them."""
COUNT = "train-tables"
"""How many tables were brought: the fields are empty again after each."""


def bring(lang: str) -> None:
    """Draw the fields into which a table is put; one that can be read is trained on at once."""
    count = st.session_state.setdefault(COUNT, 0)
    st.markdown(text("train.table.about", lang, **LIMITS))
    file = st.file_uploader(
        text("train.table.file", lang),
        KINDS,
        key=f"train-file-{count}",
        max_upload_size=LIMITS["size"],
    )
    pasted = st.text_area(text("train.table.paste", lang), height=110, key=f"train-paste-{count}")
    table = file.getvalue() if file else pasted.encode()
    if not table.strip():
        return
    try:
        name = keep(table)
        training = replace(USUAL, set=OWN, table=name)
        samples_of(training)
    except DataError as error:
        st.error(literal(sentence(error, lang)))
        return
    st.session_state[COUNT] = count + 1
    st.query_params.from_dict({**to_query(training), "lang": lang})
    st.rerun()


def draw_table(training: Training, lang: str) -> None:
    """Draw what the table holds, and how it is divided; the settings themselves are drawn below."""
    table = table_named(training.table)
    head, *rows = preview(table, ROWS)
    train, validation = samples_of(training)
    about = {
        "train": len(train),
        "validation": len(validation) if validation else 0,
        "inputs": train.x.shape[1],
        "kind": _kind(len(train.classes), train.d.shape[1], lang),
    }
    st.markdown(text("train.table.holds", lang, **about))
    st.dataframe([dict(zip(head, row, strict=True)) for row in rows], hide_index=True, height=180)


def _kind(classes: int, targets: int, lang: str) -> str:
    key = "train.table.classes" if classes else "train.table.numbers"
    return text(key, lang, count=classes or targets)


def columns_in(training: Training) -> tuple[str, ...]:
    """Name the columns one of which is the target; none where there is no choice."""
    return columns(table_named(training.table))


def unusable(training: Training, target: str, lang: str) -> str:
    """Say why a column cannot be the target; empty where it can."""
    try:
        samples_of(replace(training, target=target))
    except DataError as error:
        return sentence(error, lang)
    return ""
