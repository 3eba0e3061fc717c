"""Every gradient of a trace against central differences of one step that is chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from engine.check.gradcheck.base import STEP, Base, without_conventions
from engine.check.gradcheck.which import chosen, through
from engine.core.program import Equation
from engine.network.conventions import HANDOUT, Conventions
from engine.running.rerun import lines, slopes
from engine.running.trace import Array, Trace


@dataclass(frozen=True, eq=False)
class Stepped:
    """A gradient against the slopes at one step; all arrays have the shape of the gradient.

    - `numeric`: `(L(v + h) - L(v - h)) / 2h` for every entry
    - `errors`: how far the recorded gradient is from them, relative to the larger
    - `left`: the same without what the conventions do to the gradient

    What rounding does at the usual step does not count as an error; what it does at a smaller one
    does, so that a step that is too small is seen as one.
    """

    name: str
    h: float
    numeric: Array
    errors: Array
    left: Array


def at_step(
    trace: Trace,
    h: float,
    conventions: Conventions = HANDOUT,
    only: Collection[str] | None = None,
) -> tuple[Stepped, ...]:
    """Every gradient against the slopes at the step `h`, in the order of the program.

    Raises what `check` raises.
    """
    base, wanted = Base(trace, conventions), chosen(trace, only)
    with np.errstate(all="ignore"):
        return tuple(_stepped(base, equation, h) for equation in wanted)


def _stepped(base: Base, equation: Equation, h: float) -> Stepped:
    of = str(equation.of)
    chain = lines(base.ahead, of, base.to, through(base.program, equation))
    numeric = slopes(base.ahead.values, chain, of, h)
    freed, _ = without_conventions(base, equation)
    return Stepped(
        name=equation.name,
        h=h,
        numeric=numeric,
        errors=base.errors(base.trace[equation.name], numeric, STEP),
        left=base.errors(freed, numeric, STEP),
    )
