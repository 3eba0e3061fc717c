"""A formula that the student may change, and its gradient, line by line."""

from __future__ import annotations

from app.views.panels.asked import Asked, Data
from app.views.panels.lines import lines
from engine.calculus.derive.formula import derive
from engine.core.box import Frac, Letter, Row, Sign
from engine.core.errors import DeriveError
from engine.core.render import boxes


def formula(asked: Asked) -> Data:
    """The derivation of what is typed; an error says at which column."""
    panel = asked.panel
    text, wrt = panel["formula"] if asked.typed is None else asked.typed, panel["wrt"]
    shapes = {name: tuple(shape) for name, shape in panel.get("shapes", {}).items()}
    about: Data = {"formula": text, "original": panel["formula"], "wrt": wrt}
    try:
        found = derive(text, wrt, shapes)
    except DeriveError as error:
        return about | {"refused": {"text": error.why, "column": error.column}}
    slope = Frac(Row((Sign("∂"), Letter("f"))), Row((Sign("∂"), Letter(wrt))))
    return about | {
        "lines": lines(asked, found),
        "result": asked.math(Row((slope, Sign("="), boxes(found.gradient)))),
        "agrees": found.check.agrees,
        "shapes": {name: list(found.values[name].shape) for name in shapes if name in found.values},
    }
