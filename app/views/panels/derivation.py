"""Derive a gradient of the scene from its equations, by differentials."""

from __future__ import annotations

from app.views.panels.lines import lines
from app.views.panels.request import Data, Request
from engine.calculus.derive.equation import derive_equation
from engine.core.box import NameBox, Row, Sign
from engine.core.naming import grad
from engine.core.program import Program
from engine.core.render import boxes


def derivation(request: Request) -> Data:
    """Derive a gradient line by line from the differential, and check it by central differences."""
    name = request.panel["of"]
    program = request.trace.program
    wrt = program.by_name[name].of or name.removeprefix("grad")
    derived = derive_equation(request.trace, start(program, wrt), wrt)
    return {
        "name": name,
        "lines": lines(request.writer, derived),
        "result": request.math(Row((NameBox(name), Sign("="), boxes(derived.gradient)))),
        "average": derived.recorded.average if derived.recorded else None,
        "error": None,
        "agrees": derived.check.agrees,
    }


def start(program: Program, wrt: str) -> str:
    """Find where the derivation of a gradient begins: at the step that reads the value.

    Where several steps read it, or that step has no gradient, it begins at the loss.
    """
    readers = [equation.name for equation in program.forward_readers(wrt)]
    known = program.gradient_of.keys() | {n for n in readers if grad(n) in program.shapes}
    if program.losses and not (len(readers) == 1 and readers[0] in known):
        return program.losses[-1]
    return readers[0]
