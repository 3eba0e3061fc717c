"""The script that Streamlit runs: page configuration and navigation."""

from __future__ import annotations

import streamlit as st

from app.language import language
from app.pages_.formulas import formulas
from app.pages_.graph import graph
from app.pages_.head import head
from app.pages_.lessons import lessons
from app.pages_.paths import FORMULAS, GRAPH, LESSONS, TRAIN
from app.pages_.train import train
from app.pages_.walkthrough import walkthrough
from app.text import text

lang = language()
st.set_page_config(
    page_title=text("player.head.title", lang), page_icon="assets/logo.svg", layout="wide"
)
step = st.Page(walkthrough, title=text("player.pages.step", lang), default=True)
pages = [
    step,
    st.Page(lambda: lessons(step), title=text("player.pages.lessons", lang), url_path=LESSONS),
    st.Page(formulas, title=text("player.pages.formulas", lang), url_path=FORMULAS),
    st.Page(train, title=text("player.pages.train", lang), url_path=TRAIN),
]
# The player leads to it, with its work in the address; without a work there is nothing to show.
in_plotly = st.Page(graph, title=text("player.graph", lang), url_path=GRAPH)
# The player draws its own row with the links, since it is on the page before Streamlit is.
current = st.navigation([*pages, in_plotly], position="hidden")
if current is not step:
    head(current.url_path, lang, st.query_params.to_dict() if current is in_plotly else {})
current.run()
