"""Show the list of lessons, a card for each, behind a button."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.lesson_address import go
from app.session import reached
from app.text import text
from engine.teach.lessons.lesson import FOLDER, Lesson, lesson_ids, load


def offer(lang: str) -> None:
    """Draw the button that opens the list; the list is made only then."""
    label = text("lessons.button", lang)
    if st.button(label, key="lessons", icon=":material/menu_book:", type="secondary"):
        st.dialog(text("lessons.title", lang), width="large")(_cards)(lang)


def _cards(lang: str) -> None:
    left = reached()
    for name in lesson_ids():
        _card(load(name), lang, left)


def _card(lesson: Lesson, lang: str, left: Mapping[str, str]) -> None:
    """Draw a card: picture, title, one line, how long the lesson takes, where it was left."""
    known = [stop.id for stop in lesson.stops]
    stop = left.get(lesson.id, "")
    number = known.index(stop) + 1 if stop in known else 1
    with st.container(key=f"card-{lesson.id}", horizontal=True, vertical_alignment="center"):
        picture = FOLDER / lesson.id / "picture.svg"
        if picture.is_file():
            st.image(str(picture), width=132)
        with st.container():
            st.markdown(f"**{lesson.title[lang]}**  \n{lesson.line[lang]}")
            minutes = text("lessons.minutes", lang, minutes=lesson.minutes, stops=len(known))
            st.caption(f"{minutes} · {lesson.notation_line[lang]}")
        key = "lessons.resume" if number > 1 else "lessons.open"
        label = text(key, lang, number=number)
        if st.button(label, key=f"open-{lesson.id}", type="primary"):
            go(lesson.id, known[number - 1])
            st.rerun()
