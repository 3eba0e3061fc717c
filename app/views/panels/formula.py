"""Derive the gradient of a formula that the student may change."""

from __future__ import annotations

from app.text import text as words
from app.views.panels.lines import lines
from app.views.panels.reading import reading_of, refused_of
from app.views.panels.request import Data, Request
from engine.calculus.derive.derivation import Derivation
from engine.calculus.derive.formula import derive
from engine.calculus.derive.index_form import IndexForm
from engine.core.box import Frac, Letter, NameBox, Row, Sign
from engine.core.errors import DeriveError
from engine.core.ops.shapes import dims
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
        return about | {"refused": refused_of(error, request.lang)}
    values, jacobian = derivation.values, derivation.jacobian
    slope = Frac(Row((Sign("∂"), Letter("f"))), Row((Sign("∂"), Letter(wrt))))
    gradient = Row((slope, Sign("="), boxes(derivation.gradient)))
    assert derivation.reading is not None
    return about | {
        "lines": lines(request, derivation),
        "result": request.math(jacobian.box if jacobian else gradient),
        "jacobian": _jacobian(request, derivation, jacobian) if jacobian else None,
        "agrees": derivation.check.agrees,
        **reading_of(derivation.reading, text, request.lang),
        "shapes": {name: list(values[name].shape) for name in shapes if name in values},
    }


def _jacobian(request: Request, derivation: Derivation, jacobian: IndexForm) -> Data:
    """Tell what the names in a Jacobian stand for, what `G` is, and how to have a gradient."""
    assert derivation.reading is not None
    shape = dims(derivation.reading.shape)
    parts = (Row((NameBox(n), Sign("="), boxes(part))) for n, part in jacobian.parts.items())
    return {
        "parts": [request.math(part) for part in parts],
        "about": words("formula.upstream", request.lang, name=derivation.upstream),
        "note": words("formula.note.jacobian", request.lang, shape=shape),
    }
