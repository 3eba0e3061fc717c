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


CHOICES = {"example": EXAMPLES, "samples": SAMPLES, "hidden": HIDDEN, "loss": LOSSES}


def of_address() -> Settings:
    """The choices as the address has them, while they are not on the page."""
    return _settings(*(_asked(key, options, options[0]) for key, options in CHOICES.items()))


def choices(lang: str) -> Settings:
    """The choices of the toy problem side by side; what is chosen."""
    return _settings(*(_choice(key, options, lang) for key, options in CHOICES.items()))


def _settings(example: str, samples: str, hidden: str, loss: str) -> Settings:
    return Settings(example, samples == "batch", hidden, loss)


def _choice(key: str, options: tuple[str, ...], lang: str) -> str:
    label = text(f"app.{key}", lang)
    return _segments(key, label, options, options[0], lambda option: text(f"{key}.{option}", lang))


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
