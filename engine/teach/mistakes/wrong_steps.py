"""List every wrong version of every step of a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from engine.core.expr import Apply, Expr, Number, Shape
from engine.core.program import Equation, Phase, Program
from engine.teach.mistakes.mistake import ProgramStep
from engine.teach.mistakes.table import MISTAKES


@dataclass(frozen=True, slots=True)
class WrongStep:
    """A step with a mistake in it.

    - `mistake`: the key of the mistake; `step`: the name of the equation
    - `expr`: the wrong right-hand side; `fits`: whether it has the shape of the right one
    - `about`: the names in the sentence about the mistake; `{0}` is the step itself
    """

    mistake: str
    step: str
    expr: Expr
    fits: bool
    about: tuple[str, ...]

    @property
    def says_why(self) -> bool:
        """Tell whether the mistake says how the numbers come about."""
        return MISTAKES[self.mistake].says_why

    @property
    def number(self) -> str:
        """Write the number that the whole step is multiplied or divided by; empty if none is.

        >>> from engine.core.expr import Name
        >>> from engine.core.ops import scale
        >>> WrongStep("times", "gradW1", scale(Number(3), Name("X")), True, ("gradW1",)).number
        '3'
        """
        match self.expr:
            case Apply("scale", (Number(value), _)) | Apply("over", (_, Number(value))):
                return f"{value:g}"
        return ""


@lru_cache(maxsize=64)
def wrong_steps(
    program: Program, sizes: tuple[tuple[str, int], ...] = ()
) -> Mapping[str, tuple[WrongStep, ...]]:
    """List the mistakes that can be made in each step of a program, the most specific first.

    With the `sizes` of named dimensions more shapes fit: for a batch of 3, `(n, 3)` is square. No
    two wrong versions of a step are the same expression.
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
    """Tell whether a backward step is a gradient, or a gradient is computed from it."""
    steps = (equation, *program.computed_from(equation.name))
    return any(step.of for step in steps if step.phase is Phase.BACKWARD)
