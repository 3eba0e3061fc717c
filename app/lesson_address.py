"""Read and write the lesson, the stop and the presenter mode in the address of the page."""

from __future__ import annotations

import streamlit as st

from app.visit import Visit, asked
from app.work.writing import Writing, read_writing

LESSON, STOP, PRESENT = "lesson", "stop", "present"
NAMES, GRADIENTS = "names", "gradients"


def visit() -> Visit | None:
    """Read the lesson and the stop from the address; None where it names no lesson."""
    return asked(st.query_params.get(LESSON), st.query_params.get(STOP))


def go(lesson: str, stop: str) -> None:
    """Write a lesson and one of its stops into the address."""
    _write(**{LESSON: lesson, STOP: stop})


def leave() -> None:
    """Take the lesson and the stop out of the address."""
    _write()


def writing(document: str) -> Writing:
    """Read from the address in which names and which notation a document is shown."""
    return read_writing(st.query_params.get(NAMES), st.query_params.get(GRADIENTS), document)


def show(current: Visit | None, document: str, written: Writing) -> None:
    """Write into the address at which stop the visitor is and in which names they read."""
    if writing(document) != written:
        asked = {NAMES: written.names, GRADIENTS: written.gradients}
        others = {k: v for k, v in st.query_params.to_dict().items() if k not in asked}
        st.query_params.from_dict(others | {key: value for key, value in asked.items() if value})
    if current is not None and st.query_params.get(STOP) != current.stop.id:
        go(current.lesson.id, current.stop.id)


def presenting() -> bool:
    """Whether the address asks for the presenter mode."""
    return st.query_params.get(PRESENT) == "1"


def present(on: bool) -> None:
    """Write into the address whether the presenter mode is on."""
    if on and not presenting():
        st.query_params[PRESENT] = "1"
    elif not on and PRESENT in st.query_params:
        del st.query_params[PRESENT]


def _write(**place: str) -> None:
    """Change the address once, so that the browser's back button goes back by one step."""
    kept = {key: v for key, v in st.query_params.to_dict().items() if key not in (LESSON, STOP)}
    st.query_params.from_dict(kept | place)
