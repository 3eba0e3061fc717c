"""Derive the gradient of a formula that the student may change."""

from __future__ import annotations

from collections.abc import Mapping

from app.views.panels.lines import lines
from app.views.panels.request import Data, Request, Writer
from engine.calculus.derive.formula import derive
from engine.core.box import Frac, Letter, Row, Sign
from engine.core.errors import DeriveError
from engine.core.expr import Dim
from engine.core.render import boxes, source

Shapes = Mapping[str, tuple[Dim, ...]]


def formula(request: Request) -> Data:
    """Derive the typed formula of a stop, by the name and with the shapes of its panel."""
    panel = request.panel
    typed = panel["formula"] if request.typed is None else request.typed
    shapes = {name: tuple(shape) for name, shape in panel.get("shapes", {}).items()}
    return {"original": panel["formula"], **derived(typed, panel["wrt"], shapes, request.writer)}


def derived(typed: str, wrt: str, shapes: Shapes, writer: Writer) -> Data:
    """Derive a formula line by line; an error names the column."""
    about: Data = {"formula": typed, "wrt": wrt}
    try:
        derivation = derive(typed, wrt, shapes)
    except DeriveError as error:
        return about | {"refused": {"text": error.why, "column": error.column}}
    values = derivation.values
    slope = Frac(Row((Sign("∂"), Letter("f"))), Row((Sign("∂"), Letter(wrt))))
    return about | {
        "lines": lines(writer, derivation),
        "result": writer.math(Row((slope, Sign("="), boxes(derivation.gradient)))),
        "code": source(derivation.gradient),
        "agrees": derivation.check.agrees,
        "shapes": {name: list(values[name].shape) for name in shapes if name in values},
    }
