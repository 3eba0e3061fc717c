"""Rows of the table: trace, determinant, inverse, norm and other linear algebra.

Sources: the rules for `d(X⁻¹)` and `d det(X)` of the notes on differential forms; Petersen and
Pedersen, The Matrix Cookbook, sections 2.1 and 2.2.
"""

from __future__ import annotations

from engine.core.box import Digits, Fence, Letter, Row, Sub, Sup, Word, parens
from engine.core.errors import ShapeError
from engine.core.expr import Delta, Expr, Number, Shape, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import div, scale, square
from engine.core.ops.declare import declare
from engine.core.ops.forms import ONES, line
from engine.core.ops.functions import absolute, log, log_of, sqrt
from engine.core.ops.leibniz import det_entry, inv_entry
from engine.core.ops.op import At, Binds, Form
from engine.core.ops.reductions import total


def square_matrix(shape: Shape) -> Shape:
    """Give the shape of a square matrix: `(n, n) -> (n, n)`."""
    rows, cols = shapes.matrix(shape)
    if rows != cols:
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but this needs a square matrix")
    return shape


def number_of_square(shape: Shape) -> Shape:
    """Give the shape of a number made from a square matrix: `(n, n) -> ()`."""
    square_matrix(shape)
    return ()


def number_of_one(shape: Shape) -> Shape:
    """Give the shape of the only entry of a matrix: `(1, 1) -> ()`."""
    if shape != (1, 1):
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but this needs a 1x1 matrix")
    return ()


def _trace_entry(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][0], at.args[0](k, k))


eye_like = declare(
    "eye_like",
    line("np.eye(len({0}), dtype={0}.dtype)", Binds.ATOM),
    Form(lambda _: Letter("I")),
    lambda *_: (None,),
    square_matrix,
    lambda at: Delta(at.row, at.col),
)
ones_column = declare(
    "ones_column",
    line("np.ones_like({}[:, :1])", Binds.ATOM),
    Form(lambda _: ONES),
    lambda *_: (None,),
    shapes.one_column,
    lambda _: Number(1),
)
trace = declare(
    "trace",
    "np.trace({})",
    Word("tr"),
    lambda g, x, _: (scale(g, eye_like(x[0])),),
    number_of_square,
    _trace_entry,
    typed="tr",
    differential="linear",
)
item = declare(
    "item",
    line("{}[0, 0]", Binds.ATOM),
    Form(lambda a: a, Binds.PRODUCT, (Binds.PRODUCT,)),
    lambda g, x, _: (scale(g, eye_like(x[0])),),
    number_of_one,
    lambda at: at.args[0](0, 0),
    differential="linear",
)
inv = declare(
    "inv",
    "np.linalg.inv({})",
    Form(lambda a: Sup(a, Digits("−1")), Binds.POWER, (Binds.ATOM,)),
    lambda g, _, y: (-(y.T @ g @ y.T),),
    square_matrix,
    inv_entry,
    typed="inv",
    differential="inverse",
)
det = declare(
    "det",
    "np.linalg.det({})",
    Word("det"),
    lambda g, x, y: (scale(g, scale(y, inv(x[0]).T)),),
    number_of_square,
    det_entry,
    typed="det",
    differential="determinant",
)
logdet = declare(
    "logdet",
    line("np.linalg.slogdet({})[1]", Binds.ATOM),
    Form(
        lambda a: log_of(Fence("|", Row((Word("det"), parens(a))), "|")),
        Binds.SIGNED,
        (Binds.ANY,),
        opens=True,
    ),
    lambda g, x, _: (scale(g, inv(x[0]).T),),
    number_of_square,
    lambda at: log(absolute(det_entry(at))),
    typed="logdet",
)
norm2 = declare(
    "norm2",
    "np.linalg.norm({})",
    Form(lambda a: Sub(Fence("‖", a, "‖"), Digits("2"))),
    lambda g, x, y: (scale(g, div(x[0], y)),),
    shapes.scalar,
    lambda at: sqrt(total(at, "rows cols", square)),
    typed="norm2",
)
