"""Mistakes with the logarithm of a loss: to the base 10 or 2 in place of the natural one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log

from engine.core.expr import Expr, Number
from engine.core.ops import log as ln
from engine.core.ops import log_softmax, over, softplus, xlogy
from engine.teach.mistakes.mistake import LOSS, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import A, B, Slip, anywhere

LOGARITHMS: tuple[Expr, ...] = (ln(A), xlogy(A, B), log_softmax(A), softplus(A) - B)
"""What of a loss is a logarithm; the last is `-d log σ(a) - (1 - d) log σ(-a)`."""


def _to_base(base: float) -> Callable[[ProgramStep], Iterator[Wrong]]:
    """Divide every kind of logarithm by that of the base: `log10 x = log x / log 10`."""
    return anywhere(*(Slip(form, over(form, Number(log(base)))) for form in LOGARITHMS))


MISTAKES = (
    Mistake("log_ten", LOSS, _to_base(10)),
    Mistake("log_two", LOSS, _to_base(2)),
)
