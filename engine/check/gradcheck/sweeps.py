"""One entry of a gradient against central differences of many steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.check.gradcheck.base import Base, without_conventions
from engine.check.gradcheck.which import chosen, through
from engine.core.expr import Cell
from engine.entries.terms import check_cell
from engine.network.conventions import HANDOUT, Conventions
from engine.running.rerun import entry_slopes, lines
from engine.running.trace import Trace

TINY = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, slots=True)
class Swept:
    """A central difference at one step, and its relative error."""

    h: float
    numeric: float
    error: float


SWEEP = tuple(10.0**-k for k in range(1, 13))


def sweep(
    trace: Trace,
    name: str,
    row: int,
    col: int,
    conventions: Conventions = HANDOUT,
    steps: Sequence[float] = SWEEP,
) -> tuple[Swept, ...]:
    """The central differences for one entry of a gradient, step by step from large to small.

    Large steps are off by the curvature, as `h²`; small ones by rounding, as `1 / h`. The errors
    are relative, and against the gradient without what the conventions do to it.
    Raises what `check` raises, and `BindError` for a position beyond the shape.
    """
    (equation,) = chosen(trace, (name,))
    check_cell(trace, Cell(name, row, col))
    base, of = Base(trace, conventions), str(equation.of)
    chain = lines(base.ahead, of, base.to, through(base.program, equation))
    expected = float(without_conventions(base, equation)[0][row, col])
    found = entry_slopes(base.ahead.values, chain, of, (row, col), np.array(steps))
    return tuple(
        Swept(h, value, abs(value - expected) / max(abs(value), abs(expected), TINY))
        for h, value in zip(steps, found.tolist(), strict=True)
    )
