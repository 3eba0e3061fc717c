"""Read the name of a mistake, and the sentence about it, from the catalogue of texts."""

from __future__ import annotations

from engine.core.words import text
from engine.teach.mistakes.cause import Cause


def name_of(mistake: str, lang: str = "en") -> str:
    """Name a mistake: `Summed, not averaged`."""
    return text(f"mistake.{mistake}.name", lang)


def sentence_of(wrong: Cause, lang: str = "en") -> str:
    """Say what went wrong, with the names of the values in it."""
    return text(f"mistake.{wrong.mistake}.text", lang, *wrong.about, number=wrong.number)
