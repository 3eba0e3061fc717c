"""Rows of the table: steps, the slopes of what has a kink. Nothing flows back through a step."""

from __future__ import annotations

from engine.core.box import Digits, Letter, Row, Sign, Sup, Word, brackets
from engine.core.ops import shapes
from engine.core.ops.entries import each
from engine.core.ops.forms import ONES, call, function, with_constant
from engine.core.ops.op import Binds, Form, Op, declare

step: Op = declare(
    Op(
        "step",
        source=call("np.heaviside({}, {})", 2),
        written=with_constant(Letter("H")),
        shape=shapes.raised,
        entry=each("step"),
        vjp=lambda _g, _x, _: (None, None),
    )
)
positive: Op = declare(
    Op(
        "positive",
        source=call("np.heaviside({}, 0)"),
        written=Form(
            lambda a: Row((ONES, brackets(Row((a, Sign(">"), Digits("0")))))),
            Binds.ATOM,
            (Binds.SUM,),
        ),
        shape=shapes.elementwise,
        entry=each("positive"),
        vjp=lambda _g, _x, _: (None,),
    )
)
leaky_slope: Op = declare(
    Op(
        "leaky_slope",
        source=Form("np.where({0} > 0, np.ones_like({0}), {1})".format, Binds.ATOM, (1, 0)),
        written=with_constant(Sup(Word("LeakyReLU"), Sign("′"))),
        shape=shapes.raised,
        entry=each("leaky_slope"),
        vjp=lambda _g, _x, _: (None, None),
    )
)
sign: Op = declare(
    Op(
        "sign",
        source=call("np.sign({})"),
        written=function(Word("sign")),
        shape=shapes.elementwise,
        entry=each("sign"),
        vjp=lambda _g, _x, _: (None,),
    )
)
