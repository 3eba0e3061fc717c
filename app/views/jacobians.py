"""List the Jacobians that belong to each step, with their sizes; none of them is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from engine.check.gradcheck.checked_trace import equations_of_term
from engine.core.differentiate import flows_to
from engine.core.program import Equation, Program

Data = dict[str, Any]


def jacobians(program: Program, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, list[Data]]:
    """List the Jacobians through which the gradient flows at each step, with rows and columns.

    A gradient comes back through the steps that read its value. A forward step has one Jacobian for
    each value that it reads and that a gradient flows back to.
    """
    flows = {e.name: set(flows_to(e.expr)) for e in program.forward_pass}
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
        of, ways = equation.of, equations_of_term(program, equation)
        for reader in program.forward_readers(of):
            if not ways or reader.name in ways:
                yield reader.name, of
