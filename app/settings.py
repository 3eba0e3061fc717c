"""Draw the choices above the player: example, samples, language."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.design import OFFERED
from app.session import bar_shows, choose, key_of, preset, put, widget
from app.text import LANGUAGES, text

SAMPLES = ("batch", "single")


def language() -> str:
    """The language of the page: as chosen, else as the address or the browser asks for it."""
    chosen = widget("lang") or st.query_params.get("lang")
    return chosen if chosen in LANGUAGES else preferred()


def preferred() -> str:
    """The language that the browser asks for, else English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def choices(lang: str) -> None:
    """Draw the choice of an example and the choice of samples, side by side."""
    shown = bar_shows(lang)
    example = shown["example"]
    examples = OFFERED if example in OFFERED else (*OFFERED, example)
    _choice("example", examples, example, lang)
    _choice("samples", SAMPLES, shown["samples"], lang)


def _choice(choice: str, options: tuple[str, ...], present: str, lang: str) -> None:
    """Draw one choice; it shows the present network, also after undo or a change in the builder."""
    key = key_of(choice)
    put(key, present)
    st.segmented_control(
        text(f"app.{choice}", lang),
        options,
        required=True,
        format_func=lambda option: text(f"{choice}.{option}", lang),
        key=key,
        label_visibility="collapsed",
        on_change=choose,
        args=(choice, key),
    )


def languages(lang: str) -> None:
    """Draw the choice of the language."""
    label = text("app.language", lang)
    _segments("lang", label, tuple(LANGUAGES), preferred(), LANGUAGES.__getitem__)


def _segments(
    key: str, label: str, options: tuple[str, ...], default: str, said: Callable[[str], str]
) -> str:
    """Draw a choice that the address keeps under its key, whatever the language of its labels."""
    preset(key, _asked(key, options, default))
    chosen: str = st.segmented_control(
        label, options, required=True, format_func=said, key=key, label_visibility="collapsed"
    )
    if st.query_params.get(key, default) != chosen:
        st.query_params[key] = chosen
    return chosen


def _asked(key: str, options: tuple[str, ...], default: str) -> str:
    """The option that the address asks for, else the default."""
    asked = st.query_params.get(key)
    return asked if asked in options else default
