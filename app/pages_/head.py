"""The row above a Streamlit page, that of the player: the pages, the language, the menu."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from app.player import page

STYLE = Path(__file__).resolve().parent.parent / "static" / "head.css"


def head(current: str, lang: str, work: Mapping[str, str]) -> None:
    """Draw the row; its links keep the language, and the address of the work that is shown."""
    st.html(STYLE)
    with st.container(key="head"):
        page.mount(current, lang, work)
