"""Say that a step is not finite."""

from __future__ import annotations

import numpy as np

from app.text import text
from app.views.reasons import reason_data
from engine.check.infinite import probability_of_zero
from engine.check.may_differ import short_cut
from engine.running.trace import Trace


def notice(trace: Trace, lang: str, iteration: int = 1) -> str | None:
    """Write a sentence about the first step that is not finite; None where all are.

    After some iterations it says that they end here, and what may keep the numbers small: where
    the targets do not sum to one, no learning rate does, but the exact gradient.
    """
    fault = trace.first_nonfinite()
    if fault is None:
        return None
    if why := probability_of_zero(trace):
        return reason_data(why, lang)["said"]
    step = trace.program.equations.index(fault) + 1
    return text(_key(trace, iteration), lang, name=fault.name, step=step, iteration=iteration)


def _key(trace: Trace, iteration: int) -> str:
    if iteration == 1:
        return "notice.not_finite"
    with np.errstate(all="ignore"):  # The numbers that are compared are not finite themselves.
        return "notice.grown_short" if short_cut(trace) else "notice.grown"
