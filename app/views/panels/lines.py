"""Write the lines of a derivation, each with its rule."""

from __future__ import annotations

from app.text import optional
from app.views.panels.request import Data, Writer
from engine.calculus.derive.derivation import Derivation, Line, written
from engine.core.box import Row, Sign


def lines(writer: Writer, derivation: Derivation) -> list[Data]:
    """Write `dL = ...` line by line; only the first line has a left side."""
    first, named = derivation.lines[0], derivation.differentials
    left = written(first.lhs, named)
    sides = (Row((Sign("="), written(line.rhs, named))) for line in derivation.lines)
    return [
        {
            "math": writer.math(Row((left, side)) if line is first else side),
            "rule": _said(line, writer.lang),
        }
        for line, side in zip(derivation.lines, sides, strict=True)
    ]


def _said(line: Line, lang: str) -> str:
    """Say the rule of a line: in a sentence where there is one, else by its name."""
    return optional(f"derivation.{line.rule}", lang) or line.words(lang)
