"""What a mistake is called, and the sentence about it, from the catalogue of texts."""

from __future__ import annotations

from engine.core.words import text
from engine.teach.mistakes.slip import Slip


def name_of(mistake: str, lang: str = "en") -> str:
    """What a mistake is called: `Summed, not averaged`."""
    return text(f"mistake.{mistake}.name", lang)


def sentence_of(slip: Slip, lang: str = "en") -> str:
    """What went wrong, with the names of the values in it."""
    return text(f"mistake.{slip.mistake}.text", lang, *slip.about)
