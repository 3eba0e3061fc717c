"""Mistakes with dropout: the mask forgotten on the way back, taken the other way, not made up for.

Inverted dropout is `Y = X ⊙ mask / (1 - p)`, and its gradient `∇X = ∇Y ⊙ mask / (1 - p)`: the same
mask and the same factor.
"""

from __future__ import annotations

from engine.core.expr import Number
from engine.teach.mistakes.mistake import BOTH, Mistake
from engine.teach.mistakes.slips import MASK, SETTING, A, Slip, anywhere

ONE = Number(1)
KEPT = A * MASK
ENLARGED = KEPT / (ONE - SETTING)
MISTAKES = (
    Mistake("mask_forgotten", BOTH, anywhere(Slip(KEPT, A, (MASK,)))),
    Mistake("mask_inverted", BOTH, anywhere(Slip(KEPT, A * (ONE - MASK), (MASK,)))),
    Mistake("mask_not_scaled", BOTH, anywhere(Slip(ENLARGED, KEPT, (SETTING,)))),
    Mistake("divided_by_dropped", BOTH, anywhere(Slip(ENLARGED, KEPT / SETTING, (SETTING,)))),
    Mistake("dropout_forgotten", BOTH, anywhere(Slip(ENLARGED, A, (MASK,)))),
)
