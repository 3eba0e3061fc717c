"""The page with the player: one network, stepped forward, back and through the update.

The player needs nothing of Streamlit but its place; below it stand the training runs of lessons.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.pages_.training import training
from app.player import component

STYLE = Path(__file__).resolve().parent.parent / "static" / "page.css"


def walkthrough() -> None:
    """Draw the page."""
    st.html(STYLE)
    component.mount()
    training(component.shown())
