"""The place of the player on the page: a Streamlit component; its JavaScript is in `static`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from app.player.files import address

KEY = "player"

# Streamlit loads inline JavaScript as a blob, in which only absolute addresses resolve.
BOOTSTRAP = """
const modules = import(new URL("%s", document.baseURI).href);
export default function (component) {
  const cleanup = modules.then(({ default: mount }) => mount(component));
  return () => void cleanup.then((clean) => clean());
}
"""


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Register the component, once for the process, at its first use."""
    html, js = '<div class="player"></div>', BOOTSTRAP % address()
    return st.components.v2.component("player", html=html, js=js)


def mount() -> None:
    """Give the player its place. It is handed nothing: the work belongs to the browser."""
    _component()(key=KEY, on_shown_change=lambda: None)


def shown() -> Mapping[str, str]:
    """Tell what the player shows: its language, and lesson and stop where a training run is due."""
    told = (st.session_state.get(KEY) or {}).get("shown")
    words = told.items() if isinstance(told, Mapping) else ()
    # A browser may tell anything.
    return {key: word for key, word in words if isinstance(word, str)}
