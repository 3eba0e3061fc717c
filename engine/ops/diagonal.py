"""The row of the table that makes a diagonal matrix of a column."""

from __future__ import annotations

from engine.box import Word
from engine.errors import ShapeError
from engine.expr import Delta, Expr, Shape
from engine.ops import shapes
from engine.ops.algebra import eye_like
from engine.ops.arithmetic import scale
from engine.ops.forms import function, method
from engine.ops.op import At, Op, declare
from engine.ops.reductions import sum_cols


def _diagonal(shape: Shape) -> Shape:
    """`(n, 1) -> (n, n)`."""
    rows, cols = shapes.matrix(shape)
    if cols != 1:
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but a diagonal is made of one column")
    return (rows, rows)


def _entry(at: At) -> Expr:
    return scale(at.args[0](at.row, 0), Delta(at.row, at.col))


diag: Op = declare(
    Op(
        "diag",
        source=method("np.diag({}[:, 0])"),
        written=function(Word("diag")),
        shape=_diagonal,
        entry=_entry,
        vjp=lambda g, _x, _: (sum_cols(g * eye_like(g)),),
    )
)
