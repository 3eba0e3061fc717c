"""What a row of the table of operations is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, partial
from typing import Generic, TypeVar

from engine.core.box import Box
from engine.core.expr import Apply, Cell, Expr, Index, Name, Number, Shape, walk
from engine.core.immutable import immutable

T = TypeVar("T")
Pullback = Callable[[Expr, tuple[Expr, ...], Expr], tuple[Expr | None, ...]]
"""`(g, args, out)` -> the gradient of each argument, broadcasting not yet undone; None for none."""


class Binds(IntEnum):
    """How tightly a written expression holds together, from a loose sum to a single symbol.

    An argument that holds less tightly than its place demands gets brackets.

    In mathematics a matrix product holds tighter than `⊙`: `W δ ⊙ s` is `(W δ) ⊙ s`. NumPy's
    `*` and `@` hold alike, as products.
    """

    ANY = 0
    SUM = 1
    ENTRYWISE = 2
    PRODUCT = 3
    SIGNED = 4
    POWER = 5
    ATOM = 6


@immutable
class Form(Generic[T]):
    """How an operation is written.

    - `build`: from the written arguments to the whole
    - `binds`: how tightly the whole holds together
    - `takes`: how tightly each argument has to hold together to need no brackets
    - `opens`: whether a reader takes the factors behind it for part of it, as behind `∑` and `log`
    """

    build: Callable[..., T]
    binds: int = Binds.ATOM
    takes: tuple[int, ...] = (Binds.ANY,)
    opens: bool = False


@immutable
class At:
    """A position in the result of an operation, for a rule that writes the entry there.

    - `args`: from a position to the entry of an argument there, as an expression
    - `shapes`: the shapes of the arguments
    - `row`, `col`: the position in the result
    - `fresh`: names of indices that nothing else uses
    """

    args: tuple[Callable[[Index, Index], Expr], ...]
    shapes: tuple[Shape, ...]
    row: Index
    col: Index
    fresh: Iterator[str]


@dataclass(frozen=True, eq=False)
class Op:
    """One row of the table. Calling it builds an expression: `relu(Name("Y1lin"))`.

    - `source`: the NumPy expression that computes it
    - `written`: the same in mathematics
    - `shape`: the shapes of the arguments -> the shape of the result, or a `ShapeError`
      whose text names the arguments as `{0}`, `{1}`
    - `entry`: one entry of the result as an expression of entries of the arguments
    - `vjp`: from the gradient of the result to the gradients of the arguments
    - `helper`: the function of `engine.core.numerics` that `source` calls, if it calls one
    - `torch`, `jax`: the same expression for these libraries, where it is not that of NumPy with
      their names in it
    - `typed`: its name as a function in a formula that a person types; empty where it is none
    - `differential`: the rule that differentiates it, as `[rule.…]` of the texts calls it, such as
      `product`; empty where it is a function like any other
    - `under_trace`: the rule that moves it over to the gradient, `tr(Gᵀ f(dX)) = tr(f*(G)ᵀ dX)`
    """

    name: str
    source: Form[str]
    written: Form[Box]
    vjp: Pullback
    shape: Callable[..., Shape]
    entry: Callable[[At], Expr]
    helper: Callable[..., object] | None = None
    torch: Form[str] | None = None
    jax: Form[str] | None = None
    typed: str = ""
    differential: str = ""
    under_trace: str = "linearity"

    @cached_property
    def is_step(self) -> bool:
        """Whether nothing flows back through it, though its value depends on its argument."""
        gradients = self.vjp(Number(1), self._names, Name("y"))
        return not any(gradients) and any(self._cells())

    @cached_property
    def is_entrywise(self) -> bool:
        """Whether an entry is computed from the entries at its own place alone; softmax is not."""
        return all((cell.row, cell.col) == (0, 1) for cell in self._cells())

    @cached_property
    def linear_in(self) -> tuple[int, ...]:
        """The arguments in which it is linear: their gradient reads all others, and no result.

        `a / b` in `a`; a sum in none of its terms, for `2a + b` is not `2 (a + b)`.
        """
        gradients = self.vjp(Number(1), self._names, Name("y"))
        others = (set(self._names) - {name} for name in self._names)
        read = ({n for n in walk(g) if isinstance(n, Name)} if g else None for g in gradients)
        return tuple(k for k, (a, b) in enumerate(zip(others, read, strict=True)) if a == b)

    @property
    def _names(self) -> tuple[Name, ...]:
        return tuple(Name(f"x{k}") for k in range(len(self.source.takes)))

    def _cells(self) -> Iterator[Cell]:
        """The entries of 2x2 matrices that the entry 0, 1 of the result is computed from."""
        args = tuple(partial(Cell, name.name) for name in self._names)
        entry = self.entry(At(args, ((2, 2),) * len(args), 0, 1, iter("klm")))
        return (part for part in walk(entry) if isinstance(part, Cell))

    def __call__(self, *args: Expr) -> Expr:
        """Apply this operation to expressions."""
        return Apply(self.name, args)


OPS: dict[str, Op] = {}
"""The table: every operation by name."""
