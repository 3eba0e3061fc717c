"""The walkthrough: one network, one iteration, stepped forward, back and through the update.

In a lesson the network is a scene of the lesson, and its text stands beside the player.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app import address, link
from app.bar import bar
from app.pages_.training import training
from app.player import component
from app.session import Session, current
from app.settings import language
from app.views.lesson import lesson_data
from app.views.player import player_data
from app.views.practice import Reader, practised, structure_of

STYLE = Path(__file__).resolve().parent.parent / "static" / "page.css"


def walkthrough() -> None:
    """The page."""
    st.html(STYLE)
    lang, visit = language(), address.visit()
    bar(lang, visit)
    session = current(lang, visit)
    session.presenting = address.presenting()
    session.writing = address.writing(session.document)
    player(session)


@st.fragment
def player(session: Session) -> None:
    """The player, which runs by itself: what it sends changes nothing else on the page."""
    visit, trace = session.visit, session.trace()
    lesson, practice = visit.lesson if visit else None, session.practice
    reader = Reader(session.lang, lesson, session.writing)
    own = structure_of(practice, reader) if practice else None
    numbers = session.number, session.holds
    state = session.state()
    data = player_data(trace, reader.lang, session.have, state, *reader[1:], own, *numbers)
    if practice:
        data = practised(data, practice, reader)
    data["answers"] = session.answers(trace)
    data["address"] = None if visit else link.whole(*session.linked)
    if visit:
        known, untouched = session.knows, session.bench.untouched and practice is None
        data["lesson"] = lesson_data(visit, trace, session.lang, known, untouched)
    data["present"] = session.presenting
    component.mount(data, session.take)
    if visit is None and session.drawn != session.bar:
        # Another network came by undo or the builder: the choices above show it too. The player
        # is mounted by then, so that it stays where it is.
        st.rerun()
    address.present(session.presenting)
    address.show(visit, session.document, session.writing)
    if visit:
        training(visit, session.lang)
