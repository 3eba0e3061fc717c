"""Rows of the table: exponentials, logarithms, roots, powers, sine and cosine, entry by entry."""

from __future__ import annotations

from engine.core import numerics
from engine.core.box import Box, Fence, Letter, Root, Row, Sup, Word
from engine.core.expr import Number
from engine.core.ops.arithmetic import div, quotient, scale, sub
from engine.core.ops.declare import declare, entrywise, with_constant
from engine.core.ops.forms import ENTRYWISE, line
from engine.core.ops.op import Binds, Form, Op

ONE = Number(1)


def log_of(a: Box) -> Box:
    """Write `log a`; `Form.takes` puts brackets around `a` where it needs them."""
    return Row((Word("log"), a))


exp = entrywise(
    "exp",
    lambda g, _, y: g * y,
    written=Form(lambda a: Sup(Letter("e"), a), Binds.POWER, (Binds.ANY,)),
)
log = entrywise(
    "log",
    lambda g, x, _: div(g, x),
    written=Form(log_of, Binds.SIGNED, (Binds.ATOM,), opens=True),
)
sqrt = entrywise(
    "sqrt",
    lambda g, _, y: div(g, scale(Number(2), y)),
    written=Form(Root),
)
power: Op = with_constant(
    "power",
    lambda g, x, c, _: scale(c, g * power(x, sub(c, ONE))),
    line("{} ** {}", Binds.ATOM, Binds.SIGNED, binds=Binds.POWER),
    Form(Sup, Binds.POWER, (Binds.ATOM, Binds.ANY)),
)
xlogy = declare(
    "xlogy",
    "xlogy({}, {})",
    Form(
        lambda x, y: Row((x, ENTRYWISE, log_of(y))),
        Binds.ENTRYWISE,
        (Binds.ENTRYWISE, Binds.ATOM),
        opens=True,
    ),
    lambda g, x, _: (g * log(x[1]), g * quotient(x[0], x[1])),
    helper=numerics.xlogy,
    torch=line("torch.xlogy({}, {})"),
)
sin: Op = entrywise("sin", lambda g, x, _: g * cos(x))
cos: Op = entrywise("cos", lambda g, x, _: -(g * sin(x)))
sign = entrywise("sign", lambda *_: None)
absolute = entrywise(
    "absolute",
    lambda g, x, _: g * sign(x),
    "np.abs({})",
    Form(lambda a: Fence("|", a, "|")),
    typed="abs",
)
