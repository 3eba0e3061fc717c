"""Rows of the table: linear algebra: trace, determinant, inverse, norm.

Sources: the rules for `d(X⁻¹)` and `d det(X)` of the notes on differential forms; Petersen and
Pedersen, The Matrix Cookbook, sections 2.1 and 2.2.
"""

from __future__ import annotations

from engine.core.box import Digits, Fence, Letter, Row, Sub, Sup, Word, parens
from engine.core.errors import ShapeError
from engine.core.expr import Delta, Expr, Number, Shape, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import div, scale, square
from engine.core.ops.forms import ONES, call, function, method
from engine.core.ops.functions import absolute, log, log_of, sqrt
from engine.core.ops.leibniz import det_entry, inv_entry
from engine.core.ops.op import At, Binds, Form, Op, declare


def square_matrix(shape: Shape) -> Shape:
    """`(n, n) -> (n, n)`; anything else is refused."""
    rows, cols = shapes.matrix(shape)
    if rows != cols:
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but this needs a square matrix")
    return shape


def number_of_square(shape: Shape) -> Shape:
    """`(n, n) -> ()`."""
    square_matrix(shape)
    return ()


def _trace_entry(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][0], at.args[0](k, k))


def _norm_entry(at: At) -> Expr:
    k, m = next(at.fresh), next(at.fresh)
    rows, cols = at.shapes[0]
    return sqrt(Sum(k, rows, Sum(m, cols, square(at.args[0](k, m)))))


eye_like = declare(
    Op(
        "eye_like",
        source=Form("np.eye(len({0}), dtype={0}.dtype)".format, Binds.ATOM, (Binds.ATOM,)),
        written=Form(lambda _: Letter("I"), Binds.ATOM, (Binds.ANY,)),
        shape=square_matrix,
        entry=lambda at: Delta(at.row, at.col),
        vjp=lambda _g, _x, _: (None,),
    )
)
ones_column = declare(
    Op(
        "ones_column",
        source=Form("np.ones_like({}[:, :1])".format, Binds.ATOM, (Binds.ATOM,)),
        written=Form(lambda _: ONES, Binds.ATOM, (Binds.ANY,)),
        shape=shapes.one_column,
        entry=lambda _: Number(1),
        vjp=lambda _g, _x, _: (None,),
    )
)
trace = declare(
    Op(
        "trace",
        source=call("np.trace({})"),
        written=function(Word("tr")),
        shape=number_of_square,
        entry=_trace_entry,
        vjp=lambda g, x, _: (scale(g, eye_like(x[0])),),
    )
)
inv: Op = declare(
    Op(
        "inv",
        source=call("np.linalg.inv({})"),
        written=Form(lambda a: Sup(a, Digits("−1")), Binds.POWER, (Binds.ATOM,)),
        shape=square_matrix,
        entry=inv_entry,
        vjp=lambda g, _x, out: (-(out.T @ g @ out.T),),
    )
)
det = declare(
    Op(
        "det",
        source=call("np.linalg.det({})"),
        written=function(Word("det")),
        shape=number_of_square,
        entry=det_entry,
        vjp=lambda g, x, out: (scale(g, scale(out, inv(x[0]).T)),),
    )
)
logdet = declare(
    Op(
        "logdet",
        source=method("np.linalg.slogdet({})[1]"),
        written=Form(
            lambda a: log_of(Fence("|", Row((Word("det"), parens(a))), "|")),
            Binds.SIGNED,
            (Binds.ANY,),
        ),
        shape=number_of_square,
        entry=lambda at: log(absolute(det_entry(at))),
        vjp=lambda g, x, _: (scale(g, inv(x[0]).T),),
    )
)
norm2 = declare(
    Op(
        "norm2",
        source=call("np.linalg.norm({})"),
        written=Form(lambda a: Sub(Fence("‖", a, "‖"), Digits("2")), Binds.ATOM, (Binds.ANY,)),
        shape=shapes.scalar,
        entry=_norm_entry,
        vjp=lambda g, x, out: (scale(g, div(x[0], out)),),
    )
)
