"""Mistakes with signs and factors: `D - Y`, a lost minus, a ½ or a 2 too few or too many."""

from __future__ import annotations

from typing import cast

from engine.core.expr import Number, walk
from engine.core.ops import over, power, scale
from engine.core.rewrite import Substitution, match
from engine.teach.mistakes.mistake import BACKWARD, LOSS, Mistake, ProgramStep
from engine.teach.mistakes.slips import CONSTANT, NUMBER, TARGET, A, B, Slip, anywhere, swapped


def _number(parts: Substitution) -> float:
    return cast(Number, parts[NUMBER.name]).value


def _is_factor(_step: ProgramStep, parts: Substitution) -> bool:
    return abs(_number(parts)) not in (0, 1)


def _has_no_factor(step: ProgramStep, _parts: Substitution) -> bool:
    """Tell whether a gradient has no factor: the ½ of the loss cancels the 2 of the square."""
    return all(match(scale(A, B), node) is None for node in walk(step.expr))


MISTAKES = (
    Mistake("target_minus_output", BACKWARD, anywhere(*swapped(A - TARGET, TARGET - A))),
    Mistake("target_forgotten", BACKWARD, anywhere(Slip(A - TARGET, A, (TARGET,)))),
    Mistake(
        "sign_lost",
        LOSS + BACKWARD,
        anywhere(
            Slip(-A, A),
            Slip(
                scale(NUMBER, A),
                lambda p: scale(Number(-_number(p)), A),
                when=lambda _, p: _number(p) < 0,
            ),
        ),
    ),
    Mistake(
        "factor_forgotten",
        LOSS + BACKWARD,
        anywhere(
            Slip(scale(NUMBER, A), lambda p: A if _number(p) > 0 else -A, when=_is_factor),
            Slip(over(A, CONSTANT), A),
        ),
    ),
    Mistake(
        "factor_two",
        BACKWARD,
        anywhere(Slip(A - TARGET, scale(Number(2), A - TARGET), when=_has_no_factor)),
    ),
    Mistake(
        "power_kept",
        BACKWARD,
        anywhere(Slip(power(A, NUMBER), lambda p: power(A, Number(_number(p) + 1)))),
    ),
)
