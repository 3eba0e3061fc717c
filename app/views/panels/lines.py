"""The lines of a derivation, each with the rule that makes it equal to the one before."""

from __future__ import annotations

from app.views.panels.request import Data, Request
from engine.calculus.derive.derivation import Derivation, written
from engine.core.box import Row, Sign


def lines(request: Request, found: Derivation) -> list[Data]:
    """`dL = ...`, line by line; the left side stands in the first one only."""
    first = found.lines[0]
    left = written(first.lhs, found.differentials)
    sides = (Row((Sign("="), written(line.rhs, found.differentials))) for line in found.lines)
    return [
        {
            "math": request.math(Row((left, side)) if line is first else side),
            "rule": line.words(request.lang),
        }
        for line, side in zip(found.lines, sides, strict=True)
    ]
