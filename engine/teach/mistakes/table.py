"""The table of known mistakes, the most specific first."""

from __future__ import annotations

from engine.teach.mistakes import (
    additions,
    averages,
    dropouts,
    factors,
    inputs,
    logarithms,
    normalisation,
    ones,
    other_slopes,
    overflows,
    penalties,
    products,
    signs,
    slopes,
    softmaxes,
    sources,
    updates,
)
from engine.teach.mistakes.inputs import InputMistake
from engine.teach.mistakes.mistake import Mistake

FAMILIES = (
    *(
        normalisation.MISTAKES,
        dropouts.MISTAKES,
        additions.MISTAKES,
        penalties.MISTAKES,
        overflows.MISTAKES,
        softmaxes.MISTAKES,
        slopes.MISTAKES,
        other_slopes.MISTAKES,
        ones.MISTAKES,
    ),
    *(updates.MISTAKES, sources.MISTAKES, signs.MISTAKES, averages.MISTAKES, products.MISTAKES),
    *(logarithms.MISTAKES, factors.MISTAKES),
)
MISTAKES: dict[str, Mistake] = {mistake.key: mistake for part in FAMILIES for mistake in part}
OF_INPUTS: dict[str, InputMistake] = {mistake.key: mistake for mistake in inputs.MISTAKES}
"""Those that are in no step, but in the numbers that go in."""
