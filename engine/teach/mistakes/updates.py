"""Mistakes with the update: uphill, without the learning rate, a share or the bias correction."""

from __future__ import annotations

from engine.core.ops import div, over, scale
from engine.teach.mistakes.mistake import UPDATE, Mistake
from engine.teach.mistakes.slips import RATE, SETTING, A, B, C, Slip, anywhere

MISTAKES = (
    Mistake("uphill", UPDATE, anywhere(Slip(A - B, A + B, (A,)))),
    Mistake("rate_forgotten", UPDATE, anywhere(Slip(scale(RATE, A), A, (RATE,)))),
    Mistake("share_forgotten", UPDATE, anywhere(Slip(scale(SETTING, A), A, (SETTING,)))),
    Mistake(
        "correction_forgotten",
        UPDATE,
        anywhere(Slip(over(A, B - C), A, (A,)), Slip(div(A, B - C), A, (A,))),
    ),
)
