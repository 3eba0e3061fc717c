"""Mistakes that give no number where one is too large, or 0: right formulas, computed too directly.

`e^1000` is infinite, and `inf / inf` and `0 log 0` are NaN. Softmax takes the maximum off before.
"""

from __future__ import annotations

from engine.core.expr import Expr
from engine.core.ops import (
    exp,
    log,
    log_softmax,
    softmax,
    softmax_cols,
    softplus,
    sum_cols,
    sum_rows,
    xlogy,
)
from engine.core.ops.functions import ONE
from engine.teach.mistakes.mistake import BOTH, FORWARD, LOSS, Mistake
from engine.teach.mistakes.slips import A, B, Slip, anywhere


def _share(total: Expr) -> Expr:
    return exp(A) / total


MISTAKES = (
    Mistake(
        "softmax_without_maximum",
        FORWARD + LOSS,
        anywhere(
            Slip(softmax(A), _share(sum_cols(exp(A))), (A,)),
            Slip(softmax_cols(A), _share(sum_rows(exp(A))), (A,)),
            Slip(log_softmax(A), log(_share(sum_cols(exp(A)))), (A,)),
        ),
    ),
    Mistake("zero_times_log", LOSS, anywhere(Slip(xlogy(A, B), A * log(B), (B,)))),
    Mistake("exp_too_large", BOTH + LOSS, anywhere(Slip(softplus(A), log(ONE + exp(A)), (A,)))),
)
