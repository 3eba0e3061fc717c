"""Say why a loss is no finite number: a right answer has the probability 0, or a value overflows.

A softmax or a sigmoid of numbers that are far apart is exactly 0 or 1 as a float.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.check.may_differ import Reason
from engine.core.expr import Apply, Cell, Expr, names, walk
from engine.core.program import Equation, Phase
from engine.entries.terms import value_at
from engine.running.numbers import Numbers
from engine.running.trace import Trace

INFINITE = "infinite"
"""The kind of these reasons."""


def infinite_loss(trace: Trace) -> Reason | None:
    """Say why the loss is not a finite number; None where it is one."""
    for loss in trace.program.in_phase(Phase.LOSS):
        if not np.isfinite(trace[loss.name]).all():
            return probability_of_zero(trace) or _overflow(trace, loss)
    return None


def probability_of_zero(trace: Trace) -> Reason | None:
    """Find the first entry whose logarithm makes the loss infinite; None where there is none.

    In `d log y` that is a `y` of 0 where `d` is not 0; in `(1 - d) log(1 - y)` a `y` of 1.
    """
    for loss in trace.program.in_phase(Phase.LOSS):
        if np.isfinite(trace[loss.name]):
            continue
        for weight, probability in _logarithms(loss.expr):
            if entry := _entry(trace, weight, probability):
                name, row, col = entry
                value = value_at(trace, Cell(name, row, col))
                facts = (("loss", loss.name), ("name", name), ("row", row), ("col", col))
                return Reason(INFINITE, "reason.infinite", (*facts, ("value", value)))
    return None


def _overflow(trace: Trace, loss: Equation) -> Reason:
    """Name the first value that has an entry beyond the largest float, or that is no number."""
    forward = (e.name for e in trace.program.forward_pass)
    first = next(name for name in forward if not np.isfinite(trace[name]).all())
    return Reason(INFINITE, "reason.overflow", (("loss", loss.name), ("name", first)))


def _logarithms(expr: Expr) -> Iterator[tuple[Expr, Expr]]:
    """List what the logarithms in a loss are taken of, and what each is multiplied by."""
    for node in walk(expr):
        if isinstance(node, Apply) and node.op == "xlogy":
            yield node.args[0], node.args[1]


def _entry(trace: Trace, weight: Expr, probability: Expr) -> tuple[str, int, int] | None:
    """Find the output, the row and the column where the logarithm of 0 counts."""
    numbers = Numbers(dict(trace.values), trace.dims)
    zero = (numbers.of(probability) == 0) & (numbers.of(weight) != 0)
    if not zero.any():
        return None
    row, col = np.argwhere(np.atleast_2d(zero))[0].tolist()
    return names(probability)[0], row, col
