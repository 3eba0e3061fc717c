"""The language of a Streamlit page."""

from __future__ import annotations

import streamlit as st

from app.text import LANGUAGES


def language() -> str:
    """The language that the address asks for, else the browser's, else English."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else preferred()


def preferred() -> str:
    """The language that the browser asks for, else English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
