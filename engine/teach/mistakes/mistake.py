"""What a known mistake is: where it can be made, and what it makes of an equation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.core.errors import ShapeError
from engine.core.expr import Expr, Name, Shape
from engine.core.infer import shape_of
from engine.core.program import Equation, Phase, Program, Role
from engine.core.rewrite import Change, places

FORWARD, BACKWARD = (Phase.FORWARD,), (Phase.BACKWARD,)
LOSS, UPDATE = (Phase.LOSS,), (Phase.UPDATE,)
BOTH = FORWARD + BACKWARD
"""Where a mistake can be made; they add up."""

Wrong = tuple[Expr, tuple[str, ...]]
"""A wrong right-hand side, and the names that the sentence about it speaks of."""


@dataclass(frozen=True, eq=False)
class ProgramStep:
    """An equation in its program, as a mistake looks at it; `shapes` may be those of a trace."""

    equation: Equation
    program: Program
    shapes: Mapping[str, Shape]

    @property
    def expr(self) -> Expr:
        """The right-hand side, without a mistake."""
        return self.equation.expr

    @property
    def of(self) -> str:
        """The value that a gradient or an update belongs to; empty where none."""
        return self.equation.of or ""

    @cached_property
    def places(self) -> tuple[tuple[Expr, Change], ...]:
        """Every node of the right-hand side, with a function that puts another in its place."""
        return tuple(places(self.expr))

    def shape(self, expr: Expr) -> Shape | None:
        """Infer the shape of an expression; None where shapes do not fit."""
        try:
            return shape_of(expr, self.shapes)
        except ShapeError:
            return None

    def is_of_parameter(self) -> bool:
        """Tell whether it is the gradient, or the update, of a parameter."""
        return self.has_role(Name(self.of), Role.PARAMETER)

    def has_role(self, expr: Expr, role: Role) -> bool:
        """Tell whether an expression is an input of a role."""
        return isinstance(expr, Name) and self.program.roles.get(expr.name) is role

    def reads(self, role: Role) -> tuple[str, ...]:
        """List the inputs of a role that it reads."""
        return tuple(n for n in self.equation.reads if self.has_role(Name(n), role))


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its key, where it can be made, and every way to make it in a step."""

    key: str
    phases: tuple[Phase, ...]
    make: Callable[[ProgramStep], Iterator[Wrong]]
