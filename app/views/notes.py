"""Notes on the numbers of a step: what is zero but for rounding, and where a short cut is no slope.

They depend on the numbers, as the sentence about a step does not.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from app.text import Piece, pieces, template, text
from app.work.sizes import is_large, large_names
from engine.check.may_differ import slope_at_short_cut
from engine.check.zeros import Zeros, zeros
from engine.running.trace import Array, Trace

Data = dict[str, Any]


def notes(trace: Trace, lang: str) -> Data:
    """Write the notes by the name of the step: what is said, and what it is said of.

    - `zeros`: `[row, column, number]` for each entry that is zero but for rounding
    - `slope`: the gradient of the loss, where the step takes a short cut that is another number
    """
    if trace.first_nonfinite() is not None:
        return {}
    found = zeros(trace, large_names(trace)).items()
    said = {name: _zeros_note(trace[name], zero, lang) for name, zero in found}
    return said | _short_cut_note(trace, lang)


def _zeros_note(value: Array, zero: Zeros, lang: str) -> Data:
    why = "below_norm" if zero.below_norm else "cancelled"
    at = np.argwhere(np.atleast_2d(zero.at)).tolist()
    rows = np.atleast_2d(value)
    return {
        "said": _said(why, lang),
        "zeros": [[i, j, float(rows[i, j])] for i, j in at],
    }


def _said(key: str, lang: str, *names: str, **values: object) -> list[Piece]:
    return pieces(template(f"note.{key}", lang), names, **values)


def _short_cut_note(trace: Trace, lang: str) -> Data:
    """Write the note on the short cut `Y - D`; none where it is the slope of the loss."""
    found = slope_at_short_cut(trace)
    if found is None:
        return {}
    exact, reason = found
    facts = {key: str(fact) for key, fact in reason.facts}
    name, target = facts["gradient"], facts["target"]
    shown, slope = np.atleast_2d(trace[name]), np.atleast_2d(exact)
    row, col = _most_telling(shown, slope)
    said = _said(
        "short_cut",
        lang,
        target,
        sums=_sums(trace[target], lang),
        row=row + 1,
        col=col + 1,
        shown=written(shown[row, col]),
        slope=written(slope[row, col]),
    )
    return {name: {"said": said, "slope": None if is_large(slope) else slope.tolist()}}


def _most_telling(shown: Array, slope: Array) -> tuple[int, int]:
    """Find the entry that differs most, one with the other sign if there is one."""
    apart = np.abs(shown - slope)
    turned = shown * slope < 0
    best = np.argmax(np.where(turned, apart, 0) if turned.any() else apart)
    row, col = np.unravel_index(int(best), apart.shape)
    return int(row), int(col)


MOST_SUMS = 4


def _sums(target: Array, lang: str) -> str:
    """Write the sums of the rows of a target; of many only the first few."""
    sums = [written(value) for value in target.sum(axis=1)[:MOST_SUMS]]
    more = len(target) > MOST_SUMS
    listed = reduce(lambda first, second: text("note.and", lang, first=first, second=second), sums)
    return listed + (" …" if more else "")


def written(value: float) -> str:
    """Write a number with four digits and a real minus sign."""
    return f"{value:.4g}".replace("-", "−")
