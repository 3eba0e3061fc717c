"""The choices above the player."""

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
    """The examples and the samples side by side."""
    shown = bar_shows(lang)
    example = shown["example"]
    examples = OFFERED if example in OFFERED else (*OFFERED, example)
    _choice("example", examples, example, lang)
    _choice("samples", SAMPLES, shown["samples"], lang)


def _choice(choice: str, options: tuple[str, ...], present: str, lang: str) -> None:
    """One choice, which shows what is on the bench, however it came there."""
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
    """The choice of the language."""
    label = text("app.language", lang)
    _segments("lang", label, tuple(LANGUAGES), preferred(), LANGUAGES.__getitem__)


def _segments(
    key: str, label: str, options: tuple[str, ...], default: str, said: Callable[[str], str]
) -> str:
    """One choice, kept in the address under its key, whatever the language of its labels."""
    preset(key, _asked(key, options, default))
    chosen: str = st.segmented_control(
        label, options, required=True, format_func=said, key=key, label_visibility="collapsed"
    )
    if st.query_params.get(key, default) != chosen:
        st.query_params[key] = chosen
    return chosen


def _asked(key: str, options: tuple[str, ...], default: str) -> str:
    asked = st.query_params.get(key)
    return asked if asked in options else default
