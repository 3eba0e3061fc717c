"""Define a row of the table of operations."""

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
Vjp = Callable[[Expr, tuple[Expr, ...], Expr], tuple[Expr | None, ...]]
"""A vector-Jacobian product: `(g, args, y)` -> the gradient of each argument, None for no gradient.

`g` is the gradient of the result `y`. Where an argument was broadcast, its gradient still has the
shape of the result; `engine.core.differentiate` sums it to the shape of the argument.
"""


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

    - `build`: makes the whole from the written arguments
    - `binds`: how tightly the whole holds together
    - `takes`: how tightly each argument has to hold together to need no brackets
    - `opens`: whether a factor after it would be read as inside it, as after `∑ a` and `log a`
    - `leads`: whether its first argument is written first, so that a minus before it needs no
      brackets: `-½ A`
    """

    build: Callable[..., T]
    binds: int = Binds.ATOM
    takes: tuple[int, ...] = (Binds.ANY,)
    opens: bool = False
    leads: bool = False


@immutable
class At:
    """A position in the result of an operation; an entry rule writes the entry there.

    - `args`: for each argument a function that gives its entry at a position, as an expression
    - `shapes`: the shapes of the arguments
    - `row`, `col`: the position in the result
    - `fresh`: unused names for the indices of sums
    """

    args: tuple[Callable[[Index, Index], Expr], ...]
    shapes: tuple[Shape, ...]
    row: Index
    col: Index
    fresh: Iterator[str]


@dataclass(frozen=True, eq=False)
class Op:
    """One row of the table. Calling it builds an expression: `relu(Name("Y1lin"))`.

    - `source`: how it is written in NumPy, which is also how it is computed
    - `written`: how it is written in mathematics
    - `shape`: the shapes of the arguments -> the shape of the result, or a `ShapeError`
      whose text names the arguments as `{0}`, `{1}`
    - `entry`: one entry of the result as an expression of entries of the arguments
    - `vjp`: the vector-Jacobian product: the gradients of the arguments from that of the result
    - `helper`: the function of `engine.core.numerics` that `source` calls, if it calls one
    - `torch`, `jax`: how it is written there; None if it is NumPy's line with the library's names
    - `typed`: its name as a function in a formula that a person types; empty if it has none
    - `differential`: the key of the rule that differentiates it, such as `product` for
      `[rule.product]` in `assets/text.toml`; empty for a function that has no rule of its own
    - `under_trace`: the key of the rule that moves it from the differential to the gradient,
      `tr(Gᵀ f(dX)) = tr(f*(G)ᵀ dX)`, where `f*`, the adjoint of the linear `f`, is its `vjp`
    - `jumps`: whether it jumps where its first argument is 0 and has a gradient elsewhere, as the
      derivative of ELU with an alpha other than 1
    """

    name: str
    source: Form[str]
    written: Form[Box]
    vjp: Vjp
    shape: Callable[..., Shape]
    entry: Callable[[At], Expr]
    helper: Callable[..., object] | None = None
    torch: Form[str] | None = None
    jax: Form[str] | None = None
    typed: str = ""
    differential: str = ""
    under_trace: str = "linearity"
    jumps: bool = False

    @cached_property
    def is_step(self) -> bool:
        """Whether it has no gradient although its value depends on its argument, as `x > 0`."""
        gradients = self.vjp(Number(1), self._names, Name("y"))
        return not any(gradients) and any(self._cells())

    @cached_property
    def is_constant(self) -> bool:
        """Whether it reads no entry of its arguments, only their shape, as a matrix of ones."""
        return not any(self._cells())

    @cached_property
    def is_entrywise(self) -> bool:
        """Whether an entry is computed from the arguments' entries at the same position alone."""
        return all((cell.row, cell.col) == (0, 1) for cell in self._cells())

    @cached_property
    def linear_in(self) -> tuple[int, ...]:
        """The arguments whose gradient reads all other arguments, not itself and not the result.

        In these it is linear: `a / b` in `a`, `a b` in both. Not all linear arguments are found:
        `a + b` is linear in both together only, and the gradient of `sum_all(a)` reads `a` itself,
        for its shape.
        """
        gradients = self.vjp(Number(1), self._names, Name("y"))
        others = (set(self._names) - {name} for name in self._names)
        read = ({n for n in walk(g) if isinstance(n, Name)} if g else None for g in gradients)
        return tuple(k for k, (a, b) in enumerate(zip(others, read, strict=True)) if a == b)

    @property
    def _names(self) -> tuple[Name, ...]:
        return tuple(Name(f"x{k}") for k in range(len(self.source.takes)))

    def _cells(self) -> Iterator[Cell]:
        """List the entries that one entry of the result is computed from, for arguments of 2x2.

        It is the entry in row 0 and column 1: a transpose and a diagonal read another position.
        """
        args = tuple(partial(Cell, name.name) for name in self._names)
        entry = self.entry(At(args, ((2, 2),) * len(args), 0, 1, iter("klm")))
        return (part for part in walk(entry) if isinstance(part, Cell))

    def __call__(self, *args: Expr) -> Expr:
        """Apply this operation to expressions."""
        return Apply(self.name, args)


OPS: dict[str, Op] = {}
"""The table: every operation by name."""
