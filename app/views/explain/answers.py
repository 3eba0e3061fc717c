"""The questions that the player may ask, and the function that answers each kind."""

from __future__ import annotations

from collections.abc import Callable

from app.views.explain.fractions import fractions
from app.views.explain.paths import every_path
from app.views.explain.slopes import gradients_at_step, sweep_of_entry
from app.views.panels.jacobian import jacobian
from app.views.panels.refusal import refusal
from app.views.panels.request import Data, Request
from app.views.plain import json_ready
from engine.core.errors import EngineError

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
