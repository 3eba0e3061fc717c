"""The player as a Streamlit component: it is mounted here, its JavaScript is in `static`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.session import widget

KEY = "player"
STATIC = Path(__file__).parent / "static"

# Streamlit loads inline JavaScript as a blob, in which only absolute addresses resolve.
BOOTSTRAP = """
const modules = import(new URL("player/main.js", document.baseURI).href);
export default function (component) {
  const cleanup = modules.then(({ default: mount }) => mount(component));
  return () => void cleanup.then((clean) => clean());
}
"""


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """The component, registered once for the process, at its first use."""
    return st.components.v2.component("player", html='<div class="player"></div>', js=BOOTSTRAP)


def mount(data: Mapping[str, Any], on_events: Callable[[Mapping[str, Any]], None]) -> None:
    """Show the player with these data; `on_events` is given what it sends."""
    _component()(key=KEY, data=data, on_events_change=lambda: on_events(_sent()))


def _sent() -> Mapping[str, Any]:
    """What the player sent; nothing where it was off the page when the message came."""
    return (widget(KEY) or {}).get("events") or {}
