"""Every way to make each known mistake in each step of a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from engine.core.expr import Expr, Shape
from engine.core.program import Equation, Phase, Program
from engine.teach.mistakes.mistake import ProgramStep
from engine.teach.mistakes.table import MISTAKES


@dataclass(frozen=True, slots=True)
class WrongStep:
    """A step with a mistake in it.

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
def wrong_steps(
    program: Program, sizes: tuple[tuple[str, int], ...] = ()
) -> Mapping[str, tuple[WrongStep, ...]]:
    """List the mistakes that can be made in each step of a program, the most specific first.

    `sizes` are those of the named dimensions, where more fits: two matrices that are 3x3 for this
    batch alone. No two wrong forms of a step compute the same expression.
    """
    shapes = program.sized(dict(sizes)) if sizes else program.shapes
    return MappingProxyType({e.name: tuple(_wrong(e, program, shapes)) for e in program.equations})


def _wrong(
    equation: Equation, program: Program, shapes: Mapping[str, Shape]
) -> Iterator[WrongStep]:
    step = ProgramStep(equation, program, shapes)
    if equation.phase is Phase.BACKWARD and not _leads_to_gradient(equation, program):
        return
    seen = {equation.expr}
    for mistake in MISTAKES.values():
        for expr, about in mistake.make(step) if equation.phase in mistake.phases else ():
            shape = None if expr in seen else step.shape(expr)
            seen.add(expr)
            if shape is not None:
                fits = shape == shapes[equation.name]
                yield WrongStep(mistake.key, equation.name, expr, fits, (equation.name, *about))


def _leads_to_gradient(equation: Equation, program: Program) -> bool:
    """Tell whether a step of the way back is a gradient, or a gradient is computed from it."""
    steps = (equation, *program.computed_from(equation.name))
    return any(step.of for step in steps if step.phase is Phase.BACKWARD)
