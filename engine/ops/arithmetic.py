"""Rows of the table: sums, products and quotients of matrices and of their entries."""

from __future__ import annotations

from engine import numerics
from engine.box import Digits, Frac, Gap, Row, Sign, Sup, Times, Transposed
from engine.expr import Expr, Sum
from engine.ops import shapes
from engine.ops.entries import each
from engine.ops.forms import ENTRYWISE, between, call, infix, method
from engine.ops.op import At, Binds, Form, Op, declare


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
    )
)
transpose = declare(
    Op(
        "transpose",
        source=method("{}.T"),
        written=Form(Transposed, Binds.POWER, (Binds.ATOM,)),
        shape=shapes.flipped,
        entry=lambda at: at.args[0](at.col, at.row),
    )
)
add = declare(
    Op(
        "add",
        source=infix("+", Binds.SUM),
        written=between(Sign("+"), Binds.SUM),
        shape=shapes.elementwise,
        entry=each("add"),
    )
)
sub = declare(
    Op(
        "sub",
        source=infix("-", Binds.SUM),
        written=between(Sign("−"), Binds.SUM),
        shape=shapes.elementwise,
        entry=each("sub"),
    )
)
neg = declare(
    Op(
        "neg",
        source=Form("-{}".format, Binds.SIGNED, (Binds.SIGNED,)),
        written=Form(lambda a: Row((Sign("−"), a)), Binds.SUM, (Binds.PRODUCT,)),
        shape=shapes.elementwise,
        entry=each("neg"),
    )
)
hadamard = declare(
    Op(
        "hadamard",
        source=infix("*", Binds.PRODUCT),
        written=between(ENTRYWISE, Binds.PRODUCT),
        shape=shapes.elementwise,
        entry=each("scale"),
    )
)
scale = declare(
    Op(
        "scale",
        source=infix("*", Binds.PRODUCT),
        written=between(Times(), Binds.PRODUCT),
        shape=shapes.scaled,
        entry=each("scale"),
    )
)
div = declare(
    Op(
        "div",
        source=infix("/", Binds.PRODUCT),
        written=Form(Frac, Binds.PRODUCT, (Binds.ANY, Binds.ANY)),
        shape=shapes.elementwise,
        entry=each("div"),
    )
)
over = declare(
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
    )
)
quotient = declare(
    Op(
        "quotient",
        source=call("quotient({}, {})", 2),
        written=Form(Frac, Binds.PRODUCT, (Binds.ANY, Binds.ANY)),
        shape=shapes.elementwise,
        entry=each("quotient"),
        helper=numerics.quotient,
    )
)
square = declare(
    Op(
        "square",
        source=Form("{} ** 2".format, Binds.POWER, (Binds.ATOM,)),
        written=Form(lambda a: Sup(a, Digits("2")), Binds.POWER, (Binds.ATOM,)),
        shape=shapes.elementwise,
        entry=each("square"),
    )
)
