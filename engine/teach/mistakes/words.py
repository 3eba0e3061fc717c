"""What a mistake is called, and the sentence about it, from the catalogue of texts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.teach.mistakes.slip import Slip

CATALOGUE = Path(__file__).resolve().parents[3] / "assets" / "text.toml"


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    with CATALOGUE.open("rb") as file:
        words: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.load(file)["mistake"]
        return words


def name_of(mistake: str, lang: str = "en") -> str:
    """What a mistake is called: `Summed, not averaged`."""
    return _words()[mistake]["name"][lang]


def sentence_of(slip: Slip, lang: str = "en") -> str:
    """What went wrong, with the names of the values in it."""
    return _words()[slip.mistake]["text"][lang].format(*slip.about)
