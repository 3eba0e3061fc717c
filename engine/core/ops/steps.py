"""Rows of the table: steps, the derivatives of functions with a kink. A step has no gradient."""

from __future__ import annotations

from engine.core.box import Digits, Letter, Row, Sign, Sup, Word, brackets
from engine.core.ops.declare import entrywise, with_constant
from engine.core.ops.forms import ONES, line
from engine.core.ops.op import Binds, Form

step = with_constant(
    "step",
    lambda *_: None,
    "np.heaviside({}, {})",
    Letter("H"),
    torch=line("torch.heaviside({0}, torch.full_like({0}, {1}))"),
)
positive = entrywise(
    "positive",
    lambda *_: None,
    "np.heaviside({}, 0)",
    Form(
        lambda a: Row((ONES, brackets(Row((a, Sign(">"), Digits("0")))))), Binds.ATOM, (Binds.SUM,)
    ),
    torch=line("({0} > 0).to({0}.dtype)", Binds.ATOM),
)
leaky_slope = with_constant(
    "leaky_slope",
    lambda *_: None,
    line("np.where({0} > 0, np.ones_like({0}), {1})", Binds.SUM, Binds.ANY),
    Sup(Word("LeakyReLU"), Sign("′")),
)
