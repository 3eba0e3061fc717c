"""Every gradient of a trace against central differences, entry by entry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.check.gradcheck.base import STEP, TOLERANCE, Base, without_conventions
from engine.check.gradcheck.which import chosen, through
from engine.check.kinks import crossed
from engine.check.reasons import Reason, kink
from engine.core.expr import Cell
from engine.core.program import Equation
from engine.network.conventions import HANDOUT, Conventions
from engine.running.rerun import Line, lines, slopes
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
    - `errors`: how far the two differ, relative to the larger; `agrees` where hardly at all
    - `reasons`: why they may rightly differ; empty where nothing of the kind is the case
    - `left`: the errors that are left with those causes taken away; `holds` where hardly any is
    - `steps`: the step of each difference
    - `resolution`: a gradient smaller than this is lost in rounding
    """

    name: str
    of: str
    recorded: Array
    numeric: Array
    reasons: tuple[Reason, ...]
    errors: Array
    left: Array
    steps: Array
    resolution: float

    @cached_property
    def agrees(self) -> NDArray[np.bool_]:
        """Where the recorded gradient is the slope."""
        return self.errors <= TOLERANCE

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """Where it is what the conventions make of the slope."""
        return self.left <= TOLERANCE

    @property
    def passed(self) -> bool:
        """Whether every entry is right."""
        return bool(self.holds.all())


def check_gradients(
    trace: Trace, conventions: Conventions = HANDOUT, only: Collection[str] | None = None
) -> tuple[Check, ...]:
    """Every gradient of a trace against the slopes of its loss, in the order of the program.

    The conventions are those that the program was made with; `only` picks some gradients by name.
    With an upstream gradient instead of a loss, the slopes are those of `Σ Y ⊙ gradY`.
    Raises `LimitError` for more than 20,000 entries, `ProgramError` for a program without a loss,
    and `BindError` for a name in `only` that is not a gradient.
    """
    base, wanted = Base(trace, conventions), chosen(trace, only)
    with np.errstate(all="ignore"):
        return tuple(_check(base, equation) for equation in wanted)


def _check(base: Base, equation: Equation) -> Check:
    of, ways = str(equation.of), through(base.program, equation)
    chain = lines(base.ahead, of, base.to, ways)
    recorded = base.trace[equation.name]
    freed, reasons = without_conventions(base, equation)
    usual = slopes(base.ahead.values, chain, of, STEP)
    numeric, steps = _other_steps(base, chain, of, freed, usual)
    left = base.errors(freed, numeric, steps)
    bent = _bent(base, of, ways, base.errors(freed, usual, STEP) > TOLERANCE)
    if bent:
        left = _left_without_kinks(base, of, ways, freed, left, bent)
        cells = tuple(dict.fromkeys(cell for cells in bent.values() for cell in cells))
        reasons = (*reasons, kink(cells, base.ahead, STEP))
    return Check(
        name=equation.name,
        of=of,
        recorded=recorded,
        numeric=numeric,
        reasons=reasons,
        errors=base.errors(recorded, numeric, steps),
        left=left,
        steps=steps,
        resolution=base.noise / STEP,
    )


def _other_steps(
    base: Base, chain: tuple[Line, ...], of: str, expected: Array, usual: Array
) -> tuple[Array, Array]:
    """The slopes and their steps: the usual one, or where that does not agree, one that does.

    A step at which rounding could make any two numbers agree does not count, unless it is the
    largest at which there is a loss: a variance of 0 cannot be moved far.
    """
    numeric, steps = usual.copy(), np.full_like(usual, STEP)
    wrong = base.errors(expected, usual, STEP) > TOLERANCE
    for h in OTHER_STEPS if wrong.any() else ():
        tried = slopes(base.ahead.values, chain, of, h)
        first = ~np.isfinite(numeric) & np.isfinite(tried)
        clear = base.noise / h <= CLEAR * np.maximum(np.abs(expected), np.abs(tried))
        agrees = base.errors(expected, tried, h) <= TOLERANCE
        taken = first | (wrong & clear & agrees)
        numeric[taken], steps[taken] = tried[taken], h
        wrong &= ~(taken & agrees)
    return numeric, steps


def _bent(
    base: Base, of: str, ways: Collection[str] | None, wrong: NDArray[np.bool_]
) -> dict[tuple[int, ...], tuple[Cell, ...]]:
    """The entries that move something over a kink, with the cells where that is."""
    indices = (tuple(map(int, index)) for index in np.argwhere(wrong))
    found = {index: crossed(base.ahead, base.watch, of, index, STEP, ways) for index in indices}
    return {index: cells for index, cells in found.items() if cells}


def _left_without_kinks(
    base: Base,
    of: str,
    ways: Collection[str] | None,
    freed: Array,
    left: Array,
    bent: Collection[tuple[int, ...]],
) -> Array:
    """The errors that are left where those entries are held against slopes without kinks."""
    chain = lines(base.straight, of, base.to, ways)
    errors = base.errors(freed, slopes(base.straight.values, chain, of, STEP), STEP)
    where = np.zeros_like(left, dtype=np.bool_)
    for index in bent:
        where[index] = True
    return np.where(where, np.minimum(left, errors), left)
