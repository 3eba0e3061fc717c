"""Judge gradients: every place that says whether one is right takes its verdict from here."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.core.words import text
from engine.running.trace import Array

TOLERANCE = 1e-5
"""The largest relative distance at which a gradient and a slope agree."""
Verdicts = NDArray[np.str_]
_TEXT = "U14"
"""As long as the longest verdict."""


class Verdict(StrEnum):
    """What a gradient is, held against the slope of the loss.

    - `agrees`: it is the slope
    - `convention`: it follows the handout's convention, and without that it is the slope
    - `kink`: it stands at a kink, where the loss has two slopes, and is the one that was chosen
    - `step`: it is the slope, but the step of the central difference is too large or too small
    - `unconventional`: it is the slope, where the conventions ask for something else
    - `infinite`: there is no slope to hold it against, since the loss is not a finite number
    - `differs`: it is none of these
    """

    AGREES = "agrees"
    CONVENTION = "convention"
    KINK = "kink"
    STEP = "step"
    UNCONVENTIONAL = "unconventional"
    INFINITE = "infinite"
    DIFFERS = "differs"

    @property
    def right(self) -> bool:
        """Whether it is what it should be; without a slope nobody knows."""
        return self not in (Verdict.UNCONVENTIONAL, Verdict.INFINITE, Verdict.DIFFERS)

    def words(self, lang: str = "en") -> str:
        """Say it in a few words, after the name of the gradient."""
        return text(f"player.verdict.{self}", lang)


def judged(errors: Array, adjusted: Array, unexplained: Array, finite: bool = True) -> Verdicts:
    """Give the verdict on each entry from its relative errors.

    - `errors`: of the recorded gradient
    - `adjusted`: of the gradient before the conventions adjust it
    - `unexplained`: what is left of the latter where a kink explains it
    - `finite`: whether the loss is a finite number
    """
    agrees, follows, right = (e <= TOLERANCE for e in (errors, adjusted, unexplained))
    rest = Verdict.DIFFERS if finite else Verdict.INFINITE
    verdicts = np.full(np.shape(errors), str(rest), dtype=_TEXT)
    for entries, verdict in (
        (agrees, Verdict.UNCONVENTIONAL),
        (right, Verdict.KINK),
        (follows & right, Verdict.CONVENTION),
        (agrees & right, Verdict.AGREES),
    ):
        verdicts[entries] = verdict
    return verdicts


def at_step(verdicts: Verdicts, best: Verdicts) -> Verdicts:
    """Change the verdict `kink` to `step` where the best step crosses no kink.

    `best` are the verdicts at that step.
    """
    by_step = (verdicts == Verdict.KINK) & (best != Verdict.KINK)
    return np.where(by_step, str(Verdict.STEP), verdicts)


def worst(verdicts: Verdicts) -> Verdict:
    """Give the verdict on a whole gradient: that of its worst entry."""
    return max(map(Verdict, np.unique(verdicts).tolist()), key=list(Verdict).index)
