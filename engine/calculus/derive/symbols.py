"""What a derivation is about, and the differentials that get a name on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.core.expr import Expr, Name, Shape, names
from engine.core.infer import shape_of
from engine.core.render import source


@dataclass
class Setting:
    """The names of a derivation.

    - `wrt`: the name that everything is derived with respect to
    - `shapes`: of every name, those of differentials too
    - `definitions`: what other names stand for, in the order they are computed
    - `gradients`: the names of the gradients of those names
    - `differentials`: what `dX`, `d(X @ b)`, ... are the differentials of
    - `taken`: the names that differentials do not get
    - `developed`: what a differential is by the rule of its outermost operation, and what a
      gradient that gets its name is
    """

    wrt: str
    shapes: dict[str, Shape]
    definitions: Mapping[str, Expr] = field(default_factory=dict)
    gradients: Mapping[str, str] = field(default_factory=dict)
    differentials: dict[str, Expr] = field(default_factory=dict)
    developed: dict[str, Expr] = field(default_factory=dict)
    changing: set[str] = field(init=False)
    taken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = frozenset(self.shapes)
        self.changing = {self.wrt}
        for name, expr in self.definitions.items():
            if self.changes(expr):
                self.changing.add(name)

    def changes(self, expr: Expr) -> bool:
        """Whether an expression depends on what is derived by."""
        return not self.changing.isdisjoint(names(expr))

    def d(self, expr: Expr) -> Name:
        """The differential of an expression: `dX`, or `d(X @ b)`.

        It is `d(z1)` where `dz1` is a gradient, as in a network of columns.
        """
        written = source(expr)
        short = isinstance(expr, Name) and f"d{written}" not in self.taken
        name = f"d{written}" if short else f"d({written})"
        self.differentials[name] = expr
        self.shapes[name] = shape_of(expr, self.shapes)
        return Name(name)
