"""Compare every gradient of a trace with central differences, each entry at a step that suits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.check.gradcheck.checked_trace import STEP, CheckedTrace, Gradient
from engine.check.infinite import INFINITE
from engine.check.kinks import crossed
from engine.check.may_differ import Reason, kink_reason
from engine.check.verdict import TOLERANCE, Verdict, Verdicts, judged, worst
from engine.core.expr import Cell
from engine.network.conventions import HANDOUT, Conventions
from engine.running.trace import Array, Trace

WIDE_STEP = 1e-4
"""Ten times the usual step: from both the slope without the error by curvature is computed."""
OTHER_STEPS = (WIDE_STEP, 1e-3, *(10.0**-k for k in range(6, 13)))
"""Tried where the usual step does not agree: the loss may curve too much for it, or too little."""
MOST_ROUNDING = 1e-3
"""How large rounding may be, relative to the slope, for one of the other steps to count."""
MOST_BESIDE_CURVATURE = 1e-2
"""How large rounding may be, relative to the slope at the usual step, where that slope curves.

So it does where a gradient is 0 before a normalisation of a batch that was dropped as a whole.
"""

Crossings = dict[tuple[int, ...], tuple[Cell, ...]]
"""For an entry that crosses a kink when moved by one step, the cells at which it does."""


@dataclass(frozen=True, eq=False)
class Check:
    """A gradient against the slopes of the loss; all arrays have the shape of the gradient.

    - `name`, `of`: the gradient, and the value that it belongs to
    - `recorded`, `numeric`: the gradient in the trace, and the slopes
    - `reasons`: why the two may rightly differ; empty if there is no reason
    - `errors`: the distance between the two, relative to the larger
    - `adjusted`: the same for the gradient before the conventions adjust it
    - `unexplained`: the errors that neither the conventions nor a kink explains
    - `steps`: the step of each difference
    """

    name: str
    of: str
    recorded: Array
    numeric: Array
    reasons: tuple[Reason, ...]
    errors: Array
    adjusted: Array
    unexplained: Array
    steps: Array

    @cached_property
    def verdicts(self) -> Verdicts:
        """The verdict on every entry."""
        return judged(self.errors, self.adjusted, self.unexplained, self.finite)

    @property
    def finite(self) -> bool:
        """Whether the loss is a finite number, so that it has slopes."""
        return all(reason.kind != INFINITE for reason in self.reasons)

    @property
    def verdict(self) -> Verdict:
        """The verdict on the whole gradient."""
        return worst(self.verdicts)

    @property
    def passed(self) -> bool:
        """Whether every entry is right."""
        return self.verdict.right


def check_gradients(
    trace: Trace, conventions: Conventions = HANDOUT, only: Collection[str] | None = None
) -> tuple[Check, ...]:
    """Compare every gradient of a trace with the slopes of its loss, in the order of the program.

    The conventions are those that the program was made with; `only` picks some gradients by name.
    With an upstream gradient instead of a loss, the slopes are those of `Σ Y ⊙ gradY`.
    Raises `LimitError` for more than 20,000 entries, `ProgramError` for a program without a loss,
    and `BindError` for a name in `only` that is not a gradient.
    """
    checked = CheckedTrace(trace, conventions)
    with np.errstate(all="ignore"):
        return tuple(_check(checked, gradient) for gradient in checked.gradients(only))


def _check(checked: CheckedTrace, gradient: Gradient) -> Check:
    usual = checked.slopes(gradient, STEP)
    differs = checked.errors(gradient.expected, usual, STEP) > TOLERANCE
    numeric, steps = _at_best_steps(checked, gradient, usual, differs)
    adjusted = checked.errors(gradient.expected, numeric, steps)
    crossings = _crossings(checked, gradient, differs)
    return Check(
        name=gradient.name,
        of=gradient.of,
        recorded=gradient.recorded,
        numeric=numeric,
        reasons=(*gradient.reasons, *_kink_reasons(checked, crossings)),
        errors=checked.errors(gradient.recorded, numeric, steps),
        adjusted=adjusted,
        unexplained=_beside_kinks(checked, gradient, adjusted, crossings),
        steps=steps,
    )


def _kink_reasons(checked: CheckedTrace, crossings: Crossings) -> tuple[Reason, ...]:
    """Say at which cells entries cross a kink, each cell once."""
    cells = tuple(dict.fromkeys(cell for cells in crossings.values() for cell in cells))
    return (kink_reason(cells, checked.forward, STEP),) if cells else ()


def _beside_kinks(
    checked: CheckedTrace, gradient: Gradient, errors: Array, crossings: Crossings
) -> Array:
    """Take the errors without kinks of the entries that cross one, where these are smaller."""
    if not crossings:
        return errors
    over_a_kink = np.zeros(errors.shape, dtype=np.bool_)
    for index in crossings:
        over_a_kink[index] = True
    straight = checked.slopes(gradient, STEP, checked.without_kinks)
    best = _at_best_steps(checked, gradient, straight, over_a_kink, checked.without_kinks)
    without = checked.errors(gradient.expected, *best)
    return np.where(over_a_kink, np.minimum(errors, without), errors)


def _at_best_steps(
    checked: CheckedTrace,
    gradient: Gradient,
    usual: Array,
    differs: NDArray[np.bool_],
    forward: Trace | None = None,
) -> tuple[Array, Array]:
    """Give the slope and the step of every entry: the usual step, or another one that agrees.

    Another step counts only if rounding is small beside the slope there; or beside the error by
    curvature at the usual step, unless a step has refuted the gradient. The exception is an entry
    whose slope is not finite at the usual step, such as a variance of 0, which cannot be lowered:
    it takes the first of the other steps at which the slope is finite. `forward` is another forward
    pass, such as the one without kinks.
    """
    numeric, steps = usual.copy(), np.full_like(usual, STEP)
    differs = differs & (checked.errors(gradient.expected, usual, STEP) > TOLERANCE)
    seen = np.where(np.isfinite(usual), np.abs(usual), 0)
    refuted = np.zeros_like(differs)
    for h, other, curved in _others(checked, gradient, usual, forward) if differs.any() else ():
        first = ~np.isfinite(numeric) & np.isfinite(other)
        larger = np.maximum(np.abs(gradient.expected), np.abs(other))
        rounding = checked.rounding / h
        refuted |= np.abs(gradient.expected - other) > rounding + 2 * curved
        small = ~refuted & (rounding <= MOST_BESIDE_CURVATURE * seen)
        clear = (h == STEP) | (rounding <= MOST_ROUNDING * larger) | small
        agrees = checked.errors(gradient.expected, other, h) <= TOLERANCE
        taken = first | (differs & clear & agrees)
        numeric[taken], steps[taken] = other[taken], h
        differs &= ~(taken & agrees)
    return numeric, steps


def _others(
    checked: CheckedTrace, gradient: Gradient, usual: Array, forward: Trace | None
) -> Iterator[tuple[float, Array, Array]]:
    """Yield slopes at other steps: the step that divides the rounding, the slope, its other error.

    That is the error by curvature, `inf` where it is not known. Below the usual step, each slope
    comes twice: as it is, and with this error taken off.
    """
    wider, unknown = usual, np.full_like(usual, np.inf)
    for h in OTHER_STEPS:
        other = checked.slopes(gradient, h, forward)
        if h == WIDE_STEP:
            yield STEP, _without_curvature(usual, other), unknown
        if h > STEP:
            yield h, other, unknown
            continue
        straight = _without_curvature(other, wider)
        curved = np.abs(other - straight)
        yield h, other, curved
        yield h, straight, curved
        wider = other


def _without_curvature(slope: Array, wide: Array) -> Array:
    """Compute `(100 s(h) - s(10 h)) / 99` (Richardson).

    The error by curvature grows with the square of the step; this has no more rounding than `s(h)`.
    """
    return (100 * slope - wide) / 99


def _crossings(checked: CheckedTrace, gradient: Gradient, differs: NDArray[np.bool_]) -> Crossings:
    """Find the entries that push cells over a kink when moved by one step, with those cells."""
    forward, sides = checked.forward, checked.kink_sides
    cells = {
        index: crossed(forward, sides, gradient.of, index, STEP, gradient.through)
        for index in (tuple(map(int, index)) for index in np.argwhere(differs))
    }
    return {index: crossed_at for index, crossed_at in cells.items() if crossed_at}
