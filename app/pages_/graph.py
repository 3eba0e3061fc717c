"""The page with the graph in Plotly: of the work that the address describes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from app.builder import INITIALIZATION
from app.language import language
from app.pages_.markdown import literal
from app.text import text
from app.views.graph_chart import graph_chart
from app.views.structure import structure
from app.work.address import Refusals, from_query
from app.work.numbers import trace_of
from app.work.run import run_of
from app.work.source import open_lesson
from app.work.work import Work
from app.workers.task import Elsewhere, with_workers

STYLE = Path(__file__).resolve().parent.parent / "static" / "graph.css"
SAVED_AS = {"format": "svg", "filename": "graph"}
CONFIG = {"scrollZoom": True, "displaylogo": False, "toImageButtonOptions": SAVED_AS}


def graph() -> None:
    """Draw the page; what the address cannot mean is said above the graph of the rest."""
    st.html(STYLE)
    lang = language()
    work, refusals = _read(st.query_params.to_dict())
    with st.container(key="graph-page"):
        st.subheader(text("player.graph", lang), anchor=False)
        st.caption(text("graph.hint", lang))
        for refusal in refusals:
            st.warning(literal(refusal.located(lang)))
        _chart(work, lang)


def _read(query: Mapping[str, str]) -> tuple[Work, Refusals]:
    """Read the work; where nice numbers take long to find, with others: a graph shows none."""
    with with_workers({}):
        try:
            return from_query(query)
        except Elsewhere:
            return from_query({**query, "init": INITIALIZATION})


def _chart(work: Work, lang: str) -> None:
    """Draw the graph; it is that of the first iteration, which takes the least to compute."""
    lesson = open_lesson(work.place) if work.place else None
    trace = trace_of(run_of(work).first(1))
    shown = structure(trace, lang, lesson, work.view.writing(work.document))
    st.plotly_chart(graph_chart(shown), key="graph", config=CONFIG, alt=text("player.graph", lang))
