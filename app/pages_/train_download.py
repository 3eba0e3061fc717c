"""The download of full MNIST or Fashion-MNIST, on the page *Train* of a server that offers them."""

from __future__ import annotations

from threading import Lock

import streamlit as st

from app.pages_.markdown import literal
from app.text import text
from app.train.hosted import folder_of, sources
from engine.core.errors import DataError
from engine.data.download import download

_downloading = Lock()
"""One download at a time: two would write into the same file."""


def offer_download(name: str, lang: str) -> None:
    """Draw the button, and the progress after it was pressed; leaving the page ends it.

    What came until then is kept, and gone on with.
    """
    st.subheader(text(f"train.set.{name}", lang), anchor=False)
    st.markdown(text("train.download.about", lang))
    if not st.button(text("train.download.begin", lang), type="primary"):
        return
    if not _downloading.acquire(blocking=False):
        st.warning(text("train.download.busy", lang))
        return
    try:
        _download(name, lang)
    finally:
        _downloading.release()
    st.rerun()


def _download(name: str, lang: str) -> None:
    """Download, with a bar for each file."""
    bar = st.progress(0.0)

    def tell(file: str, done: int, whole: int) -> None:
        said = {"file": file, "done": f"{done / 1e6:.1f}", "whole": f"{whole / 1e6:.1f}"}
        bar.progress(done / whole, text("train.download.progress", lang, **said))

    try:
        download(sources()[name], folder_of(name), tell)
    except DataError as error:
        st.error(literal(str(error)))
        st.stop()
