"""Which Jacobians a step is about, and how large each is. None of them is built for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import EngineError
from engine.gradcheck.which import through
from engine.jacobian import size
from engine.program import Equation, Phase, Program

Data = dict[str, Any]
AHEAD = (Phase.FORWARD, Phase.LOSS)


def jacobians(program: Program, equation: Equation, sizes: Mapping[str, int]) -> list[Data]:
    """The sizes of the Jacobians by which the gradient flows at a step.

    A gradient comes back through the steps that read its value; a forward step has one Jacobian
    for each of the values that it reads.
    """
    return [
        {"step": step, "input": to, "size": measured}
        for step, to in _pairs(program, equation)
        if (measured := _size(program, step, to, sizes))
    ]


def _pairs(program: Program, equation: Equation) -> Iterator[tuple[str, str]]:
    if equation.phase in AHEAD:
        yield from ((equation.name, to) for to in equation.reads)
    elif equation.phase is Phase.BACKWARD and equation.of:
        of, ways = equation.of, through(program, equation)
        for reader in program.equations:
            if reader.phase in AHEAD and of in reader.reads and (not ways or reader.name in ways):
                yield reader.name, of


def _size(program: Program, step: str, to: str, sizes: Mapping[str, int]) -> list[int] | None:
    """Rows, columns, and entries that may differ from zero; None where nothing flows back."""
    try:
        found = size(program, step, to, sizes)
    except EngineError:
        return None
    return [found.rows, found.columns, found.nonzero] if found.nonzero else None
