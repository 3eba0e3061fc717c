"""Derive the gradient of a formula that the student may change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.text import text
from app.views.panels.lines import lines
from app.views.panels.reading import reading_of, refused_of
from app.views.panels.request import Data, Request, Writer
from app.views.plain import json_ready
from app.work.errors import TooBusy, WorkError
from app.work.numbers import KEPT
from app.workers.task import result_of
from engine.calculus.derive.derivation import Derivation
from engine.calculus.derive.formula import derive
from engine.calculus.derive.index_form import IndexForm
from engine.core.box import Box, Frac, Letter, NameBox, Row, Sign
from engine.core.errors import DeriveError
from engine.core.expr import Dim
from engine.core.ops.shapes import dims
from engine.core.render import boxes, source

Shapes = Mapping[str, tuple[Dim, ...]]
PER_LETTER = 3e-3
"""Seconds, as measured with 1,200 drawn formulas: of up to 33 letters none took more than 0.1."""


def formula(request: Request) -> Data:
    """Derive the typed formula of a stop, by the name and with the shapes of its panel."""
    panel = request.panel
    typed = panel["formula"] if request.typed is None else request.typed
    shapes = {name: tuple(shape) for name, shape in panel.get("shapes", {}).items()}
    return {"original": panel["formula"], **derived(typed, panel["wrt"], shapes, request.writer)}


def derived(typed: str, wrt: str, shapes: Shapes, writer: Writer) -> Data:
    """Derive a formula line by line; an error names the column. What takes long a worker does."""
    task = Derived(typed, wrt, tuple(shapes.items()), writer.lang, tuple(writer.notation.items()))
    try:
        data: Data = KEPT.of(task, "derived", lambda: result_of(task), size_of)
    except TooBusy:
        raise
    except WorkError as error:
        refused = {"text": error.sentence(writer.lang), "column": None, "lang": writer.lang}
        return {"formula": typed, "wrt": wrt, "refused": refused}
    return data


def size_of(data: Data) -> int:
    """Estimate how many bytes are held by plain data: about three for each letter of its text."""
    return 3 * len(json.dumps(data))


@dataclass(frozen=True)
class Derived:
    """The derivation of a formula as it is shown, as a task."""

    typed: str
    wrt: str
    shapes: tuple[tuple[str, tuple[Dim, ...]], ...]
    lang: str
    notation: tuple[tuple[str, Box], ...]

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return PER_LETTER * len(self.typed)

    def compute(self) -> Data:
        """Derive it, or say where it cannot be."""
        writer = Writer(self.lang, dict(self.notation))
        about: Data = {"formula": self.typed, "wrt": self.wrt}
        try:
            derivation = derive(self.typed, self.wrt, dict(self.shapes))
        except DeriveError as error:
            return about | {"refused": refused_of(error, self.lang)}
        shown: Data = json_ready(about | _shown(derivation, self, writer))
        return shown


def _shown(derivation: Derivation, task: Derived, writer: Writer) -> Data:
    """The lines of a derivation, and what it comes to."""
    values, jacobian, reading = derivation.values, derivation.jacobian, derivation.reading
    assert reading is not None
    slope = Frac(Row((Sign("∂"), Letter("f"))), Row((Sign("∂"), Letter(derivation.wrt))))
    gradient = Row((slope, Sign("="), boxes(derivation.gradient)))
    return {
        "lines": lines(writer, derivation),
        "result": writer.math(jacobian.box if jacobian else gradient),
        "code": "" if jacobian else source(derivation.gradient),
        "jacobian": _jacobian(writer, derivation, jacobian) if jacobian else None,
        "agrees": derivation.check.agrees,
        **reading_of(reading, task.typed, writer.lang),
        "shapes": {name: list(values[name].shape) for name, _ in task.shapes if name in values},
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
