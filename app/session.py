"""The only access to `st.session_state`: the visitor, and what the widgets hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from app import bench as benches
from app.design import OWN
from app.visit import Visit
from app.visitor import Visitor
from app.work import network_address


def current(lang: str, visit: Visit | None = None) -> Visitor:
    """The visitor of this session, moved to where the address says; made at the first visit."""
    visitor = _visitor(lang)
    visitor.lang = lang
    visitor.go(visit)
    return visitor


def _visitor(lang: str) -> Visitor:
    """The visitor of this session; a new one begins with what the address describes."""
    state = st.session_state
    if "visitor" not in state:
        query = st.query_params.to_dict()
        bench = benches.designed(network_address.read(query))
        for (name, row, col), value in network_address.typed_in(query).items():
            bench = benches.typed_over(bench, name, row, col, value)
        state["visitor"] = Visitor(bench, lang)
    visitor: Visitor = state["visitor"]
    return visitor


def bar_shows(lang: str) -> dict[str, str]:
    """What the choices above the player show."""
    visitor = _visitor(lang)
    visitor.redrawn += visitor.drawn is not None and visitor.outdated
    visitor.drawn = visitor.bar
    return visitor.drawn


def key_of(choice: str) -> str:
    """The key of a choice's widget.

    It changes when the widget has to show another option: a browser keeps what it held before.
    """
    visitor: Visitor = st.session_state["visitor"]
    return f"{choice}-{visitor.redrawn}"


def choose(choice: str, key: str) -> None:
    """Take over what was chosen in a widget above the player.

    A browser may still send the value of a widget that is gone: another `key`, which is ignored.
    """
    if key != key_of(choice):
        return
    visitor: Visitor = st.session_state["visitor"]
    chosen = st.session_state[key]
    if choice == "example" and chosen != OWN:
        visitor.open(chosen)
    elif choice == "samples":
        visitor.redesign(replace(visitor.design, single=chosen == "single"))
    visitor.drawn = visitor.bar


def reached() -> Mapping[str, str]:
    """The stop at which the visitor left each lesson."""
    visitor = st.session_state.get("visitor")
    return visitor.reached if visitor else {}


def widget(key: str) -> Any:
    """The value of a widget; None before it is drawn for the first time."""
    return st.session_state.get(key)


def preset(key: str, value: object) -> None:
    """Set what a widget shows when it is drawn for the first time."""
    st.session_state.setdefault(key, value)


def put(key: str, value: object) -> None:
    """Set what a widget shows when it is drawn next."""
    st.session_state[key] = value
