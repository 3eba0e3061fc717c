"""Draw the row above the player: title, examples, samples, network, lessons, language."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.lesson_address import leave
from app.lessons import offer
from app.settings import choices, languages
from app.text import text
from app.visit import Visit


def bar(lang: str, visit: Visit | None) -> None:
    """Draw the row; in a lesson with its title in place of the choices of a network."""
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
    """Draw the button that opens the builder.

    The player's JavaScript opens it without a script run, so a plain HTML button is enough.
    """
    label, hint = (escape(text(f"app.{key}", lang)) for key in ("network", "network.hint"))
    st.html(
        f'<button type="button" class="open-builder" title="{hint}">{label}</button>',
        width="content",
    )


def _lesson(lang: str, visit: Visit) -> None:
    """Draw the title of the lesson and the button that leads back to one's own network."""
    toy = text("app.to_toy", lang)
    st.button(toy, key="to_toy", icon=":material/arrow_back:", type="tertiary", on_click=leave)
    st.title(visit.lesson.title[lang], anchor=False, width="content")
    st.caption(visit.lesson.notation_line[lang], width="content")
