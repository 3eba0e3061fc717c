"""Sentences about values, in pieces, and mistakes by their names."""

from __future__ import annotations

from typing import Any

from app.text import Piece, pieces, template, text
from engine.box import Box
from engine.lessons import Lesson
from engine.mistakes import Slip
from engine.printing.mathml import block
from engine.printing.names import AS_NAMED, Notation

Data = dict[str, Any]


def notation(lesson: Lesson | None) -> Notation:
    """How names are written."""
    return lesson.notation if lesson else AS_NAMED


def math(box: Box, lesson: Lesson | None) -> str:
    """A box as a line of MathML."""
    return block(box, notation(lesson))


def about(key: str, lang: str, *names: str, **values: Any) -> list[Piece]:
    """A sentence of the practice in pieces."""
    return pieces(template(f"practise.{key}", lang), names, **values)


def mistake(slip: Slip, lang: str) -> Data:
    """What a mistake is called, and a sentence about it."""
    return {
        "name": text(f"mistake.{slip.mistake}.name", lang),
        "text": pieces(template(f"mistake.{slip.mistake}.text", lang), slip.about),
    }
