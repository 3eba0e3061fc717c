"""Say that a step is not finite."""

from __future__ import annotations

from app.text import text
from app.views.reasons import reason_data
from engine.check.infinite import probability_of_zero
from engine.running.trace import Trace


def notice(trace: Trace, lang: str, iteration: int = 1) -> str | None:
    """Write a sentence about the first step that is not finite; None where all are.

    After some iterations it says that they end here, and what may keep the numbers small.
    """
    fault = trace.first_nonfinite()
    if fault is None:
        return None
    if why := probability_of_zero(trace):
        return reason_data(why, lang)["said"]
    step = trace.program.equations.index(fault) + 1
    key = "notice.not_finite" if iteration == 1 else "notice.grown"
    return text(key, lang, name=fault.name, step=step, iteration=iteration)
