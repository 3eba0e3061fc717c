"""The row above the player: what is open, the choices that it has, the lessons, the language."""

from __future__ import annotations

import streamlit as st

from app.address import leave
from app.bench import Settings
from app.lessons import offer
from app.settings import choices, languages, of_address
from app.text import text
from app.visit import Visit


def bar(lang: str, visit: Visit | None) -> Settings:
    """The row; the settings of the toy problem, which in a lesson are not shown."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        if visit is None:
            st.markdown(f"# {text('app.title', lang)}", width="content")
            settings = choices(lang)
        else:
            settings = of_address()
            _lesson(lang, visit)
        offer(lang)
        languages(lang)
    return settings


def _lesson(lang: str, visit: Visit) -> None:
    """What lesson it is, and the way back to where the app opens."""
    toy = text("app.to_toy", lang)
    st.button(toy, key="to_toy", icon=":material/arrow_back:", type="tertiary", on_click=leave)
    st.markdown(f"# {visit.lesson.title[lang]}", width="content")
    st.caption(visit.lesson.notation_line[lang], width="content")
