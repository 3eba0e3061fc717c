"""The table of known mistakes, the most specific first."""

from __future__ import annotations

from engine.teach.mistakes import (
    additions,
    averages,
    dropouts,
    factors,
    logarithms,
    normalisation,
    other_slopes,
    penalties,
    products,
    signs,
    slopes,
    softmaxes,
    sources,
    updates,
)
from engine.teach.mistakes.mistake import Mistake

FAMILIES = (
    *(
        normalisation.MISTAKES,
        dropouts.MISTAKES,
        additions.MISTAKES,
        penalties.MISTAKES,
        softmaxes.MISTAKES,
        slopes.MISTAKES,
        other_slopes.MISTAKES,
    ),
    *(updates.MISTAKES, sources.MISTAKES, signs.MISTAKES, averages.MISTAKES, products.MISTAKES),
    *(logarithms.MISTAKES, factors.MISTAKES),
)
MISTAKES: dict[str, Mistake] = {mistake.key: mistake for part in FAMILIES for mistake in part}
