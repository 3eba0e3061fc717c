"""Where one entry comes from: the equation of a matrix, turned into the equation of an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from engine.core.evaluate import evaluate
from engine.core.expr import Apply, Cell, Delta, Expr, Index, Name, Number, Shape, Size
from engine.core.infer import shape_of
from engine.core.ops import OPS, At
from engine.core.rewrite import at_sizes
from engine.entries.exponential import Scaled, exponential
from engine.running.compiler import function
from engine.running.trace import Trace

INDEX_NAMES = "klmpqrst"


def entry(expr: Expr, shapes: Mapping[str, Shape], row: Index = "i", col: Index = "j") -> Expr:
    """The entry `[row, col]` of an expression, as an expression of entries of the names it reads.

    >>> from engine.core.render import source
    >>> shapes = {"A": (2, 3), "B": (3, 4)}
    >>> source(entry(Name("A") @ Name("B"), shapes))
    'sum(A[i, k] * B[k, j] for k in range(3))'
    """
    return _entry(expr, shapes, row, col, _fresh())


def _fresh() -> Iterator[str]:
    yield from INDEX_NAMES
    yield from (f"k{n}" for n in count(1))


def _entry(
    expr: Expr, shapes: Mapping[str, Shape], row: Index, col: Index, fresh: Iterator[str]
) -> Expr:
    if isinstance(expr, Name):
        return Cell(expr.name, row, col) if shapes[expr.name] else expr
    if not isinstance(expr, Apply):
        return expr
    given = tuple(shape_of(arg, shapes) for arg in expr.args)
    args = tuple(map(partial(_argument, shapes, fresh), expr.args, given))
    return OPS[expr.op].entry(At(args, given, row, col, fresh))


def _argument(
    shapes: Mapping[str, Shape], fresh: Iterator[str], expr: Expr, shape: Shape
) -> Callable[[Index, Index], Expr]:
    one_row, one_col = (d == 1 for d in shape) if shape else (False, False)

    def at(row: Index, col: Index) -> Expr:
        return _entry(expr, shapes, 0 if one_row else row, 0 if one_col else col, fresh)

    return at


def entry_of(trace: Trace, name: str, row: Index = "i", col: Index = "j") -> Expr:
    """The entry of a computed value of a trace, with the sizes of that trace.

    `entry_of(trace, "gradW2", 0, 1)` is `Σ_k Y1[k, 0] * gradY2lin[k, 1]`, over 3.
    Raises `KeyError` for a name that no equation assigns.
    """
    expr = at_sizes(trace.program.by_name[name].expr, trace.dims)
    return entry(expr, trace.program.sized(trace.dims), row, col)


def cells(expr: Expr) -> tuple[Cell, ...]:
    """The source cells of an entry, sums written out, in the order they are written."""

    def leaf(node: Expr) -> list[Cell]:
        return [node] if isinstance(node, Cell) else []

    def joined(parts: list[list[Cell]]) -> list[Cell]:
        return [cell for part in parts for cell in part]

    def of_all(_op: str, parts: list[list[Cell]]) -> list[Cell]:
        return joined(parts)

    every: list[Cell] = evaluate(expr, leaf, of_all, joined)
    return tuple(dict.fromkeys(every))


def value_of(
    expr: Expr, values: Mapping[str, Any], indices: Mapping[str, int] | None = None
) -> float:
    """The value of the expression of an entry, term by term as it is written.

    Terms of it may be too large for a float, as `e^1544` is in the softmax of 1544 and 905.
    What has no value, such as `0 / 0`, is NaN.
    """

    def leaf(node: Expr) -> Scaled | float:
        match node:
            case Cell(name, row, col):
                return float(values[name][row, col])
            case Name(name):
                return float(values[name])
            case Number(number) | Size(int(number)):
                return number
            case Delta(row, col):
                return float(row == col)
        raise TypeError(f"{node!r} has no value of its own")

    with np.errstate(all="ignore"):
        return float(evaluate(expr, leaf, _applied, _total, indices))


def _total(terms: Iterable[Scaled | float]) -> Scaled | float:
    return sum(terms)


def _applied(op: str, args: Sequence[Scaled | float]) -> Scaled | float:
    if op == "exp":
        return exponential(float(args[0]))
    numbers = [a if isinstance(a, Scaled) else np.float64(a) for a in args]
    try:
        result = function(OPS[op])(*numbers)
    except TypeError:  # an operation that only knows floats
        result = function(OPS[op])(*map(np.float64, numbers))
    return result if isinstance(result, Scaled) else float(result)
