"""Expressions: small immutable trees over named matrices, `Y1 @ W2 + B2`.

An expression only names its operations. What an operation computes, how it is written and which
shapes it takes is said once, in the table of `engine.core.ops`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.immutable import immutable

Dim = int | str
"""A dimension: a number, or the name of one that the values fix, such as the batch size `n`."""

Shape = tuple[Dim, ...]
"""`()` for a scalar, `(rows, columns)` for a matrix; a row vector is `(1, columns)`."""

Index = int | str
"""A position in a matrix: a number, or the name of an index, such as `i`."""


class Expr:
    """Any expression. Python's operators make larger ones: `+ - * / @`, unary `-` and `.T`."""

    __slots__ = ()

    def __add__(self, other: Expr) -> Expr:
        return Apply("add", (self, other))

    def __sub__(self, other: Expr) -> Expr:
        return Apply("sub", (self, other))

    def __mul__(self, other: Expr) -> Expr:
        return Apply("hadamard", (self, other))

    def __truediv__(self, other: Expr) -> Expr:
        scalar = isinstance(other, Number | Size)
        return Apply("over" if scalar else "div", (self, other))

    def __matmul__(self, other: Expr) -> Expr:
        return Apply("matmul", (self, other))

    def __neg__(self) -> Expr:
        return Apply("neg", (self,))

    @property
    def T(self) -> Expr:
        """The transpose, `(n, m) -> (m, n)`."""
        return Apply("transpose", (self,))


@immutable
class Name(Expr):
    """A named value of the program: `Y1`."""

    name: str


@immutable
class Number(Expr):
    """A constant: `2`, `0.5`."""

    value: float


@immutable
class Size(Expr):
    """A dimension used as a number: the batch size `n` in `sum / n`."""

    dim: Dim


@immutable
class Apply(Expr):
    """An operation of the table, by name, applied to its arguments."""

    op: str
    args: tuple[Expr, ...]


@immutable
class Cell(Expr):
    """One entry of a named matrix, `W2[i, j]`: a leaf of the expressions that explain an entry."""

    name: str
    row: Index
    col: Index


@immutable
class Delta(Expr):
    """Kronecker's delta, `δ_ij`: 1 where the two positions are the same, else 0."""

    row: Index
    col: Index


@immutable
class Sum(Expr):
    """The sum of a scalar expression over an index, `Σ_k body`, with `k` from 0 to `dim - 1`."""

    index: str
    dim: Dim
    body: Expr


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield every node of the tree, the root first, arguments from left to right."""
    yield expr
    if isinstance(expr, Apply):
        for arg in expr.args:
            yield from walk(arg)
    elif isinstance(expr, Sum):
        yield from walk(expr.body)


def names(expr: Expr) -> tuple[str, ...]:
    """List the names that an expression reads, each once, in the order they are written."""
    written = (node.name for node in walk(expr) if isinstance(node, Name | Cell))
    return tuple(dict.fromkeys(written))
