"""What the checks of one trace share: the loss, the ways to it, and what rounding does to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.check.kinks import frozen, watched
from engine.check.reasons import Reason, exact, summed
from engine.core.program import Equation, Program
from engine.network.conventions import Conventions
from engine.running.rerun import trace_ahead
from engine.running.trace import Array, Trace

STEP = 1e-5
"""Near the cube root of the float64 rounding, where a central difference is most exact."""
TOLERANCE = 1e-5
NOISE = 64 * float(np.finfo(np.float64).eps)
"""What a loss may be off by for rounding, as a part of it."""


@dataclass(frozen=True, eq=False)
class Base:
    """What the checks of one trace share."""

    trace: Trace
    conventions: Conventions

    @cached_property
    def ahead(self) -> Trace:
        """The way to the loss."""
        return trace_ahead(self.trace)

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
        products = (self.trace[e.name] * self.trace[str(e.of)] for e in self.program.gradients)
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


def without_conventions(base: Base, equation: Equation) -> tuple[Array, tuple[Reason, ...]]:
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
