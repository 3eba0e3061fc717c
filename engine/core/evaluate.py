"""Evaluate an expression: the one walk that computes it, given what to do at a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from engine.core.expr import Apply, Cell, Delta, Expr, Index, Sum

T = TypeVar("T")


def evaluate(
    expr: Expr,
    leaf: Callable[[Expr], T],
    apply: Callable[[str, Sequence[T]], T],
    total: Callable[[Sequence[T]], T],
    indices: Mapping[str, int] | None = None,
) -> T:
    """Evaluate an expression from its leaves up.

    `leaf` gives the value of a name, number, size, cell or delta, `apply` that of an operation on
    the values of its arguments, and `total` that of a sum from the values of its terms. `indices`
    are the numbers of the indices that are bound already; a leaf comes with its indices bound.
    """
    bound = indices or {}
    match expr:
        case Apply(op, args):
            return apply(op, [evaluate(arg, leaf, apply, total, bound) for arg in args])
        case Sum(index, int(dim), body):
            terms = [{**bound, index: k} for k in range(dim)]
            return total([evaluate(body, leaf, apply, total, at) for at in terms])
        case Cell(name, row, col):
            return leaf(Cell(name, _bound(row, bound), _bound(col, bound)))
        case Delta(row, col):
            return leaf(Delta(_bound(row, bound), _bound(col, bound)))
    return leaf(expr)


def _bound(index: Index, indices: Mapping[str, int]) -> Index:
    return indices.get(index, index) if isinstance(index, str) else index


def no_sums(_terms: Sequence[Any]) -> Any:
    """Refuse a sum over an index, in an expression of whole matrices.

    Raises `TypeError`.
    """
    raise TypeError("a sum over an index belongs to an entry, not to a matrix")
