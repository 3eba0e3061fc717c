"""What a known mistake is: where it can be made, and what it makes of an equation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine.core.errors import ShapeError
from engine.core.expr import Expr, Shape
from engine.core.infer import shape_of
from engine.core.program import Equation, Phase, Role
from engine.teach.mistakes.links import Links
from engine.teach.mistakes.rewriting import Made

FORWARD, LOSS, BACKWARD, UPDATE = Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, Phase.UPDATE


@dataclass(frozen=True, eq=False)
class Step:
    """An equation in its program, as a mistake looks at it; `shapes` may be those of a trace."""

    equation: Equation
    links: Links
    shapes: Mapping[str, Shape]

    @property
    def expr(self) -> Expr:
        """The right-hand side, without a mistake."""
        return self.equation.expr

    @property
    def of(self) -> str:
        """The value that a gradient or an update belongs to; empty where none."""
        return self.equation.of or ""

    def shape(self, expr: Expr) -> Shape | None:
        """The shape of an expression, None where shapes do not fit."""
        try:
            return shape_of(expr, self.shapes)
        except ShapeError:
            return None

    def is_of_parameter(self) -> bool:
        """Whether it is the gradient, or the update, of a parameter."""
        return self.links.roles.get(self.of) is Role.PARAMETER

    def reads_role(self, role: Role) -> bool:
        """Whether it reads an input of a role."""
        return any(self.links.roles.get(name) is role for name in self.equation.reads)


@dataclass(frozen=True)
class Mistake:
    """A known mistake.

    `make` gives every way in which it can be made in a step: the wrong right-hand side, and the
    names that the sentence about it speaks of, after the step itself.
    """

    key: str
    phases: tuple[Phase, ...]
    make: Callable[[Step], Iterator[Made]]
