"""The lesson and the stop in the address of the page."""

from __future__ import annotations

import streamlit as st

from app.visit import Visit, asked

LESSON, STOP = "lesson", "stop"


def visit() -> Visit | None:
    """The visit that the address asks for, if any."""
    return asked(st.query_params.get(LESSON), st.query_params.get(STOP))


def go(lesson: str, stop: str = "") -> None:
    """Name another lesson in the address; with no stop, its first one."""
    st.query_params[LESSON] = lesson
    keep(STOP, stop)


def leave() -> None:
    """Name no lesson in the address."""
    for key in (LESSON, STOP):
        keep(key, "")


def keep(key: str, value: str) -> None:
    """Write a part of the address where it is another one; nothing is taken out."""
    if st.query_params.get(key, "") == value:
        return
    if value:
        st.query_params[key] = value
    else:
        del st.query_params[key]


def show(current: Visit | None) -> None:
    """Have the address say where the visitor is."""
    if current is not None:
        keep(STOP, current.stop.id)
