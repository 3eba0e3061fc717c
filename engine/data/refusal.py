"""Refuse a table that cannot be read, in every language: its words stand in `[table.…]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.errors import DataError
from engine.core.words import text

LONGEST = 60
"""So many characters of what stands in a table are repeated."""


@dataclass(frozen=True)
class Words:
    """A text of the catalogue that is a fact of another one."""

    key: str


def refusal(place: str, key: str, **facts: object) -> DataError:
    """Make the error whose sentence is `[table.KEY]`, at a place, filled in with the facts."""
    return DataError(*_said(place, key, "en", facts), place, key, facts)


def sentence(error: DataError, lang: str) -> str:
    """Say an error in a language, where the catalogue has its sentence; else in English."""
    if not error.key:
        return str(error)
    where, why = _said(error.place, error.key, lang, error.facts)
    return text("refusal.at", lang, path=where, said=why)


def _said(place: str, key: str, lang: str, facts: Mapping[str, object]) -> tuple[str, str]:
    said = {name: _in_words(fact, lang) for name, fact in facts.items()}
    return text(f"table.place.{place}", lang, **said), text(f"table.{key}", lang, **said)


def _in_words(fact: object, lang: str) -> object:
    if isinstance(fact, Words):
        return text(fact.key, lang)
    if isinstance(fact, str) and len(fact) > LONGEST:
        return f"{fact[:LONGEST]}…"
    return fact
