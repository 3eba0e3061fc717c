"""A trace whose gradients are checked: the slopes of its loss, and what rounding does to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.check.kinks import frozen, watched
from engine.check.may_differ import Reason, without_average, without_short_cut
from engine.core.errors import BindError, LimitError
from engine.core.program import Equation, Program
from engine.network.conventions import Conventions
from engine.running.rerun import Chain, chain_between, forward_trace, slopes
from engine.running.trace import Array, Trace

STEP = 1e-5
"""Near the cube root of the float64 rounding, where a central difference is most exact."""
TOLERANCE = 1e-5
ROUNDING = 64 * float(np.finfo(np.float64).eps)
"""How far rounding may take a loss off, as a part of the loss."""
LIMIT = 20_000
"""How many entries a check takes."""


@dataclass(frozen=True, eq=False)
class Gradient:
    """A gradient of a trace, and what it would be if it were the slope of the loss.

    - `of`: the value that it belongs to
    - `through`: the equations through which it comes back, where it is a term of a gradient
    - `recorded`: as it is in the trace
    - `expected`: without what the conventions make of it, the `reasons`
    """

    name: str
    of: str
    through: tuple[str, ...] | None
    recorded: Array
    expected: Array
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, eq=False)
class CheckedTrace:
    """A trace whose gradients are checked, and the conventions that its program was made with."""

    trace: Trace
    conventions: Conventions

    @cached_property
    def forward(self) -> Trace:
        """The forward pass, up to the loss."""
        return forward_trace(self.trace)

    @property
    def loss(self) -> str:
        """The name of the loss."""
        return self.forward.program.equations[-1].name

    @cached_property
    def without_kinks(self) -> Trace:
        """The forward pass with a straight line in place of every function with a kink."""
        return frozen(self.forward, self.conventions)

    @cached_property
    def kink_sides(self) -> Trace:
        """The forward pass, and on which side of its kinks everything is."""
        return watched(self.forward)

    @cached_property
    def rounding(self) -> float:
        """How far rounding may take the loss off, by the size of the terms that cancel in it."""
        gradients = self.trace.program.gradients
        products = (self.trace[e.name] * self.trace[str(e.of)] for e in gradients)
        sizes = [float(np.abs(product).sum()) for product in products]
        sizes.append(abs(float(self.forward[self.loss])))
        return ROUNDING * max([1.0, *(size for size in sizes if np.isfinite(size))])

    @cached_property
    def _without_short_cut(self) -> tuple[Mapping[str, Array], Reason] | None:
        return without_short_cut(self.trace, self.conventions)

    def gradients(self, only: Collection[str] | None) -> list[Gradient]:
        """List all gradients in the order of the program, or those named in `only`.

        Raises `BindError` for a name that is not a gradient, `LimitError` for more than 20,000
        entries.
        """
        program = self.trace.program
        known = [equation.name for equation in program.gradients]
        for name in only or ():
            if name not in known:
                raise BindError(name, "is not a gradient; there are " + ", ".join(known))
        chosen = [e for e in program.gradients if only is None or e.name in only]
        entries = sum(self.trace[equation.name].size for equation in chosen)
        if entries > LIMIT:
            raise LimitError(
                f"the gradients have {entries:,} entries; a gradient check takes {LIMIT:,}: "
                "choose some gradients, a smaller network or a smaller batch"
            )
        return [self._gradient(equation) for equation in chosen]

    def _gradient(self, equation: Equation) -> Gradient:
        recorded = self.trace[equation.name]
        expected, reasons = recorded, list[Reason]()
        if self._without_short_cut:
            values, reason = self._without_short_cut
            if not np.array_equal(values[equation.name], recorded):
                expected = values[equation.name]
                reasons.append(reason)
        total = without_average(self.trace, self.forward, equation, expected, self.conventions)
        if total:
            expected = total[0]
            reasons.append(total[1])
        through = way_back(self.trace.program, equation)
        of = str(equation.of)
        return Gradient(equation.name, of, through, recorded, expected, tuple(reasons))

    def lines_to_loss(self, gradient: Gradient, forward: Trace | None = None) -> Chain:
        """Find the equations that lead from the value of a gradient to the loss."""
        return chain_between(forward or self.forward, gradient.of, (self.loss,), gradient.through)

    def slopes(self, gradient: Gradient, h: float, forward: Trace | None = None) -> Array:
        """Measure the slopes of the loss along every entry of the gradient's value, by a step `h`.

        `forward` is another forward pass, such as the one without kinks.
        """
        forward = forward or self.forward
        return slopes(forward.values, self.lines_to_loss(gradient, forward), gradient.of, h)

    def errors(self, a: Array, b: Array, h: float | Array) -> Array:
        """Compute `|a - b| / max(|a|, |b|)`, less where a step `h` loses both in rounding."""
        larger = np.maximum(np.maximum(np.abs(a), np.abs(b)), self.rounding / h / TOLERANCE)
        return np.nan_to_num(np.abs(a - b) / larger, nan=np.inf)


def way_back(program: Program, equation: Equation) -> tuple[str, ...] | None:
    """Find the equations through which a term of a gradient comes back; None for a whole one.

    A term reads the gradients of what the value flows into on its way: `gradY1lin_var` reads
    `gradVar1`, so it comes back through `var1`.
    """
    if equation.name == program.gradient_of[str(equation.of)]:
        return None
    read = (program.by_name[name].of for name in equation.reads if name in program.by_name)
    return tuple(of for of in read if of)
