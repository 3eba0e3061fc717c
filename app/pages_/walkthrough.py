"""The walkthrough: one network, one iteration, stepped forward, back and through the update."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.player import component
from app.session import Session, current
from app.settings import bar, language
from app.views.player import player_data

STYLE = Path(__file__).resolve().parent.parent / "static" / "page.css"


def walkthrough() -> None:
    """The page."""
    st.html(STYLE)
    lang = language()
    session = current(bar(lang), lang)
    player(session)


@st.fragment
def player(session: Session) -> None:
    """The player, which runs by itself: what it sends changes nothing else on the page."""
    data = player_data(session.trace(), session.lang, session.have, session.state())
    component.mount(data, session.take)
