"""Collect the words of the player."""

from __future__ import annotations

from app.text import section
from app.views.see.data import pictures_text


def words(lang: str) -> dict[str, str]:
    """Collect the words of the player."""
    return section("player", lang) | pictures_text(lang)
