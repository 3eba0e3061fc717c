"""Where an entry of many terms comes from: the largest, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.given import is_there
from engine.core.expr import Apply, Cell, Expr, Name, Sum, walk
from engine.entries.explain import cells, entry_of, evaluate
from engine.running.trace import Trace

Data = dict[str, Any]
SHOWN = 6
"""So many terms of a long sum are shown, the largest."""
MOST = 2000
"""A sum of more terms is not taken apart."""


def origin_of(trace: Trace, name: str, row: int, col: int) -> Data | None:
    """The entry's number, the places of the largest terms of each sum, and the cells they read.

    None for what is no entry of a computed value.
    """
    if name not in trace.program.by_name or not is_there(trace.values, (name, row, col)):
        return None
    expr = entry_of(trace, name, row, col)
    place: Data = {"name": name, "row": row, "col": col, "value": _at(trace, Cell(name, row, col))}
    sums = tuple(node for node in walk(expr) if isinstance(node, Sum))
    if any(_holds_sum(each.body) for each in sums) or any(int(s.dim) > MOST for s in sums):
        return place | {"count": _count(expr), "largest": {}, "cells": {}}
    largest = {each.index: _largest(each, trace) for each in sums}
    read = (cell for part in _kept(expr, largest) for cell in _cells(part))
    numbers = {f"{c.name}:{c.row}:{c.col}": _at(trace, c) for c in read}
    return place | {"count": _count(expr), "largest": largest, "cells": numbers}


def _at(trace: Trace, cell: Cell) -> float:
    value = trace[cell.name]
    return float(value[cell.row, cell.col] if value.ndim else value)


def _holds_sum(expr: Expr) -> bool:
    return any(isinstance(node, Sum) for node in walk(expr))


def _count(expr: Expr) -> int:
    """The terms of the longest sum, written out."""
    match expr:
        case Sum(_, int(dim), body):
            return dim * _count(body)
        case Apply(_, args):
            return max(map(_count, args), default=1)
    return 1


def _largest(each: Sum, trace: Trace) -> list[int]:
    """The places of the terms farthest from 0, in the order of the sum."""
    terms = [abs(evaluate(each.body, trace.values, {each.index: k})) for k in range(int(each.dim))]
    order = sorted(range(len(terms)), key=lambda k: -terms[k])
    return sorted(order[:SHOWN])


def _kept(expr: Expr, largest: Mapping[str, list[int]]) -> Iterator[Expr]:
    """The expression without its sums, and the terms of these that are shown."""
    match expr:
        case Sum(index, _, body):
            for k in largest[index]:
                yield _bound(body, index, k)
        case Apply(_, args) if _holds_sum(expr):
            for arg in args:
                yield from _kept(arg, largest)
        case _:
            yield expr


def _bound(expr: Expr, index: str, value: int) -> Expr:
    match expr:
        case Cell(name, row, col):
            return Cell(name, value if row == index else row, value if col == index else col)
        case Apply(op, args):
            return Apply(op, tuple(_bound(arg, index, value) for arg in args))
    return expr


def _cells(expr: Expr) -> Iterator[Cell]:
    yield from cells(expr)
    yield from (Cell(node.name, 0, 0) for node in walk(expr) if isinstance(node, Name))
