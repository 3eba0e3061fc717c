"""Rows of the table: sums, products and quotients of matrices and of their entries."""

from __future__ import annotations

from engine.core import numerics
from engine.core.box import Box, Digits, Frac, Gap, Row, Sign, Sup, Times, Transposed
from engine.core.expr import Expr, Number, Sum
from engine.core.ops import shapes
from engine.core.ops.declare import declare, entrywise
from engine.core.ops.forms import ENTRYWISE, ONES, between, infix, line
from engine.core.ops.op import At, Binds, Form, Op


def _share(a: Box, n: Box) -> Box:
    """Write `a / n` with a fraction before it, whose numerator is a number before `a`."""
    match a:
        case Row((Digits() as number, Times() as times, *others)):
            return Row((Frac(number, n), times, *others))
    return Row((Frac(Digits("1"), n), Gap(), a))


FRACTION: Form[Box] = Form(Frac, Binds.PRODUCT, (Binds.ANY, Binds.ANY))


def _matmul_entry(at: At) -> Expr:
    k, (a, b) = next(at.fresh), at.args
    return Sum(k, at.shapes[0][1], scale(a(at.row, k), b(k, at.col)))


matmul = declare(
    "matmul",
    infix("@", Binds.PRODUCT),
    between(Times(), Binds.PRODUCT),
    lambda g, x, _: (g @ x[1].T, x[0].T @ g),
    shapes.product,
    _matmul_entry,
    differential="product",
    under_trace="product_transpose",
)
transpose = declare(
    "transpose",
    line("{}.T", Binds.ATOM),
    Form(Transposed, Binds.POWER, (Binds.ATOM,)),
    lambda g, _x, _: (g.T,),
    shapes.flipped,
    lambda at: at.args[0](at.col, at.row),
    differential="transpose",
    under_trace="cyclic",
)
add = declare(
    "add",
    infix("+", Binds.SUM),
    between(Sign("+"), Binds.SUM),
    lambda g, _x, _: (g, g),
    differential="sum",
)
sub = declare(
    "sub",
    infix("-", Binds.SUM),
    between(Sign("−"), Binds.SUM),
    lambda g, _x, _: (g, -g),
    differential="sum",
)
neg = entrywise(
    "neg",
    lambda g, *_: -g,
    line("-{}", Binds.SIGNED, binds=Binds.SIGNED),
    Form(lambda a: Row((Sign("−"), a)), Binds.SUM, (Binds.ENTRYWISE,)),
    differential="linear",
)
hadamard = declare(
    "hadamard",
    infix("*", Binds.PRODUCT),
    between(ENTRYWISE, Binds.ENTRYWISE),
    lambda g, x, _: (g * x[1], g * x[0]),
    entry=lambda at: scale(*(arg(at.row, at.col) for arg in at.args)),
    differential="entrywise_product",
    under_trace="hadamard",
)
scale: Op = declare(
    "scale",
    infix("*", Binds.PRODUCT),
    # A number times a product needs no brackets: whatever it multiplies first, it is the same.
    Form(lambda a, b: Row((a, Times(), b)), Binds.PRODUCT, (Binds.PRODUCT,) * 2, leads=True),
    lambda g, x, _: (g * x[1], scale(x[0], g)),
    shapes.scaled,
    differential="product",
)
div: Op = declare(
    "div",
    infix("/", Binds.PRODUCT),
    FRACTION,
    lambda g, x, y: (div(g, x[1]), -div(g * y, x[1])),
    differential="quotient",
    under_trace="hadamard",
)
over: Op = declare(
    "over",
    infix("/", Binds.PRODUCT),
    Form(_share, Binds.PRODUCT, (Binds.PRODUCT, Binds.ANY)),
    lambda g, x, _: (over(g, x[1]), None),
    shapes.with_number,
    differential="linear",
)
quotient: Op = declare(
    "quotient",
    "quotient({}, {})",
    FRACTION,
    lambda g, x, _: (div(g, x[1]), -(g * quotient(x[0], square(x[1])))),
    helper=numerics.quotient,
    # 0 / 0 must not occur, not even where it is not taken: autograd would make it NaN.
    torch=line(
        "torch.div({0}, torch.where(({0} == 0) & ({1} == 0), 1, {1}))", Binds.POWER, Binds.POWER
    ),
    differential="quotient",
)
square: Op = entrywise(
    "square",
    lambda g, x, _: scale(Number(2), g * x),
    line("{} ** 2", Binds.ATOM, binds=Binds.POWER),
    Form(lambda a: Sup(a, Digits("2")), Binds.POWER, (Binds.ATOM,)),
)
ones_like = declare(
    "ones_like",
    "np.ones_like({})",
    Form(lambda _: ONES),
    lambda *_: (None,),
    entry=lambda _: Number(1),
)
