"""The symbols of a derivation: values, and the differentials and gradients named on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.core.expr import Expr, Name, Shape, names
from engine.core.infer import shape_of
from engine.core.render import source


@dataclass
class Symbols:
    """What the names of a derivation stand for.

    - `wrt`: the name that everything is derived with respect to
    - `shapes`: of every name, those of differentials too
    - `definitions`: the expressions of computed values, in the order they are computed
    - `gradients`: the names of the gradients of those values
    - `differentials`: what `dX`, `d(X @ b)`, ... are the differentials of
    - `expansions`: what a differential comes to by the rule of its outermost operation, and what
      a gradient comes to
    - `varying`: `wrt` and the values computed from it
    - `taken`: the names that differentials do not get
    """

    wrt: str
    shapes: dict[str, Shape]
    definitions: Mapping[str, Expr] = field(default_factory=dict)
    gradients: Mapping[str, str] = field(default_factory=dict)
    differentials: dict[str, Expr] = field(default_factory=dict)
    expansions: dict[str, Expr] = field(default_factory=dict)
    varying: set[str] = field(init=False)
    taken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = frozenset(self.shapes)
        self.varying = {self.wrt}
        for name, expr in self.definitions.items():
            if self.varies(expr):
                self.varying.add(name)

    def varies(self, expr: Expr) -> bool:
        """Tell whether an expression depends on `wrt`."""
        return not self.varying.isdisjoint(names(expr))

    def d(self, expr: Expr) -> Name:
        """Name the differential of an expression: `dX`, or `d(X @ b)`.

        It is `d(z1)` where `dz1` is a gradient, as in a network of columns.
        """
        written = source(expr)
        short = isinstance(expr, Name) and f"d{written}" not in self.taken
        name = f"d{written}" if short else f"d({written})"
        self.differentials[name] = expr
        self.shapes[name] = shape_of(expr, self.shapes)
        return Name(name)
