"""Which Jacobians a step is about, and how large each is. None of them is built for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from engine.calculus.jacobian import reached
from engine.check.gradcheck.which import through
from engine.core.errors import EngineError
from engine.core.program import Equation, Program

Data = dict[str, Any]


def jacobians(program: Program, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, list[Data]]:
    """Rows and columns of the Jacobians by which the gradient flows at each step.

    A gradient comes back through the steps that read its value; a forward step has one Jacobian
    for each of the values that it reads and that something flows back to.
    """
    flows = {equation.name: _reached(program, equation.name) for equation in program.forward_pass}
    return {
        equation.name: [
            {"step": step, "input": to, "size": [prod(shapes[step]), prod(shapes[to])]}
            for step, to in _pairs(program, equation)
            if to in flows[step]
        ]
        for equation in program.equations
    }


def _pairs(program: Program, equation: Equation) -> Iterator[tuple[str, str]]:
    if equation in program.forward_pass:
        yield from ((equation.name, to) for to in equation.reads)
    elif equation in program.gradients and equation.of:
        of, ways = equation.of, through(program, equation)
        for reader in program.forward_readers(of):
            if not ways or reader.name in ways:
                yield reader.name, of


def _reached(program: Program, step: str) -> frozenset[str]:
    try:
        return reached(program, step)
    except EngineError:
        return frozenset()
