"""Rows of the table: sums, products and quotients of matrices and of their entries."""

from __future__ import annotations

from engine.core import numerics
from engine.core.box import Digits, Frac, Gap, Row, Sign, Sup, Times, Transposed, Word
from engine.core.expr import Expr, Number, Sum
from engine.core.ops import shapes
from engine.core.ops.entries import each
from engine.core.ops.forms import ENTRYWISE, between, call, infix, method
from engine.core.ops.op import At, Binds, Form, Op, declare


def _matmul_entry(at: At) -> Expr:
    k, (a, b) = next(at.fresh), at.args
    return Sum(k, at.shapes[0][1], scale(a(at.row, k), b(k, at.col)))


matmul = declare(
    Op(
        "matmul",
        source=infix("@", Binds.PRODUCT),
        written=between(Times(), Binds.PRODUCT),
        shape=shapes.product,
        entry=_matmul_entry,
        vjp=lambda g, x, _: (g @ x[1].T, x[0].T @ g),
    )
)
transpose = declare(
    Op(
        "transpose",
        source=method("{}.T"),
        written=Form(Transposed, Binds.POWER, (Binds.ATOM,)),
        shape=shapes.flipped,
        entry=lambda at: at.args[0](at.col, at.row),
        vjp=lambda g, _x, _: (g.T,),
    )
)
add = declare(
    Op(
        "add",
        source=infix("+", Binds.SUM),
        written=between(Sign("+"), Binds.SUM),
        shape=shapes.elementwise,
        entry=each("add"),
        vjp=lambda g, _x, _: (g, g),
    )
)
sub = declare(
    Op(
        "sub",
        source=infix("-", Binds.SUM),
        written=between(Sign("−"), Binds.SUM),
        shape=shapes.elementwise,
        entry=each("sub"),
        vjp=lambda g, _x, _: (g, -g),
    )
)
neg = declare(
    Op(
        "neg",
        source=Form("-{}".format, Binds.SIGNED, (Binds.SIGNED,)),
        written=Form(lambda a: Row((Sign("−"), a)), Binds.SUM, (Binds.ENTRYWISE,)),
        shape=shapes.elementwise,
        entry=each("neg"),
        vjp=lambda g, _x, _: (-g,),
    )
)
hadamard = declare(
    Op(
        "hadamard",
        source=infix("*", Binds.PRODUCT),
        written=between(ENTRYWISE, Binds.ENTRYWISE),
        shape=shapes.elementwise,
        entry=each("scale"),
        vjp=lambda g, x, _: (g * x[1], g * x[0]),
    )
)
scale: Op = declare(
    Op(
        "scale",
        source=infix("*", Binds.PRODUCT),
        written=between(Times(), Binds.PRODUCT),
        shape=shapes.scaled,
        entry=each("scale"),
        vjp=lambda g, x, _: (g * x[1], scale(x[0], g)),
    )
)
div: Op = declare(
    Op(
        "div",
        source=infix("/", Binds.PRODUCT),
        written=Form(Frac, Binds.PRODUCT, (Binds.ANY, Binds.ANY)),
        shape=shapes.elementwise,
        entry=each("div"),
        vjp=lambda g, x, out: (div(g, x[1]), -div(g * out, x[1])),
    )
)
over: Op = declare(
    Op(
        "over",
        source=infix("/", Binds.PRODUCT),
        written=Form(
            lambda a, n: Row((Frac(Digits("1"), n), Gap(), a)),
            Binds.PRODUCT,
            (Binds.PRODUCT, Binds.ANY),
        ),
        shape=shapes.divided,
        entry=each("over"),
        vjp=lambda g, x, _: (over(g, x[1]), None),
    )
)
quotient: Op = declare(
    Op(
        "quotient",
        source=call("quotient({}, {})", 2),
        written=Form(Frac, Binds.PRODUCT, (Binds.ANY, Binds.ANY)),
        shape=shapes.elementwise,
        entry=each("quotient"),
        vjp=lambda g, x, _: (div(g, x[1]), -(g * quotient(x[0], square(x[1])))),
        helper=numerics.quotient,
    )
)
square: Op = declare(
    Op(
        "square",
        source=Form("{} ** 2".format, Binds.POWER, (Binds.ATOM,)),
        written=Form(lambda a: Sup(a, Digits("2")), Binds.POWER, (Binds.ATOM,)),
        shape=shapes.elementwise,
        entry=each("square"),
        vjp=lambda g, x, _: (scale(Number(2), g * x[0]),),
    )
)
ones_like = declare(
    Op(
        "ones_like",
        source=call("np.ones_like({})"),
        written=Form(lambda _: Word("1", bold=True), Binds.ATOM, (Binds.ANY,)),
        shape=shapes.elementwise,
        entry=lambda _: Number(1),
        vjp=lambda _g, _x, _: (None,),
    )
)
