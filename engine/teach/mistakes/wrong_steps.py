"""Slips: every way to make one known mistake in one step of a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from engine.core.expr import Expr, Shape
from engine.core.program import Equation, Phase, Program
from engine.teach.mistakes.links import links
from engine.teach.mistakes.mistake import Step
from engine.teach.mistakes.table import MISTAKES


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in a step.

    - `mistake`: its key in the table; `step`: the name of the equation it sits in
    - `expr`: what is computed instead; `fits`: whether it has the shape of what it replaces
    - `about`: the names that the sentence about it speaks of, `{0}` is the step itself
    """

    mistake: str
    step: str
    expr: Expr
    fits: bool
    about: tuple[str, ...]


@lru_cache(maxsize=64)
def slips(
    program: Program, sizes: tuple[tuple[str, int], ...] = ()
) -> Mapping[str, tuple[Slip, ...]]:
    """Every slip that can be made in a program, by the step, the most specific first.

    `sizes` are those of the named dimensions, where more fits: two matrices that are 3x3 for this
    batch alone. No two slips of a step compute the same expression.
    """
    shapes = _shapes(program, dict(sizes))
    found = {e.name: tuple(_slips(e, program, shapes)) for e in program.equations}
    return MappingProxyType(found)


def _shapes(program: Program, sizes: Mapping[str, int]) -> Mapping[str, Shape]:
    return program.sized(sizes) if sizes else program.shapes


def _slips(equation: Equation, program: Program, shapes: Mapping[str, Shape]) -> Iterator[Slip]:
    step = Step(equation, links(program), shapes)
    if equation.phase is Phase.BACKWARD and not _matters(equation, program):
        return
    seen = {equation.expr}
    for mistake in MISTAKES.values():
        for expr, about in mistake.make(step) if equation.phase in mistake.phases else ():
            shape = None if expr in seen else step.shape(expr)
            seen.add(expr)
            if shape is not None:
                fits = shape == shapes[equation.name]
                yield Slip(mistake.key, equation.name, expr, fits, (equation.name, *about))


def _matters(equation: Equation, program: Program) -> bool:
    """Whether a step of the way back is a gradient, or a gradient is computed from it."""
    return bool(equation.of) or any(
        _matters(other, program)
        for other in program.equations
        if equation.name in other.reads and other.phase is Phase.BACKWARD
    )
