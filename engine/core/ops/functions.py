"""Rows of the table: exponentials, logarithms, roots, powers, sine and cosine, entry by entry."""

from __future__ import annotations

from engine.core import numerics
from engine.core.box import Box, Fence, Letter, Root, Row, Sup, Word
from engine.core.expr import Number
from engine.core.ops import shapes
from engine.core.ops.arithmetic import div, quotient, scale, sub
from engine.core.ops.entries import each
from engine.core.ops.forms import ENTRYWISE, call, function
from engine.core.ops.op import Binds, Form, Op, declare
from engine.core.ops.steps import sign

ONE = Number(1)


def log_of(a: Box) -> Box:
    """`log a`, without brackets of its own."""
    return Row((Word("log"), a))


exp = declare(
    Op(
        "exp",
        source=call("np.exp({})"),
        written=Form(lambda a: Sup(Letter("e"), a), Binds.POWER, (Binds.ANY,)),
        shape=shapes.elementwise,
        entry=each("exp"),
        vjp=lambda g, _x, out: (g * out,),
    )
)
sqrt: Op = declare(
    Op(
        "sqrt",
        source=call("np.sqrt({})"),
        written=Form(Root, Binds.ATOM, (Binds.ANY,)),
        shape=shapes.elementwise,
        entry=each("sqrt"),
        vjp=lambda g, _x, out: (div(g, scale(Number(2), out)),),
    )
)
power: Op = declare(
    Op(
        "power",
        source=Form("{} ** {}".format, Binds.POWER, (Binds.ATOM, Binds.SIGNED)),
        written=Form(Sup, Binds.POWER, (Binds.ATOM, Binds.ANY)),
        shape=shapes.raised,
        entry=each("power"),
        vjp=lambda g, x, _: (scale(x[1], g * power(x[0], sub(x[1], ONE))), None),
    )
)
log = declare(
    Op(
        "log",
        source=call("np.log({})"),
        written=Form(log_of, Binds.SIGNED, (Binds.ATOM,), opens=True),
        shape=shapes.elementwise,
        entry=each("log"),
        vjp=lambda g, x, _: (div(g, x[0]),),
    )
)
xlogy = declare(
    Op(
        "xlogy",
        source=call("xlogy({}, {})", 2),
        written=Form(
            lambda x, y: Row((x, ENTRYWISE, log_of(y))),
            Binds.ENTRYWISE,
            (Binds.ENTRYWISE, Binds.ATOM),
            opens=True,
        ),
        shape=shapes.elementwise,
        entry=each("xlogy"),
        vjp=lambda g, x, _: (g * log(x[1]), g * quotient(x[0], x[1])),
        helper=numerics.xlogy,
    )
)
sin: Op = declare(
    Op(
        "sin",
        source=call("np.sin({})"),
        written=function(Word("sin")),
        shape=shapes.elementwise,
        entry=each("sin"),
        vjp=lambda g, x, _: (g * cos(x[0]),),
    )
)
cos: Op = declare(
    Op(
        "cos",
        source=call("np.cos({})"),
        written=function(Word("cos")),
        shape=shapes.elementwise,
        entry=each("cos"),
        vjp=lambda g, x, _: (-(g * sin(x[0])),),
    )
)
absolute: Op = declare(
    Op(
        "absolute",
        source=call("np.abs({})"),
        written=Form(lambda a: Fence("|", a, "|"), Binds.ATOM, (Binds.ANY,)),
        shape=shapes.elementwise,
        entry=each("absolute"),
        vjp=lambda g, x, _: (g * sign(x[0]),),
    )
)
