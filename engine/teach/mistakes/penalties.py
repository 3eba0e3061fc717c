"""Mistakes with a penalty on the weights: forgotten, with a wrong factor, or averaged.

The gradient of `λ‖W‖²` is `2 λ W`, that of `½λ‖W‖²` is `λ W`. It does not depend on
the samples, so it is not averaged over them.
"""

from __future__ import annotations

from engine.core.expr import Expr, Name, Number
from engine.core.ops import over, scale
from engine.teach.mistakes.mistake import BACKWARD, LOSS, Mistake
from engine.teach.mistakes.slips import (
    BACKPROPAGATED,
    NUMBER,
    OTHER_VALUE,
    OWN_PARAMETER,
    VALUE,
    A,
    Slip,
    at_root,
)

DATA, COUNT = BACKPROPAGATED, Name("count")
HALF = scale(A, OWN_PARAMETER)
FULL = scale(NUMBER, HALF)
ABOUT = (OWN_PARAMETER,)


def _beside_data(right: Expr, wrong: Expr) -> tuple[Slip, Slip]:
    """Write one penalty for another, after what is computed from a gradient or before it."""
    return Slip(DATA + right, DATA + wrong, ABOUT), Slip(right + DATA, wrong + DATA, ABOUT)


MISTAKES = (
    Mistake(
        "penalty_forgotten",
        BACKWARD,
        at_root(*(Slip(s, DATA, ABOUT) for p in (FULL, HALF) for s in (DATA + p, p + DATA))),
    ),
    Mistake(
        "penalty_not_in_loss",
        LOSS,
        at_root(Slip(VALUE + OTHER_VALUE, VALUE, (OTHER_VALUE,))),
    ),
    Mistake(
        "penalty_factor",
        BACKWARD,
        at_root(*_beside_data(FULL, HALF), *_beside_data(HALF, scale(Number(2), HALF))),
    ),
    Mistake(
        "penalty_averaged",
        BACKWARD,
        at_root(
            *(Slip(over(DATA, COUNT) + p, over(DATA + p, COUNT), ABOUT) for p in (FULL, HALF)),
            *(Slip(p + over(DATA, COUNT), over(p + DATA, COUNT), ABOUT) for p in (FULL, HALF)),
        ),
    ),
)
