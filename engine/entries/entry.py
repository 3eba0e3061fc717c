"""Turn the equation of a matrix into the equation of one of its entries, and compute it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from engine.core.evaluate import evaluate, leaf_value
from engine.core.expr import Apply, Cell, Expr, Index, Name, Shape
from engine.core.infer import applied_shape
from engine.core.ops import OPS, At
from engine.core.rewrite import at_sizes
from engine.entries.exponential import Scaled, exponential
from engine.running.compiler import function
from engine.running.trace import Trace

INDEX_NAMES = "klmpqrst"
EntryAt = Callable[[Index, Index], Expr]
"""A function from a row and a column to the expression of the entry there."""


def entry(expr: Expr, shapes: Mapping[str, Shape], row: Index = "i", col: Index = "j") -> Expr:
    """Write the entry `[row, col]` of an expression, with entries of the names that it reads.

    >>> from engine.core.render import source
    >>> shapes = {"A": (2, 3), "B": (3, 4)}
    >>> source(entry(Name("A") @ Name("B"), shapes))
    'sum(A[i, k] * B[k, j] for k in range(3))'
    """
    _, entry_at = _entries(expr, shapes, _fresh())
    return entry_at(row, col)


def _fresh() -> Iterator[str]:
    yield from INDEX_NAMES
    yield from (f"k{n}" for n in count(1))


def _entries(
    expr: Expr, shapes: Mapping[str, Shape], fresh: Iterator[str]
) -> tuple[Shape, EntryAt]:
    """Find the shape of an expression, and its entry for any row and column."""
    if isinstance(expr, Name) and shapes[expr.name]:
        return shapes[expr.name], partial(Cell, expr.name)
    if not isinstance(expr, Apply):
        return (), lambda _row, _col: expr
    parts = [_entries(arg, shapes, fresh) for arg in expr.args]
    of_args, args = tuple(shape for shape, _ in parts), tuple(_broadcast(*part) for part in parts)
    rule = OPS[expr.op].entry
    shape = applied_shape(expr, of_args)
    return shape, lambda row, col: rule(At(args, of_args, row, col, fresh))


def _broadcast(shape: Shape, entry_at: EntryAt) -> EntryAt:
    """Take the entry of a single row for every row, and of a single column for every column."""
    if 1 not in shape:
        return entry_at
    one_row, one_col = (dim == 1 for dim in shape)
    return lambda row, col: entry_at(0 if one_row else row, 0 if one_col else col)


def entry_of(trace: Trace, name: str, row: Index = "i", col: Index = "j") -> Expr:
    """Write the entry of a computed value of a trace, with the sizes of that trace.

    `entry_of(trace, "gradW2", 0, 1)` is `(Σ_k Y1[k, 0] * gradY2lin[k, 1]) / 3` for three samples.
    Raises `KeyError` for a name that no equation assigns.
    """
    expr = at_sizes(trace.program.by_name[name].expr, trace.dims)
    return entry(expr, trace.program.sized(trace.dims), row, col)


def cells(expr: Expr) -> tuple[Cell, ...]:
    """List the cells that an entry reads, each once, for all numbers of the indices of sums."""

    def leaf(node: Expr) -> list[Cell]:
        return [node] if isinstance(node, Cell) else []

    def joined(parts: list[list[Cell]]) -> list[Cell]:
        return [cell for part in parts for cell in part]

    every = evaluate(expr, leaf, lambda _, parts: joined(parts), joined)
    return tuple(dict.fromkeys(every))


def value_of(
    expr: Expr, values: Mapping[str, Any], indices: Mapping[str, int] | None = None
) -> float:
    """Compute the expression of an entry as it is written, term by term.

    Exponentials are computed as `Scaled`: one may be too large for a float while the entry is not,
    as `e^1544` in the softmax of 1544 and 905. A result that does not exist, such as `0 / 0`, is
    NaN.
    """

    with np.errstate(all="ignore"):
        return float(evaluate(expr, partial(leaf_value, values), _applied, sum, indices))


def _applied(op: str, args: Sequence[Scaled | float]) -> Scaled | float:
    if op == "exp":
        return exponential(float(args[0]))
    numbers = [a if isinstance(a, Scaled) else np.float64(a) for a in args]
    try:
        result = function(OPS[op])(*numbers)
    except TypeError:  # NumPy's function of this operation takes floats only
        result = function(OPS[op])(*map(np.float64, numbers))
    return result if isinstance(result, Scaled) else float(result)
