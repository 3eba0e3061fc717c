"""Every gradient of a trace against central differences, each entry with a step that suits it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.check.gradcheck.checked_trace import STEP, TOLERANCE, CheckedTrace, Gradient
from engine.check.kinks import crossed
from engine.check.may_differ import Reason, kink_reason
from engine.core.expr import Cell
from engine.network.conventions import HANDOUT, Conventions
from engine.running.trace import Array, Trace

OTHER_STEPS = (1e-4, 1e-3, *(10.0**-k for k in range(6, 13)))
"""Tried where the usual step does not agree: a curve may be too sharp for it, or too flat."""
CLEAR = 1e-3
"""What rounding may be, as a part of a slope, for another step to count."""


@dataclass(frozen=True, eq=False)
class Check:
    """A gradient against the slopes of the loss; all arrays have the shape of the gradient.

    - `name`, `of`: the gradient, and the value that it belongs to
    - `recorded`, `numeric`: the gradient of the trace, and the slopes
    - `errors`: how far the two differ, relative to the larger
    - `reasons`: why they may rightly differ; empty where nothing of the kind is the case
    - `unexplained`: the errors that remain when the reasons are taken into account
    - `steps`: the step of each difference
    """

    name: str
    of: str
    recorded: Array
    numeric: Array
    reasons: tuple[Reason, ...]
    errors: Array
    unexplained: Array
    steps: Array

    @cached_property
    def agrees(self) -> NDArray[np.bool_]:
        """Where the recorded gradient is the slope."""
        return self.errors <= TOLERANCE

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Where the recorded gradient is what the conventions make of the slope."""
        return self.unexplained <= TOLERANCE

    @property
    def passed(self) -> bool:
        """Whether every entry is right."""
        return bool(self.right.all())


def check_gradients(
    trace: Trace, conventions: Conventions = HANDOUT, only: Collection[str] | None = None
) -> tuple[Check, ...]:
    """Check every gradient of a trace against the slopes of its loss, in the order of the program.

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
    wrong = checked.errors(gradient.expected, usual, STEP) > TOLERANCE
    numeric, steps = _at_best_steps(checked, gradient, usual, wrong)
    unexplained = checked.errors(gradient.expected, numeric, steps)
    reasons, crossings = gradient.reasons, _crossings(checked, gradient, wrong)
    if crossings:
        straight = checked.slopes(gradient, STEP, checked.without_kinks)
        errors = checked.errors(gradient.expected, straight, STEP)
        over_a_kink = np.zeros(errors.shape, dtype=np.bool_)
        for index in crossings:
            over_a_kink[index] = True
        unexplained = np.where(over_a_kink, np.minimum(unexplained, errors), unexplained)
        cells = tuple(dict.fromkeys(cell for cells in crossings.values() for cell in cells))
        reasons = (*reasons, kink_reason(cells, checked.forward, STEP))
    return Check(
        name=gradient.name,
        of=gradient.of,
        recorded=gradient.recorded,
        numeric=numeric,
        reasons=reasons,
        errors=checked.errors(gradient.recorded, numeric, steps),
        unexplained=unexplained,
        steps=steps,
    )


def _at_best_steps(
    checked: CheckedTrace, gradient: Gradient, usual: Array, wrong: NDArray[np.bool_]
) -> tuple[Array, Array]:
    """Find the slopes and their steps: the usual step, or where it does not agree, one that does.

    A step at which rounding could make any two numbers agree does not count, unless it is the
    largest at which there is a loss: a variance of 0 cannot be moved far.
    """
    numeric, steps, wrong = usual.copy(), np.full_like(usual, STEP), wrong.copy()
    for h in OTHER_STEPS if wrong.any() else ():
        other = checked.slopes(gradient, h)
        first = ~np.isfinite(numeric) & np.isfinite(other)
        larger = np.maximum(np.abs(gradient.expected), np.abs(other))
        clear = checked.rounding / h <= CLEAR * larger
        agrees = checked.errors(gradient.expected, other, h) <= TOLERANCE
        taken = first | (wrong & clear & agrees)
        numeric[taken], steps[taken] = other[taken], h
        wrong &= ~(taken & agrees)
    return numeric, steps


def _crossings(
    checked: CheckedTrace, gradient: Gradient, wrong: NDArray[np.bool_]
) -> dict[tuple[int, ...], tuple[Cell, ...]]:
    """Find the entries that move others over a kink within a step, with the cells of those."""
    forward, sides = checked.forward, checked.kink_sides
    cells = {
        index: crossed(forward, sides, gradient.of, index, STEP, gradient.through)
        for index in (tuple(map(int, index)) for index in np.argwhere(wrong))
    }
    return {index: crossed_at for index, crossed_at in cells.items() if crossed_at}
