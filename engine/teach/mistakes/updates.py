"""Mistakes with the update: uphill, without the learning rate, without what is remembered."""

from __future__ import annotations

from engine.core.ops import div, over, scale
from engine.teach.mistakes.mistake import UPDATE, Mistake
from engine.teach.mistakes.rules import RATE, SETTING, A, B, C, Rule, anywhere

MISTAKES = (
    Mistake("uphill", UPDATE, anywhere(Rule(A - B, A + B, (A,)))),
    Mistake("rate_forgotten", UPDATE, anywhere(Rule(scale(RATE, A), A, (RATE,)))),
    Mistake("share_forgotten", UPDATE, anywhere(Rule(scale(SETTING, A), A, (SETTING,)))),
    Mistake(
        "correction_forgotten",
        UPDATE,
        anywhere(Rule(over(A, B - C), A, (A,)), Rule(div(A, B - C), A, (A,))),
    ),
)
