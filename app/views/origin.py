"""Where an entry of many terms comes from: the largest, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.work.source import has_entry
from engine.core.expr import Apply, Cell, Expr, Sum, walk
from engine.core.rewrite import bind_indices
from engine.entries.entry import entry_of, value_of
from engine.entries.terms import sources, value_at
from engine.running.trace import Trace

Data = dict[str, Any]
SHOWN = 6
"""So many terms of a long sum are shown, the largest."""
MOST = 2000
"""A sum of more terms is not taken apart."""


def origin_of(trace: Trace, name: str, row: int, col: int) -> Data | None:
    """Write the entry's number, the places of the largest terms, and the cells that they read.

    None for what is no entry of a computed value.
    """
    if name not in trace.program.by_name or not has_entry(
        {name: trace[name].shape}, name, row, col
    ):
        return None
    expr = entry_of(trace, name, row, col)
    value = value_at(trace, Cell(name, row, col))
    place: Data = {"name": name, "row": row, "col": col, "value": value}
    sums = tuple(node for node in walk(expr) if isinstance(node, Sum))
    if any(_holds_sum(each.body) for each in sums) or any(int(s.dim) > MOST for s in sums):
        return place | {"count": _count(expr), "largest": {}, "cells": {}}
    largest = {each.index: _largest(each, trace) for each in sums}
    read = (cell for part in _kept(expr, largest) for cell in sources(part))
    numbers = {f"{c.name}:{c.row}:{c.col}": value_at(trace, c) for c in read}
    return place | {"count": _count(expr), "largest": largest, "cells": numbers}


def _holds_sum(expr: Expr) -> bool:
    return any(isinstance(node, Sum) for node in walk(expr))


def _count(expr: Expr) -> int:
    """Count the terms of the longest sum, written out."""
    match expr:
        case Sum(_, int(dim), body):
            return dim * _count(body)
        case Apply(_, args):
            return max(map(_count, args), default=1)
    return 1


def _largest(each: Sum, trace: Trace) -> list[int]:
    """Find the places of the terms farthest from 0, in the order of the sum."""
    terms = [abs(value_of(each.body, trace.values, {each.index: k})) for k in range(int(each.dim))]
    order = sorted(range(len(terms)), key=lambda k: -terms[k])
    return sorted(order[:SHOWN])


def _kept(expr: Expr, largest: Mapping[str, list[int]]) -> Iterator[Expr]:
    """Yield the parts of an expression, with the largest terms in place of each sum."""
    match expr:
        case Sum(index, _, body):
            for k in largest[index]:
                yield bind_indices(body, {index: k})
        case Apply(_, args) if _holds_sum(expr):
            for arg in args:
                yield from _kept(arg, largest)
        case _:
            yield expr
