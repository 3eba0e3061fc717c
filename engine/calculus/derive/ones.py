"""Broadcasting written out: a row for every row is a product with a column of ones, `1 B`."""

from __future__ import annotations

from engine.calculus.derive.front import is_op
from engine.calculus.derive.tidy import Shapes
from engine.core import ops
from engine.core.expr import Apply, Expr, Name, Shape, walk
from engine.core.infer import shape_of


def with_ones(expr: Expr, shapes: Shapes) -> Expr:
    """The expression with `B ⊙ ones` as `1 B` or `B 1ᵀ`, and a matrix of ones as `1 1ᵀ`."""
    if not isinstance(expr, Apply):
        return expr
    if is_op(expr, "ones_like"):
        return _all_ones(expr.args[0], shapes)
    if is_op(expr, "hadamard"):
        for part, full in (expr.args, expr.args[::-1]):
            if is_op(full, "ones_like"):
                return _spread(with_ones(part, shapes), full, shapes)
    return Apply(expr.op, tuple(with_ones(arg, shapes) for arg in expr.args))


def _all_ones(like: Expr, shapes: Shapes) -> Expr:
    shape = shape_of(like, shapes)
    if not shape:
        return ops.ones_like(like)
    down, across = column(like, shapes), row(like, shapes)
    if shape[1] == 1:
        return down
    return across if shape[0] == 1 else down @ across


def _spread(part: Expr, full: Expr, shapes: Shapes) -> Expr:
    have, want = shape_of(part, shapes), shape_of(full, shapes)
    if not have:
        return ops.scale(part, _all_ones(full, shapes))
    if have[0] == 1 != want[0]:
        part = column(full, shapes) @ part
    return part @ row(full, shapes) if have[1] == 1 != want[1] else part


def column(like: Expr, shapes: Shapes) -> Expr:
    """`1`, a column of as many as there are rows."""
    return ops.ones_column(_witness(like, shape_of(like, shapes), shapes, 0))


def row(like: Expr, shapes: Shapes) -> Expr:
    """`1ᵀ`, as many as there are columns."""
    witness = _witness(like, shape_of(like, shapes), shapes, 1)
    return ops.ones_column(witness.T).T


def _witness(expr: Expr, shape: Shape, shapes: Shapes, axis: int) -> Expr:
    """A name with as many rows or columns, if the expression reads one."""
    for node in walk(expr):
        if isinstance(node, Name) and shapes[node.name][axis : axis + 1] == (shape[axis],):
            return node
    return expr
