"""Say how a typed formula was read: in plain notation, with what was guessed."""

from __future__ import annotations

from collections.abc import Mapping

from app.text import text
from app.views.panels.request import Data
from engine.calculus.derive.typed.declarations import (
    COLUMN,
    MATRIX,
    NUMBER,
    ROW,
    split_declarations,
)
from engine.calculus.derive.typed.reading import Reading
from engine.core.errors import DeriveError
from engine.core.expr import Shape

KINDS = (NUMBER, COLUMN, ROW, MATRIX)


def reading_of(reading: Reading, typed: str, lang: str) -> Data:
    """Tell how the formula was read, the notes on it, and the shapes that may be changed."""
    formula, in_text = split_declarations(typed)
    plain = reading.spelled
    return {
        "read": "" if plain.replace(" ", "") == formula.replace(" ", "") else plain,
        "notes": [_note(note.key, note.column, lang) for note in reading.notes],
        "guessed": [
            _guessed(name, reading.shapes[name], formula, in_text, lang)
            for name in (*reading.guessed, *(name for name in in_text if name in reading.shapes))
        ],
    }


def refused_of(error: DeriveError, lang: str) -> Data:
    """Say why a formula cannot be derived, in the language of the page, and at which column."""
    sentence = text(f"formula.{error.key}", lang, **error.facts) if error.key else error.why
    return {"text": sentence, "column": error.column, "lang": lang if error.key else "en"}


def _note(key: str, column: int, lang: str) -> Data:
    return {"text": text(f"formula.note.{key}", lang), "column": column}


def _guessed(
    name: str, shape: Shape, formula: str, declared: Mapping[str, Shape], lang: str
) -> Data:
    """Write a name with its shape, and for each kind of shape the formula that declares it."""
    options = [
        {
            "text": text(f"formula.kind.{kind}", lang),
            "formula": f"{formula.rstrip()} ; {_declarations(declared, name, kind)}",
            "chosen": kind == kind_of(shape),
        }
        for kind in KINDS
    ]
    return {"name": name, "shape": "×".join(map(str, shape)), "options": options}


def _declarations(declared: Mapping[str, Shape], name: str, kind: str) -> str:
    kinds = {other: kind_of(shape) for other, shape in declared.items()} | {name: kind}
    return ", ".join(f"{other}: {word}" for other, word in kinds.items())


def kind_of(shape: Shape) -> str:
    """Name the kind of a shape: a number, a column, a row or a matrix."""
    if not shape:
        return NUMBER
    return COLUMN if shape[1] == 1 else ROW if shape[0] == 1 else MATRIX
