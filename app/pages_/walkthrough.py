"""The page with the player: one network, stepped forward, back and through the update.

In a lesson the network is a scene of the lesson, and its text stands beside the player.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from app import lesson_address
from app.bar import bar
from app.events import take
from app.pages_.training import training
from app.player import component
from app.sent import sent
from app.session import current
from app.settings import language
from app.visitor import Visitor

STYLE = Path(__file__).resolve().parent.parent / "static" / "page.css"


def walkthrough() -> None:
    """Draw the page."""
    st.html(STYLE)
    lang, visit = language(), lesson_address.visit()
    bar(lang, visit)
    visitor = current(lang, visit)
    visitor.presenting = lesson_address.presenting()
    visitor.writing = lesson_address.writing(visitor.document)
    player(visitor)


@st.fragment
def player(visitor: Visitor) -> None:
    """Draw the player in a fragment: its events do not run the rest of the page again."""
    visit = visitor.visit
    component.mount(sent(visitor), partial(take, visitor))
    if visitor.outdated:
        # Another network came by undo or the builder: the choices above show it too. The player
        # is mounted by then, so that it stays where it is.
        st.rerun()
    lesson_address.present(visitor.presenting)
    lesson_address.show(visit, visitor.document, visitor.writing)
    if visit:
        training(visit, visitor.lang)
