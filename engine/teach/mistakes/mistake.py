"""Define a known mistake: the phases where it can be made, and the wrong equations it makes."""

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
"""The phases in which a mistake can be made; add them with `+`."""

Wrong = tuple[Expr, tuple[str, ...]]
"""A wrong right-hand side, and the names in the sentence about it."""


@dataclass(frozen=True, eq=False)
class ProgramStep:
    """An equation in its program; `shapes` are those of the program, or of a trace."""

    equation: Equation
    program: Program
    shapes: Mapping[str, Shape]

    @property
    def expr(self) -> Expr:
        """The right-hand side without a mistake."""
        return self.equation.expr

    @property
    def of(self) -> str:
        """The value that a gradient or an update belongs to; empty for other steps."""
        return self.equation.of or ""

    @cached_property
    def places(self) -> tuple[tuple[Expr, Change], ...]:
        """Every node of the right-hand side, with a function that replaces only this node."""
        return tuple(places(self.expr))

    def shape(self, expr: Expr) -> Shape | None:
        """Infer the shape of an expression; None if shapes do not fit."""
        try:
            return shape_of(expr, self.shapes)
        except ShapeError:
            return None

    def is_of_parameter(self) -> bool:
        """Tell whether the step is the gradient, or the update, of a parameter."""
        return self.has_role(Name(self.of), Role.PARAMETER)

    def has_role(self, expr: Expr, role: Role) -> bool:
        """Tell whether an expression is the name of an input with this role."""
        return isinstance(expr, Name) and self.program.roles.get(expr.name) is role

    def reads(self, role: Role) -> tuple[str, ...]:
        """List the inputs with this role that the step reads."""
        return tuple(n for n in self.equation.reads if self.has_role(Name(n), role))


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its key, its phases, and what makes the wrong versions of a step.

    `says_why`: whether it says how the numbers come about. A plain factor does not: it is named
    where nothing else explains them, and no learner is asked to find it.
    """

    key: str
    phases: tuple[Phase, ...]
    make: Callable[[ProgramStep], Iterator[Wrong]]
    says_why: bool = True
