"""Derive the gradient of a formula that the student may change."""

from __future__ import annotations

from collections.abc import Mapping

from app.text import text
from app.views.panels.lines import lines
from app.views.panels.reading import reading_of, refused_of
from app.views.panels.request import Data, Request, Writer
from engine.calculus.derive.derivation import Derivation
from engine.calculus.derive.formula import derive
from engine.calculus.derive.index_form import IndexForm
from engine.core.box import Frac, Letter, NameBox, Row, Sign
from engine.core.errors import DeriveError
from engine.core.expr import Dim
from engine.core.ops.shapes import dims
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
        return about | {"refused": refused_of(error, writer.lang)}
    values, jacobian = derivation.values, derivation.jacobian
    slope = Frac(Row((Sign("∂"), Letter("f"))), Row((Sign("∂"), Letter(wrt))))
    gradient = Row((slope, Sign("="), boxes(derivation.gradient)))
    assert derivation.reading is not None
    return about | {
        "lines": lines(writer, derivation),
        "result": writer.math(jacobian.box if jacobian else gradient),
        "code": "" if jacobian else source(derivation.gradient),
        "jacobian": _jacobian(writer, derivation, jacobian) if jacobian else None,
        "agrees": derivation.check.agrees,
        **reading_of(derivation.reading, typed, writer.lang),
        "shapes": {name: list(values[name].shape) for name in shapes if name in values},
    }


def _jacobian(writer: Writer, derivation: Derivation, jacobian: IndexForm) -> Data:
    """Tell what the names in a Jacobian stand for, what `G` is, and how to have a gradient."""
    assert derivation.reading is not None
    shape = dims(derivation.reading.shape)
    parts = (Row((NameBox(n), Sign("="), boxes(part))) for n, part in jacobian.parts.items())
    return {
        "parts": [writer.math(part) for part in parts],
        "about": text("formula.upstream", writer.lang, name=derivation.upstream),
        "note": text("formula.note.jacobian", writer.lang, shape=shape),
    }
