"""Measure the slopes of a trace's loss, and how exact they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.check.infinite import infinite_loss
from engine.check.kinks import straightened, with_sides
from engine.check.may_differ import Reason, without_average, without_short_cut
from engine.check.verdict import TOLERANCE
from engine.core.errors import BindError, LimitError
from engine.core.program import Equation, Program
from engine.network.conventions import Conventions
from engine.running.rerun import Chain, chain_between, forward_trace, slopes
from engine.running.trace import Array, Trace

STEP = 1e-5
"""Near the cube root of the float64 rounding, where a central difference is most exact."""
ROUNDING = 64 * float(np.finfo(np.float64).eps)
"""The largest error that rounding makes in a sum, relative to the sizes of its terms."""
LIMIT = 20_000
"""The largest number of entries that a check takes."""


@dataclass(frozen=True, eq=False)
class Gradient:
    """A gradient of a trace, and the slope that it claims for the loss.

    - `of`: the value that it belongs to
    - `through`: for a term of a gradient the equations whose share it is; None for a whole gradient
    - `recorded`: the gradient in the trace
    - `expected`: the gradient before the conventions adjust it, which has to be the slope
    - `reasons`: how the conventions adjust it
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
        """Run the forward pass alone, up to the loss."""
        return forward_trace(self.trace)

    @property
    def loss(self) -> str:
        """Name the loss."""
        return self.forward.program.equations[-1].name

    @cached_property
    def without_kinks(self) -> Trace:
        """Run the forward pass with a straight line in place of every function with a kink."""
        return straightened(self.forward, self.conventions)

    @cached_property
    def kink_sides(self) -> Trace:
        """Run the forward pass, and record on which side of its kink every entry is."""
        return with_sides(self.forward)

    @cached_property
    def rounding(self) -> float:
        """Bound the rounding error of the loss, by the size of the terms that cancel in it."""
        gradients = self.trace.program.gradients
        products = (self.trace[e.name] * self.trace[str(e.of)] for e in gradients)
        sizes = [float(np.abs(product).sum()) for product in products]
        sizes.append(abs(float(self.forward[self.loss])))
        return ROUNDING * max([1.0, *(size for size in sizes if np.isfinite(size))])

    @cached_property
    def _infinite(self) -> Reason | None:
        return infinite_loss(self.trace)

    @cached_property
    def _without_short_cut(self) -> tuple[Mapping[str, Array], Reason] | None:
        return without_short_cut(self.trace)

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
        expected, reasons = recorded, [self._infinite] if self._infinite else []
        if self._without_short_cut:
            values, reason = self._without_short_cut
            if not np.array_equal(values[equation.name], recorded):
                expected = values[equation.name]
                reasons.append(reason)
        summed = without_average(self.trace, self.forward, equation, expected, self.conventions)
        if summed:
            expected, reason = summed
            # An average of what is not exact is not the gradient of the loss either.
            reasons.append(replace(reason, words=f"{reason.words}_too") if reasons else reason)
        through = equations_of_term(self.trace.program, equation)
        name, of = equation.name, str(equation.of)
        return Gradient(name, of, through, recorded, expected, tuple(reasons))

    def equations_to_loss(self, gradient: Gradient, forward: Trace | None = None) -> Chain:
        """Compile the equations that lead from the value of a gradient to the loss."""
        return chain_between(forward or self.forward, gradient.of, (self.loss,), gradient.through)

    def slopes(self, gradient: Gradient, h: float, forward: Trace | None = None) -> Array:
        """Measure the slope of the loss along every entry of the gradient's value, at the step `h`.

        `forward` is another forward pass, such as the one without kinks.
        """
        forward = forward or self.forward
        return slopes(forward.values, self.equations_to_loss(gradient, forward), gradient.of, h)

    def errors(self, a: Array, b: Array, h: float | Array) -> Array:
        """Compute `|a - b| / max(|a|, |b|)`.

        The denominator is at least as large as keeps a distance of `rounding / h`, which rounding
        alone may cause at the step `h`, within the tolerance. An error that is no number is `inf`.
        """
        larger = np.maximum(np.maximum(np.abs(a), np.abs(b)), self.rounding / h / TOLERANCE)
        return np.nan_to_num(np.abs(a - b) / larger, nan=np.inf)


def equations_of_term(program: Program, equation: Equation) -> tuple[str, ...] | None:
    """Name the equations whose share of a gradient a term is; None for a whole gradient.

    A term reads the gradients of those equations: `gradY1lin_var` reads `gradVar1`, so it is the
    share of the equation `var1`. A sum of terms reads terms, and has the shares of all of them.
    """
    if equation.name == program.gradient_of[str(equation.of)]:
        return None
    shares = dict[str, None]()
    for read in (program.by_name[name] for name in equation.reads if name in program.by_name):
        of = (read.of,) if read.of != equation.of else equations_of_term(program, read)
        shares |= dict.fromkeys(name for name in of or () if name)
    return tuple(shares)
