"""Say why there is no answer about some numbers, in the language of the page."""

from __future__ import annotations

from app.text import text
from engine.core.errors import BindError, EngineError, LimitError


def refusal(error: EngineError, lang: str) -> str:
    """Say in one sentence that a value is not there, that it is too much, or that it cannot be."""
    if isinstance(error, BindError):
        return text("explain.not_of", lang, name=error.name)
    return text("explain.too_much" if isinstance(error, LimitError) else "explain.cannot_be", lang)
