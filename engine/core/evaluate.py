"""Evaluate an expression of any kind of value: the caller says what to do at each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from engine.core.expr import Apply, Cell, Delta, Expr, Name, Number, Size, Sum
from engine.core.rewrite import bind_indices

T = TypeVar("T")


def no_sums(_terms: list[Any]) -> Any:
    """Raise `TypeError`: an expression of whole matrices has no sum over an index."""
    raise TypeError("a sum over an index belongs to an entry, not to a matrix")


def evaluate(
    expr: Expr,
    leaf: Callable[[Expr], T],
    apply: Callable[[str, list[T]], T],
    total: Callable[[list[T]], T] = no_sums,
    indices: Mapping[str, int] | None = None,
) -> T:
    """Evaluate an expression from its leaves up.

    - `leaf`: gives the value of a name, number, size, cell or delta; its indices are numbers
    - `apply`: gives the value of an operation, from its name and the values of its arguments
    - `total`: gives the value of a sum, from the values of its terms
    - `indices`: the number of each index that no sum runs over

    >>> from engine.core.expr import Cell
    >>> entry = Sum("k", 3, Cell("A", 0, "k"))
    >>> evaluate(entry, lambda cell: {0: 5, 1: 7, 2: 9}[cell.col], lambda *_: 0, sum)
    21
    """
    if isinstance(expr, Apply):
        values = [evaluate(arg, leaf, apply, total, indices) for arg in expr.args]
        return apply(expr.op, values)
    if isinstance(expr, Sum):
        each = [{**(indices or {}), expr.index: k} for k in range(int(expr.dim))]
        return total([evaluate(expr.body, leaf, apply, total, bound) for bound in each])
    return leaf(bind_indices(expr, indices) if indices else expr)


def leaf_value(values: Mapping[str, Any], leaf: Expr) -> Any:
    """Look up the value of a leaf: a name, a cell, a number, a size or a delta.

    Raises `TypeError` for a size that is still the name of a dimension.
    """
    match leaf:
        case Name(name):
            return values[name]
        case Cell(name, row, col):
            return values[name][row, col]
        case Number(number) | Size(int(number)):
            return number
        case Delta(row, col):
            return int(row == col)
    raise TypeError(f"{leaf!r} has no value of its own")
