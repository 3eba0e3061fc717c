"""Entry rules that several operations share."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.expr import Apply, Expr
from engine.core.ops.op import At


def each(name: str) -> Callable[[At], Expr]:
    """An entry-by-entry operation does to the entries what it does to the matrices."""
    return lambda at: Apply(name, tuple(arg(at.row, at.col) for arg in at.args))
