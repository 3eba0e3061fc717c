"""The questions that the player may ask, each by its kind."""

from __future__ import annotations

from collections.abc import Callable

from app.views.explain.fractions import fractions
from app.views.explain.slopes import one_sweep, slopes
from app.views.explain.ways import ways
from app.views.panels.jacobian import jacobian
from app.views.panels.request import Data, Request
from app.views.player import finite
from engine.core.errors import EngineError

KINDS: dict[str, Callable[[Request], Data]] = {
    "check": slopes,
    "exact": fractions,
    "jacobian": jacobian,
    "paths": ways,
    "sweep": one_sweep,
}


def answer(kind: str, request: Request) -> Data:
    """The answer to a question with the question itself, or why there is none with these numbers.

    Raises `KeyError` for a kind that there is not, and for a question without one of its parts.
    """
    about: Data = {"question": dict(request.panel)}
    try:
        return about | finite(KINDS[kind](request))
    except EngineError as error:
        return about | {"error": str(error)}
