"""The questions that the player may ask, and the function that answers each kind."""

from __future__ import annotations

from collections.abc import Callable

from app.text import text
from app.views.explain.fractions import fractions
from app.views.explain.paths import every_path
from app.views.explain.slopes import gradients_at_step, sweep_of_entry
from app.views.panels.jacobian import jacobian
from app.views.panels.request import Data, Request
from app.views.plain import json_ready
from engine.core.errors import BindError, EngineError, LimitError

KINDS: dict[str, Callable[[Request], Data]] = {
    "check": gradients_at_step,
    "exact": fractions,
    "jacobian": jacobian,
    "paths": every_path,
    "sweep": sweep_of_entry,
}


def answer(kind: str, request: Request) -> Data:
    """Answer a question; with these numbers there may be only an error.

    The answer repeats the question. Raises `KeyError` for an unknown kind and for a missing part.
    """
    about: Data = {"question": dict(request.panel)}
    try:
        return about | json_ready(KINDS[kind](request))
    except EngineError as error:
        return about | {"error": refusal(error, request.lang)}


def refusal(error: EngineError, lang: str) -> str:
    """Say why there is no answer, in the language of the page."""
    if isinstance(error, BindError):
        return text("explain.not_of", lang, name=error.name)
    return text("explain.too_much", lang) if isinstance(error, LimitError) else str(error)
