"""Split an entry into terms, with their values and the cells that they read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.core.errors import BindError
from engine.core.expr import Apply, Cell, Expr, Name, Sum, walk
from engine.core.immutable import immutable
from engine.core.ops import OPS
from engine.core.render import source
from engine.core.rewrite import bind_indices
from engine.entries.entry import cells, entry_of, value_of
from engine.running.trace import Trace


@immutable
class Term:
    """One term of an entry: its value, the cells that it reads, and its source.

    A number such as `lr` counts as a cell, at row 0 and column 0.
    """

    value: float
    cells: tuple[Cell, ...]
    text: str


def terms(trace: Trace, name: str, row: int = 0, col: int = 0) -> tuple[Term, ...]:
    """Split one entry of a computed value into terms; their sum is the entry.

    `gradW2[0, 1] = Σ_k Y1[k, 0] gradY2lin[k, 1] / 3` has three terms, each divided by 3. An input
    has none. Raises `BindError` for a name that the trace does not have, or a position beyond its
    shape.
    """
    check_cell(trace, Cell(name, row, col))
    if name not in trace.program.by_name:
        return ()
    parts = split(entry_of(trace, name, row, col))
    return tuple(Term(value_of(part, trace.values), sources(part), source(part)) for part in parts)


def split(expr: Expr) -> Iterator[Expr]:
    """Split the expression of an entry into terms, whose sum it is.

    A sum over an index gives one term for each number of the index; what the sum is multiplied or
    divided by goes into each term. A difference inside a product is not split: it stays one factor,
    as in `D (z - log Σ e^z)`.

    >>> [source(term) for term in split(-(Name("a") - Name("b")))]
    ['-a', 'b']
    """
    match expr:
        case Sum(index, int(dim), body):
            for k in range(dim):
                yield from split(bind_indices(body, {index: k}))
        case Apply("add", (a, b)):
            yield from (*split(a), *split(b))
        case Apply("sub", (a, b)):
            yield from (*split(a), *map(_negated, split(b)))
        case Apply("neg", (a,)):
            yield from map(_negated, split(a))
        case Apply(op, args) if (place := _place_of_sum(op, args)) is not None:
            for term in split(args[place]):
                yield Apply(op, (*args[:place], term, *args[place + 1 :]))
        case _:
            yield expr


def _place_of_sum(op: str, args: tuple[Expr, ...]) -> int | None:
    """Find the argument whose terms become terms of the result; None if there is none.

    Of a division by a number it is the numerator, also if that is no sum over an index: the terms
    of `(a + b) / 3` are `a / 3` and `b / 3`. Of other operations it has to have such a sum.
    """
    if op == "over":
        return 0
    return next((place for place in reversed(OPS[op].linear_in) if _is_sum(args[place])), None)


def _is_sum(expr: Expr) -> bool:
    if isinstance(expr, Apply):
        return any(_is_sum(expr.args[place]) for place in OPS[expr.op].linear_in)
    return isinstance(expr, Sum)


def _negated(term: Expr) -> Expr:
    return term.args[0] if isinstance(term, Apply) and term.op == "neg" else -term


def sources(expr: Expr) -> tuple[Cell, ...]:
    """List the cells that the expression of an entry reads, including numbers such as `lr`."""
    numbers = (Cell(node.name, 0, 0) for node in walk(expr) if isinstance(node, Name))
    return tuple(dict.fromkeys((*cells(expr), *numbers)))


def check_cell(trace: Trace, cell: Cell) -> None:
    """Raise `BindError` for a name that is not a value, or a position beyond its shape."""
    if cell.name not in trace.values:
        known = ", ".join(trace.program.names)
        raise BindError(cell.name, f"is not a value of the program; there are {known}")
    rows, cols = trace[cell.name].shape or (1, 1)
    if not (_within(cell.row, rows) and _within(cell.col, cols)):
        why = f"is {rows}x{cols}, so it has no entry [{cell.row}, {cell.col}]; both count from 0"
        raise BindError(cell.name, why)


def _within(index: Any, length: int) -> bool:
    return isinstance(index, int) and 0 <= index < length


def value_at(trace: Trace, cell: Cell) -> float:
    """Look up the value of a cell."""
    array = trace[cell.name]
    return float(array[int(cell.row), int(cell.col)] if array.ndim else array)
