"""The script that Streamlit runs: page configuration and navigation."""

from __future__ import annotations

import streamlit as st

from app.pages_.walkthrough import walkthrough
from app.settings import language
from app.text import text

st.set_page_config(
    page_title=text("app.title", language()), page_icon="assets/logo.svg", layout="wide"
)
title = text("app.walkthrough", language())
st.navigation([st.Page(walkthrough, title=title, default=True)], position="hidden").run()
