"""Texts for people: a section of the catalogue for the browser, and sentences in pieces."""

from __future__ import annotations

from string import Formatter

from engine.core.words import LANGUAGES, catalogue, template, text

__all__ = [
    "LANGUAGES",
    "catalogue",
    "named",
    "optional",
    "pieces",
    "section",
    "spoken",
    "template",
    "text",
]

Piece = str | dict[str, str]
"""A stretch of a sentence: text, or `{"name": "Y1"}` for a value of the program."""


def optional(key: str, lang: str) -> str:
    """Look up the text of a key, with its `{placeholders}`; empty if the key has no text."""
    return template(key, lang) if key in catalogue() else ""


def section(prefix: str, lang: str) -> dict[str, str]:
    """Collect the texts whose keys begin with `prefix.`, by the rest of the key."""
    start = f"{prefix}."
    return {
        key.removeprefix(start): template(key, lang) for key in catalogue() if key.startswith(start)
    }


def pieces(template: str, names: tuple[str, ...], **values: object) -> list[Piece]:
    """Cut a sentence into pieces: `{0}`, `{1}` become the names, other placeholders the values."""
    parts: list[Piece] = []
    for literal, field, _, _ in Formatter().parse(template):
        if literal:
            parts.append(literal)
        if field is not None:
            number = field.isdigit()
            parts.append({"name": names[int(field)]} if number else str(values[field]))
    return parts


def named(template: str) -> list[Piece]:
    """Cut a paragraph into pieces: `{Y1}` becomes the value of this name."""
    parts: list[Piece] = []
    for literal, field, _, _ in Formatter().parse(template):
        parts += [literal] if literal else []
        parts += [{"name": field}] if field is not None else []
    return parts


def spoken(sentence: list[Piece]) -> str:
    """Write a sentence in pieces as plain text."""
    return "".join(piece if isinstance(piece, str) else piece["name"] for piece in sentence)
