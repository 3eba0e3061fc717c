"""The choices above the player, each kept in the address of the page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.bench import Settings
from app.examples import EXAMPLES
from app.session import preset, widget
from app.text import LANGUAGES, text

SAMPLES = ("batch", "single")
HIDDEN = ("relu", "sigmoid", "tanh")
LOSSES = ("softmax_cross_entropy", "l2")


def language() -> str:
    """The language of the page: as chosen, else as the address or the browser asks for it."""
    chosen = widget("lang") or st.query_params.get("lang")
    return chosen if chosen in LANGUAGES else preferred()


def preferred() -> str:
    """The language that the browser asks for, else English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def bar(lang: str) -> Settings:
    """The title and the choices in one row; what is chosen."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"# {text('app.title', lang)}", width="content")
        example = _choice("example", EXAMPLES, lang)
        samples = _choice("samples", SAMPLES, lang)
        hidden = _choice("hidden", HIDDEN, lang)
        loss = _choice("loss", LOSSES, lang)
        _language(lang)
    return Settings(example, samples == "batch", hidden, loss)


def _choice(key: str, options: tuple[str, ...], lang: str) -> str:
    label = text(f"app.{key}", lang)
    return _segments(key, label, options, options[0], lambda option: text(f"{key}.{option}", lang))


def _language(lang: str) -> None:
    label = text("app.language", lang)
    _segments("lang", label, tuple(LANGUAGES), preferred(), LANGUAGES.__getitem__)


def _segments(
    key: str, label: str, options: tuple[str, ...], default: str, said: Callable[[str], str]
) -> str:
    """One choice, kept in the address under its key, whatever the language of its labels."""
    asked = st.query_params.get(key)
    preset(key, asked if asked in options else default)
    chosen: str = st.segmented_control(
        label, options, required=True, format_func=said, key=key, label_visibility="collapsed"
    )
    if st.query_params.get(key, default) != chosen:
        st.query_params[key] = chosen
    return chosen
