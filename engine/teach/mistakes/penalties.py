"""Mistakes with a penalty on the weights: forgotten, with a wrong factor, or averaged.

The gradient of `λ‖W‖²` is `2 λ W`, that of `½λ‖W‖²` is `λ W`. It does not depend on
the samples, so it is not averaged over them.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name, Number, names
from engine.core.ops import over, scale
from engine.core.program import Program
from engine.core.rewrite import match, replace_names
from engine.teach.mistakes.connections import batch_size
from engine.teach.mistakes.mistake import BACKWARD, LOSS, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import (
    BACKPROPAGATED,
    NUMBER,
    OTHER_VALUE,
    OWN_PARAMETER,
    VALUE,
    A,
    Slip,
    at_root,
    summands,
)

DATA, COUNT = BACKPROPAGATED, Name("count")
HALF = scale(A, OWN_PARAMETER)
FULL = scale(NUMBER, HALF)
ABOUT = (OWN_PARAMETER,)


def _beside_data(right: Expr, wrong: Expr) -> tuple[Slip, Slip]:
    """Write one penalty for another, after what is computed from a gradient or before it."""
    return Slip(DATA + right, DATA + wrong, ABOUT), Slip(right + DATA, wrong + DATA, ABOUT)


def _on_bias(step: ProgramStep) -> Iterator[Wrong]:
    """Add the penalty of the weights to the gradient of a parameter that has none."""
    if step.is_of_parameter() and step.of not in names(step.expr):
        for penalty in _penalties(step.program, Name(step.of)):
            yield step.expr + penalty, (step.of,)


def _penalties(program: Program, parameter: Name) -> Iterator[Expr]:
    """Write the penalties that are in the gradients of other parameters, for this one."""
    for equation in program.gradients:
        for part in summands(equation.expr):
            for form in (FULL, HALF):
                found = match(form, part) or {}
                if found.get(OWN_PARAMETER.name) == Name(str(equation.of)):
                    yield replace_names(part, {str(equation.of): parameter})


def _over_samples(step: ProgramStep) -> Iterator[Wrong]:
    """Write `λ W / n`, beside what is averaged already or not."""
    if batch := batch_size(step.program):
        slips = (s for p in (FULL, HALF) for s in _beside_data(p, over(p, batch)))
        yield from at_root(*slips)(step)


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
    Mistake("penalty_on_bias", BACKWARD, _on_bias),
    Mistake(
        "penalty_sign",
        BACKWARD,
        at_root(
            *(Slip(DATA + p, DATA - p, ABOUT) for p in (FULL, HALF)),
            *(Slip(p + DATA, DATA - p, ABOUT) for p in (FULL, HALF)),
        ),
    ),
    Mistake("penalty_over_samples", BACKWARD, _over_samples),
    Mistake(
        "penalty_averaged",
        BACKWARD,
        at_root(
            *(Slip(over(DATA, COUNT) + p, over(DATA + p, COUNT), ABOUT) for p in (FULL, HALF)),
            *(Slip(p + over(DATA, COUNT), over(p + DATA, COUNT), ABOUT) for p in (FULL, HALF)),
        ),
    ),
)
