"""The row above the player: what is open, the choices that it has, the lessons, the language."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.address import leave
from app.lessons import offer
from app.settings import choices, languages
from app.text import text
from app.visit import Visit


def bar(lang: str, visit: Visit | None) -> None:
    """The row; the choices of the playground are not shown in a lesson."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        if visit is None:
            st.title(text("app.title", lang), anchor=False, width="content")
            choices(lang)
            _builder(lang)
        else:
            _lesson(lang, visit)
        offer(lang)
        languages(lang)


def _builder(lang: str) -> None:
    """The button that opens the builder. The player opens it, at once: a plain button will do."""
    label, hint = (escape(text(f"app.{key}", lang)) for key in ("network", "network.hint"))
    st.html(
        f'<button type="button" class="open-builder" title="{hint}">{label}</button>',
        width="content",
    )


def _lesson(lang: str, visit: Visit) -> None:
    """What lesson it is, and the way back to where the app opens."""
    toy = text("app.to_toy", lang)
    st.button(toy, key="to_toy", icon=":material/arrow_back:", type="tertiary", on_click=leave)
    st.title(visit.lesson.title[lang], anchor=False, width="content")
    st.caption(visit.lesson.notation_line[lang], width="content")
