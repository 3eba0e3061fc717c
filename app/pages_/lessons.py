"""The page with the lessons: a card for each, which opens it in the player."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.language import language
from app.text import text
from engine.teach.lessons.lesson import FOLDER, Lesson, lesson_ids, load

STYLE = Path(__file__).resolve().parent.parent / "static" / "lessons.css"


def lessons(player: StreamlitPage) -> None:
    """Draw the page; a card leads to the page of the player."""
    st.html(STYLE)
    lang, left = language(), reached(st.query_params.get("reached", ""))
    with st.container(key="lessons"):
        for name in lesson_ids():
            _card(load(name), lang, left.get(name, ""), player)


def reached(told: str) -> Mapping[str, str]:
    """The stop at which each lesson was left, as the player tells it: `cmu-toy:norm,mnist:loss`."""
    pairs = (one.partition(":") for one in told.split(","))
    return {lesson: stop for lesson, _, stop in pairs}


def _card(lesson: Lesson, lang: str, left: str, player: StreamlitPage) -> None:
    """Draw a card: picture, title, one line, how long the lesson takes, where it was left."""
    with st.container(key=f"card-{lesson.id}", horizontal=True, vertical_alignment="center"):
        picture = FOLDER / lesson.id / "picture.svg"
        if picture.is_file():
            st.image(str(picture), width=132, alt="")
        with st.container(gap=None):
            address = {"lesson": lesson.id, "lang": lang}
            st.page_link(player, label=lesson.title[lang], query_params=address)
            st.markdown(lesson.line[lang])
            if lesson.source:
                st.caption(lesson.source[lang])
            st.caption(" · ".join(facts(lesson, lang, left)))


def facts(lesson: Lesson, lang: str, left: str) -> list[str]:
    """What a card says in small print: where it was left, how long it takes, its notation."""
    known = [stop.id for stop in lesson.stops]
    minutes = text("lessons.minutes", lang, minutes=lesson.minutes, stops=len(known))
    facts = [minutes, lesson.notation_line[lang]]
    if left in known[1:]:
        facts.insert(0, f"**{text('lessons.resume', lang, number=known.index(left) + 1)}**")
    return facts
