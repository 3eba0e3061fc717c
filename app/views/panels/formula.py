"""Derive the gradient of a formula that the student may change."""

from __future__ import annotations

from app.views.panels.lines import lines
from app.views.panels.request import Data, Request
from engine.calculus.derive.formula import derive
from engine.core.box import Frac, Letter, Row, Sign
from engine.core.errors import DeriveError
from engine.core.render import boxes


def formula(request: Request) -> Data:
    """Derive the typed formula line by line; an error names the column."""
    panel = request.panel
    text, wrt = panel["formula"] if request.typed is None else request.typed, panel["wrt"]
    shapes = {name: tuple(shape) for name, shape in panel.get("shapes", {}).items()}
    about: Data = {"formula": text, "original": panel["formula"], "wrt": wrt}
    try:
        derivation = derive(text, wrt, shapes)
    except DeriveError as error:
        return about | {"refused": {"text": error.why, "column": error.column}}
    values = derivation.values
    slope = Frac(Row((Sign("∂"), Letter("f"))), Row((Sign("∂"), Letter(wrt))))
    return about | {
        "lines": lines(request, derivation),
        "result": request.math(Row((slope, Sign("="), boxes(derivation.gradient)))),
        "agrees": derivation.check.agrees,
        "shapes": {name: list(values[name].shape) for name in shapes if name in values},
    }
