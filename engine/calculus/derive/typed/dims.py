"""Solve for dimensions that are not known yet, by unification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, product

from engine.calculus.derive.typed.refusal import Misfit
from engine.core.expr import Dim, Shape
from engine.core.ops.shapes import dims

LETTERS = "mnpqrstuvw"
UNKNOWN = "?"


@dataclass
class Dims:
    """What is known of the dimensions: an unknown one, `?1`, is solved by a number or another name.

    A dimension that was declared, a number or a name, stands for itself and is never solved.
    """

    solved: dict[str, Dim] = field(default_factory=dict)
    fresh: Iterator[int] = field(default_factory=count)

    def unknown(self) -> str:
        """Make a new dimension of which nothing is known."""
        return f"{UNKNOWN}{next(self.fresh)}"

    def known(self, shape: Shape) -> Shape:
        """Put solved dimensions into a shape."""
        return tuple(self._solution(dim) for dim in shape)

    def _solution(self, dim: Dim) -> Dim:
        while isinstance(dim, str) and dim in self.solved:
            dim = self.solved[dim]
        return dim

    def can_be(self, a: Dim, b: Dim) -> bool:
        """Tell whether two dimensions are, or can be made, the same."""
        a, b = self._solution(a), self._solution(b)
        return a == b or is_unknown(a) or is_unknown(b)

    def same(self, a: Dim, b: Dim) -> bool:
        """Make two dimensions the same; False where they cannot be."""
        a, b = self._solution(a), self._solution(b)
        if not self.can_be(a, b):
            return False
        if a != b:
            unknown, other = (a, b) if is_unknown(a) else (b, a)
            self.solved[str(unknown)] = other
        return True

    def alike(self, a: Shape, b: Shape) -> bool:
        """Make two matrix shapes the same; False, and nothing changed, where they cannot be."""
        before = dict(self.solved)
        if all(self.same(x, y) for x, y in zip(a, b, strict=True)):
            return True
        self.solved = before
        return False

    def broadcast(self, a: Shape, b: Shape) -> Shape:
        """Combine two shapes entry by entry: one may be a row, a column or an entry of the other.

        `(n, m), (1, m) -> (n, m)`; a `Misfit` where neither fits the other.
        """
        if not a or not b or self.alike(a, b):
            return a or b
        result: list[Dim] = []
        for x, y in zip(self.known(a), self.known(b), strict=True):
            if 1 not in (x, y) and not self.same(x, y):
                raise Misfit("two_shapes", first=self.shown(a), second=self.shown(b))
            result.append(y if x == 1 else x)
        return tuple(result)

    def need(self, a: Shape, b: Shape, key: str) -> None:
        """Make two shapes the same, or raise a `Misfit` that tells both."""
        if not self.alike(a, b):
            raise Misfit(key, first=self.shown(a), second=self.shown(b))

    def shown(self, shape: Shape) -> str:
        """Write a shape, `3x?`; what is not known is a question mark."""
        return dims(tuple(UNKNOWN if is_unknown(d) else d for d in self.known(shape)))


def is_unknown(dim: Dim) -> bool:
    """Tell whether a dimension is still to be solved for."""
    return isinstance(dim, str) and dim.startswith(UNKNOWN)


def named(shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """Name the dimensions that nothing decides `m`, `n`, `p`, ..."""
    taken = {dim for shape in shapes.values() for dim in shape}
    free = (letter + tail for tail, letter in product(["", *map(str, range(1, 99))], LETTERS))
    letters = (name for name in free if name not in taken)
    called: dict[Dim, Dim] = {}
    for dim in (dim for shape in shapes.values() for dim in shape):
        if dim not in called:
            called[dim] = next(letters) if is_unknown(dim) else dim
    return {name: tuple(called[dim] for dim in shape) for name, shape in shapes.items()}
