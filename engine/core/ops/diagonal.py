"""Rows of the table: a column as a diagonal matrix, and the diagonal of a matrix as a column."""

from __future__ import annotations

from engine.core.box import Word
from engine.core.errors import ShapeError
from engine.core.expr import Delta, Shape
from engine.core.ops import shapes
from engine.core.ops.algebra import square_matrix
from engine.core.ops.arithmetic import scale
from engine.core.ops.declare import declare
from engine.core.ops.forms import line
from engine.core.ops.op import Binds, Op


def _matrix_of_column(shape: Shape) -> Shape:
    """`(n, 1) -> (n, n)`."""
    rows, cols = shapes.matrix(shape)
    if cols != 1:
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but a diagonal is made of one column")
    return (rows, rows)


def _column_of_matrix(shape: Shape) -> Shape:
    """`(n, n) -> (n, 1)`."""
    return (square_matrix(shape)[0], 1)


diag: Op = declare(
    "diag",
    line("np.diag({}[:, 0])", Binds.ATOM),
    Word("diag"),
    lambda g, *_: (diagonal(g),),
    _matrix_of_column,
    lambda at: scale(at.args[0](at.row, 0), Delta(at.row, at.col)),
    differential="linear",
)
diagonal: Op = declare(
    "diagonal",
    "np.diag({})[:, None]",
    Word("diagonal"),
    lambda g, *_: (diag(g),),
    _column_of_matrix,
    lambda at: at.args[0](at.row, at.row),
    differential="linear",
)
