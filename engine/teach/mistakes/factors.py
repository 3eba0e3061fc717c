"""Mistakes with a plain factor: a whole array is so many times what it should be.

These say least of why, so that they come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Number, Size
from engine.core.ops import over, scale
from engine.teach.mistakes.connections import batch_size, outputs
from engine.teach.mistakes.mistake import BACKWARD, LOSS, Mistake, ProgramStep, Wrong

FACTORS = tuple(map(Number, range(2, 11)))


def _times(step: ProgramStep) -> Iterator[Wrong]:
    """Multiply by a whole number."""
    return ((scale(factor, step.expr), ()) for factor in FACTORS)


def _divided(step: ProgramStep) -> Iterator[Wrong]:
    """Divide by a whole number."""
    return ((over(step.expr, factor), ()) for factor in FACTORS)


def _times_samples(step: ProgramStep) -> Iterator[Wrong]:
    """Multiply by the number of samples."""
    if batch := batch_size(step.program):
        yield scale(batch, step.expr), ()


def _over_samples(step: ProgramStep) -> Iterator[Wrong]:
    """Divide by the number of samples."""
    if batch := batch_size(step.program):
        yield over(step.expr, batch), ()


def _times_outputs(step: ProgramStep) -> Iterator[Wrong]:
    """Multiply by the number of outputs."""
    return ((scale(Size(dim), step.expr), ()) for dim in outputs(step.program))


def _over_outputs(step: ProgramStep) -> Iterator[Wrong]:
    """Divide by the number of outputs."""
    return ((over(step.expr, Size(dim)), ()) for dim in outputs(step.program))


PHASES = LOSS + BACKWARD
MAKERS = {
    "times_samples": _times_samples,
    "over_samples": _over_samples,
    "times_outputs": _times_outputs,
    "over_outputs": _over_outputs,
    "times": _times,
    "divided": _divided,
}
MISTAKES = tuple(Mistake(key, PHASES, make, says_why=False) for key, make in MAKERS.items())
