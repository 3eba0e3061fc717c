"""The row above a Streamlit page, alike to that of the player: the pages, and the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.text import LANGUAGES, text

STYLE = Path(__file__).resolve().parent.parent / "static" / "head.css"
LOGO = Path(__file__).resolve().parents[2] / "assets" / "logo.svg"


def head(
    pages: Sequence[StreamlitPage], current: StreamlitPage, lang: str, work: Mapping[str, str]
) -> None:
    """Draw the row; every link keeps the language, and the address of the work that is shown."""
    st.html(STYLE)
    with st.container(key="head", horizontal=True, vertical_alignment="center", gap=None):
        st.image(str(LOGO), width=28, alt="")
        st.markdown(text("player.head.title", lang), width="content")
        for page in pages:
            if page is current:
                st.markdown(f"**{page.title}**", width="content")
            else:
                st.page_link(page, query_params={**work, "lang": lang})
        for other in (name for name in LANGUAGES if name != lang):
            told = st.query_params.to_dict() | {"lang": other}
            st.page_link(current, label=LANGUAGES[other], query_params=told)
