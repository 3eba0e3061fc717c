"""Gradient check: every gradient of a trace against central differences, entry by entry.

The slope of the loss along an entry `v` is `(L(v + h) - L(v - h)) / 2h`. A value in the middle of
the network is moved by itself, and only the equations after it are run again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.conventions import HANDOUT, Conventions
from engine.errors import BindError, LimitError
from engine.expr import Cell
from engine.kinks import crossed, frozen, watched
from engine.program import Equation, Phase, Program
from engine.reasons import Reason, exact, kink, summed
from engine.rerun import Line, entry_slopes, lines, slopes, trace_ahead
from engine.terms import check_cell
from engine.trace import Array, Trace

STEP = 1e-5
"""Near the cube root of the float64 rounding, where a central difference is most exact."""
OTHER_STEPS = (1e-4, 1e-3, *(10.0**-k for k in range(6, 13)))
"""Tried where the usual step does not agree: a curve may be too sharp for it, or too flat."""
TOLERANCE = 1e-5
NOISE = 64 * float(np.finfo(np.float64).eps)
"""What a loss may be off by for rounding, as a part of it."""
TINY = float(np.finfo(np.float64).tiny)
CLEAR = 1e-3
"""What rounding may be, as a part of a slope, for another step to count."""
LIMIT = 20_000


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


def check(
    trace: Trace, conventions: Conventions = HANDOUT, only: Collection[str] | None = None
) -> tuple[Check, ...]:
    """Every gradient of a trace against the slopes of its loss, in the order of the program.

    The conventions are those that the program was made with; `only` picks some gradients by name.
    With an upstream gradient instead of a loss, the slopes are those of `Σ Y ⊙ gradY`.
    Raises `LimitError` for more than 20,000 entries, `ProgramError` for a program without a loss,
    and `BindError` for a name in `only` that is not a gradient.
    """
    chosen = _chosen(trace, only)
    base = _Base(trace, conventions, trace_ahead(trace))
    with np.errstate(all="ignore"):
        return tuple(_check(base, equation) for equation in chosen)


def gradients(program: Program) -> tuple[Equation, ...]:
    """The gradients of a program, terms of gradients among them."""
    return tuple(e for e in program.equations if e.phase is Phase.BACKWARD and e.of)


def _chosen(trace: Trace, only: Collection[str] | None) -> list[Equation]:
    known = {equation.name: equation for equation in gradients(trace.program)}
    for name in () if only is None else only:
        if name not in known:
            raise BindError(name, "is not a gradient; there are " + ", ".join(known))
    chosen = [e for name, e in known.items() if only is None or name in only]
    entries = sum(trace[equation.name].size for equation in chosen)
    if entries > LIMIT:
        raise LimitError(
            f"the gradients have {entries:,} entries; a gradient check takes {LIMIT:,}: "
            "choose some gradients, a smaller network or a smaller batch"
        )
    return chosen


def through(program: Program, equation: Equation) -> tuple[str, ...] | None:
    """The equations through which a term of a gradient comes back; None for a whole gradient.

    Of several gradients of one value the last is the whole. A term reads the gradients of what the
    value flows into on its way: `gradY1lin_var` reads `gradVar1`, so it comes back through `var1`.
    """
    whole = [e.name for e in gradients(program) if e.of == equation.of][-1]
    if equation.name == whole:
        return None
    read = (program.by_name[name].of for name in equation.reads if name in program.by_name)
    return tuple(of for of in read if of)


@dataclass(frozen=True, eq=False)
class _Base:
    """What the checks of one trace share."""

    trace: Trace
    conventions: Conventions
    ahead: Trace

    @cached_property
    def to(self) -> tuple[str]:
        """The loss."""
        return (self.ahead.program.equations[-1].name,)

    @cached_property
    def exact(self) -> tuple[Mapping[str, Array], Reason] | None:
        """All values without the short cut, where that makes a difference."""
        return exact(self.trace, self.conventions)

    @cached_property
    def straight(self) -> Trace:
        """The way to the loss without kinks."""
        return frozen(self.ahead, self.conventions)

    @cached_property
    def watch(self) -> Trace:
        """The way to the loss, and on which side of its kinks everything is."""
        return watched(self.ahead)

    @cached_property
    def noise(self) -> float:
        """What a loss may be off by for rounding: by the size of what cancels in it."""
        products = (self.trace[e.name] * self.trace[str(e.of)] for e in gradients(self.program))
        sizes = [float(np.abs(product).sum()) for product in products]
        sizes.append(abs(float(self.ahead[self.to[0]])))
        return NOISE * max([1.0, *(size for size in sizes if np.isfinite(size))])

    @property
    def program(self) -> Program:
        """The program whose gradients are checked."""
        return self.trace.program

    def errors(self, a: Array, b: Array, h: float | Array) -> Array:
        """`|a - b| / max(|a|, |b|)`, and less where both are lost in rounding."""
        larger = np.maximum(np.maximum(np.abs(a), np.abs(b)), self.noise / h / TOLERANCE)
        return np.nan_to_num(np.abs(a - b) / larger, nan=np.inf)


def _check(base: _Base, equation: Equation) -> Check:
    of, ways = str(equation.of), through(base.program, equation)
    chain = lines(base.ahead, of, base.to, ways)
    recorded = base.trace[equation.name]
    freed, reasons = _freed(base, equation)
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


def _freed(base: _Base, equation: Equation) -> tuple[Array, tuple[Reason, ...]]:
    """The gradient without what the short cut and the average do to it."""
    gradient, reasons = base.trace[equation.name], list[Reason]()
    if base.exact and not np.array_equal(base.exact[0][equation.name], gradient):
        gradient = base.exact[0][equation.name]
        reasons.append(base.exact[1])
    without = summed(base.trace, base.ahead, equation, gradient, base.conventions)
    if without:
        gradient = without[0]
        reasons.append(without[1])
    return gradient, tuple(reasons)


def _other_steps(
    base: _Base, chain: tuple[Line, ...], of: str, expected: Array, usual: Array
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
    base: _Base, of: str, ways: Collection[str] | None, wrong: NDArray[np.bool_]
) -> dict[tuple[int, ...], tuple[Cell, ...]]:
    """The entries that move something over a kink, with the cells where that is."""
    indices = (tuple(map(int, index)) for index in np.argwhere(wrong))
    found = {index: crossed(base.ahead, base.watch, of, index, STEP, ways) for index in indices}
    return {index: cells for index, cells in found.items() if cells}


def _left_without_kinks(
    base: _Base,
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
    (equation,) = _chosen(trace, (name,))
    base = _Base(trace, conventions, trace_ahead(trace))
    check_cell(trace, Cell(name, row, col))
    of = str(equation.of)
    chain = lines(base.ahead, of, base.to, through(base.program, equation))
    expected = float(_freed(base, equation)[0][row, col])
    found = entry_slopes(base.ahead.values, chain, of, (row, col), np.array(steps))
    return tuple(
        Swept(h, value, abs(value - expected) / max(abs(value), abs(expected), TINY))
        for h, value in zip(steps, found.tolist(), strict=True)
    )
