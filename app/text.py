"""Text for people, in every language, from one catalogue: `assets/text.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter

CATALOGUE = Path(__file__).resolve().parent.parent / "assets" / "text.toml"
LANGUAGES = {"en": "English", "zh": "中文"}

Piece = str | dict[str, str]
"""A stretch of a sentence: text, or `{"name": "Y1"}` for a value of the program."""


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every text by its dotted key, in every language."""
    with CATALOGUE.open("rb") as file:
        return dict(_flat(tomllib.load(file), ""))


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            said = {lang: value[lang] for lang in LANGUAGES if lang in value}
            if said:
                yield prefix + key, said
            yield from _flat(value, f"{prefix}{key}.")


def text(key: str, lang: str, **values: object) -> str:
    """The text of a key in a language, with `{placeholders}` filled in."""
    return catalogue()[key][lang].format(**values)


def template(key: str, lang: str) -> str:
    """The text of a key in a language, placeholders left open; empty where there is none."""
    return catalogue().get(key, {}).get(lang, "")


def section(prefix: str, lang: str) -> dict[str, str]:
    """The texts whose keys begin with `prefix.`, by the rest of the key, placeholders left open."""
    start = f"{prefix}."
    return {
        key.removeprefix(start): value[lang]
        for key, value in catalogue().items()
        if key.startswith(start)
    }


def pieces(template: str, names: tuple[str, ...], **values: object) -> list[Piece]:
    """A sentence in pieces: `{0}` and `{1}` become the names, other placeholders the values."""
    found: list[Piece] = []
    for literal, field, _, _ in Formatter().parse(template):
        if literal:
            found.append(literal)
        if field is not None:
            number = field.isdigit()
            found.append({"name": names[int(field)]} if number else str(values[field]))
    return found


def named(template: str) -> list[Piece]:
    """A paragraph in pieces: `{Y1}` becomes the value of this name."""
    found: list[Piece] = []
    for literal, field, _, _ in Formatter().parse(template):
        found += [literal] if literal else []
        found += [{"name": field}] if field is not None else []
    return found


def spoken(sentence: list[Piece]) -> str:
    """A sentence in pieces as plain text."""
    return "".join(piece if isinstance(piece, str) else piece["name"] for piece in sentence)
