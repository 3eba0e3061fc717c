"""Show the list of lessons, a card for each, behind a button."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.text import text
from engine.teach.lessons.lesson import FOLDER, Lesson, lesson_ids, load


def offer(lang: str) -> None:
    """Draw the button that opens the list; the list is made only then."""
    label = text("lessons.button", lang)
    if st.button(label, key="lessons", icon=":material/menu_book:", type="secondary"):
        st.dialog(text("lessons.title", lang), width="large")(_cards)(lang)


def _cards(lang: str) -> None:
    left = reached(st.query_params.get("reached", ""))
    for name in lesson_ids():
        _card(load(name), lang, left.get(name, ""))


def reached(told: str) -> Mapping[str, str]:
    """The stop at which each lesson was left, as the address says: `cmu-toy:norm,mnist:loss`."""
    pairs = (one.partition(":") for one in told.split(","))
    return {lesson: stop for lesson, _, stop in pairs}


def _card(lesson: Lesson, lang: str, left: str) -> None:
    """Draw a card: picture, title, one line, how long the lesson takes, where it was left."""
    known = [stop.id for stop in lesson.stops]
    number = known.index(left) + 1 if left in known else 1
    with st.container(key=f"card-{lesson.id}", horizontal=True, vertical_alignment="center"):
        picture = FOLDER / lesson.id / "picture.svg"
        if picture.is_file():
            st.image(str(picture), width=132)
        with st.container():
            st.markdown(f"**{lesson.title[lang]}**  \n{lesson.line[lang]}")
            minutes = text("lessons.minutes", lang, minutes=lesson.minutes, stops=len(known))
            st.caption(f"{minutes} · {lesson.notation_line[lang]}")
        label = text("lessons.resume" if number > 1 else "lessons.open", lang, number=number)
        if st.button(label, key=f"open-{lesson.id}", type="primary"):
            st.query_params.update(lesson=lesson.id, stop=known[number - 1])
            st.rerun()
