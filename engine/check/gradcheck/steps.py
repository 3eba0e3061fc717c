"""Compare gradients with central differences at one step `h` of your choice, or at many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from engine.check.gradcheck.checked_trace import STEP, CheckedTrace
from engine.core.expr import Cell
from engine.entries.terms import check_cell
from engine.network.conventions import HANDOUT, Conventions
from engine.running.rerun import entry_slopes
from engine.running.trace import Array, Trace

TINY = float(np.finfo(np.float64).tiny)
SWEEP = tuple(10.0**-k for k in range(1, 13))


@dataclass(frozen=True, eq=False)
class StepCheck:
    """A gradient against the slopes at one step; all arrays have the shape of the gradient.

    - `numeric`: the slopes, `(L(v + h) - L(v - h)) / 2h` for every entry `v`
    - `errors`: how far the recorded gradient is from the slopes, relative to the larger of both
    - `adjusted`: the same for the gradient before the conventions adjust it

    A difference is forgiven only as far as rounding explains it at the usual step `STEP`. Rounding
    does more at a smaller step, and that counts as an error: a step that is too small is seen.
    """

    name: str
    h: float
    numeric: Array
    errors: Array
    adjusted: Array


def check_at_step(
    trace: Trace,
    h: float,
    conventions: Conventions = HANDOUT,
    only: Collection[str] | None = None,
) -> tuple[StepCheck, ...]:
    """Compare every gradient with the slopes at the step `h`, in the order of the program.

    Raises what `check_gradients` raises.
    """
    checked = CheckedTrace(trace, conventions)
    with np.errstate(all="ignore"):
        return tuple(
            StepCheck(
                name=gradient.name,
                h=h,
                numeric=(numeric := checked.slopes(gradient, h)),
                errors=checked.errors(gradient.recorded, numeric, STEP),
                adjusted=checked.errors(gradient.expected, numeric, STEP),
            )
            for gradient in checked.gradients(only)
        )


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """A central difference at one step, and its relative error."""

    h: float
    numeric: float
    error: float


def sweep(
    trace: Trace,
    name: str,
    row: int,
    col: int,
    conventions: Conventions = HANDOUT,
    steps: Sequence[float] = SWEEP,
) -> tuple[SweepPoint, ...]:
    """Measure one entry of a gradient by central differences of many steps, from large to small.

    A large step is wrong by `h²/6` times the third derivative of the loss, a small one by rounding,
    which grows as `1 / h`. The errors are relative to the larger of the difference and the gradient
    before the conventions adjust it.
    Raises what `check_gradients` raises, and `BindError` for a position beyond the shape.
    """
    checked = CheckedTrace(trace, conventions)
    (gradient,) = checked.gradients((name,))
    check_cell(trace, Cell(name, row, col))
    chain = checked.equations_to_loss(gradient)
    expected = float(gradient.expected[row, col])
    at_steps = entry_slopes(checked.forward.values, chain, gradient.of, (row, col), np.array(steps))
    return tuple(
        SweepPoint(h, value, abs(value - expected) / max(abs(value), abs(expected), TINY))
        for h, value in zip(steps, at_steps.tolist(), strict=True)
    )
