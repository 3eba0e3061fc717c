"""The language of the pages that Streamlit draws."""

from __future__ import annotations

import streamlit as st

from app.player.component import shown
from app.text import LANGUAGES
from app.work.careless import language_in


def language() -> str:
    """Find the language of the page: the player's, else the address's, else the browser's."""
    chosen = language_in(shown().get("lang") or st.query_params.get("lang", ""))
    return chosen if chosen in LANGUAGES else preferred()


def preferred() -> str:
    """Find the language that the browser asks for, else English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
