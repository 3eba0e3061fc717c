"""Rows of the table: a column made a diagonal matrix, and the diagonal made a column again."""

from __future__ import annotations

from engine.core.box import Word
from engine.core.errors import ShapeError
from engine.core.expr import Delta, Expr, Shape
from engine.core.ops import shapes
from engine.core.ops.algebra import square_matrix
from engine.core.ops.arithmetic import scale
from engine.core.ops.forms import call, function, method
from engine.core.ops.op import At, Op, declare


def _spread(shape: Shape) -> Shape:
    """`(n, 1) -> (n, n)`."""
    rows, cols = shapes.matrix(shape)
    if cols != 1:
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but a diagonal is made of one column")
    return (rows, rows)


def _taken(shape: Shape) -> Shape:
    """`(n, n) -> (n, 1)`."""
    return (square_matrix(shape)[0], 1)


def _entry(at: At) -> Expr:
    return scale(at.args[0](at.row, 0), Delta(at.row, at.col))


diag: Op = declare(
    Op(
        "diag",
        source=method("np.diag({}[:, 0])"),
        written=function(Word("diag")),
        shape=_spread,
        entry=_entry,
        vjp=lambda g, _x, _: (diagonal(g),),
    )
)
diagonal: Op = declare(
    Op(
        "diagonal",
        source=call("np.diag({})[:, None]"),
        written=function(Word("diagonal")),
        shape=_taken,
        entry=lambda at: at.args[0](at.row, at.row),
        vjp=lambda g, _x, _: (diag(g),),
    )
)
