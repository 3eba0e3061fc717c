"""Which Jacobians a step is about, and how large each is. None of them is built for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from engine.check.gradcheck.which import through
from engine.core.differentiate import flows_to
from engine.core.program import Equation, Phase, Program

Data = dict[str, Any]
AHEAD = (Phase.FORWARD, Phase.LOSS)


def jacobians(program: Program, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, list[Data]]:
    """Rows and columns of the Jacobians by which the gradient flows at each step.

    A gradient comes back through the steps that read its value; a forward step has one Jacobian
    for each of the values that it reads and that something flows back to.
    """
    ahead = [equation for equation in program.equations if equation.phase in AHEAD]
    flows = {equation.name: set(flows_to(equation.expr)) for equation in ahead}
    return {
        equation.name: [
            {"step": step, "input": to, "size": [prod(shapes[step]), prod(shapes[to])]}
            for step, to in _pairs(program, equation, ahead)
            if to in flows[step]
        ]
        for equation in program.equations
    }


def _pairs(
    program: Program, equation: Equation, ahead: list[Equation]
) -> Iterator[tuple[str, str]]:
    if equation.phase in AHEAD:
        yield from ((equation.name, to) for to in equation.reads)
    elif equation.phase is Phase.BACKWARD and equation.of:
        of, ways = equation.of, through(program, equation)
        for reader in ahead:
            if of in reader.reads and (not ways or reader.name in ways):
                yield reader.name, of
