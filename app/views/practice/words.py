"""Sentences and mistakes in the language and the names of a reader."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.text import Piece, pieces, template, text
from app.views.see.naming import naming
from app.work.writing import AS_WRITTEN, Writing
from engine.core.program import Program
from engine.printing.names import AS_NAMED, Notation
from engine.teach.lessons.lesson import Lesson
from engine.teach.mistakes.cause import Cause

Data = dict[str, Any]


class Reader(NamedTuple):
    """A reader: the language, the lesson that is open, the names that are chosen."""

    lang: str
    lesson: Lesson | None = None
    writing: Writing = AS_WRITTEN

    def symbols(self, program: Program) -> Notation:
        """Find how the values of a program are written in a formula."""
        own = self.lesson.notation if self.lesson else AS_NAMED
        return naming(program, self.writing, own).symbols

    def text(self, key: str, **values: Any) -> str:
        """Look up a text about practising."""
        return text(f"practise.{key}", self.lang, **values)

    def about(self, key: str, *names: str, **values: Any) -> list[Piece]:
        """Write a sentence about practising, in pieces."""
        return pieces(template(f"practise.{key}", self.lang), names, **values)

    def mistake(self, slip: Cause) -> Data:
        """Write the name of a mistake, and a sentence about it."""
        return {
            "name": text(f"mistake.{slip.mistake}.name", self.lang),
            "text": pieces(
                template(f"mistake.{slip.mistake}.text", self.lang), slip.about, number=slip.number
            ),
        }
