"""Which known mistakes give an answer: made in its own step, or in one before and carried on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from engine.calculus.derive.values import Numbers
from engine.running.rerun import MOVED, Line, lines, rerun
from engine.running.trace import Array, Trace
from engine.teach.diagnose.closeness import Values
from engine.teach.mistakes import Slip, slips


def causes(
    trace: Trace, values: Values, name: str, matches: Callable[[Array], bool]
) -> tuple[Slip, ...]:
    """The slips under which a value is the answer, the nearest and most specific first.

    A slip is made on `values`, which may be someone's own; all else follows rightly from it. One
    that changes a shape counts in its own step only: nothing follows from it.
    """
    return tuple(slip for slip, value in _under_each(trace, values, name) if matches(value))


def _under_each(trace: Trace, values: Values, name: str) -> Iterator[tuple[Slip, Array]]:
    """Every slip that leads to a value, with what it makes of the value."""
    numbers = Numbers(dict(values), trace.dims)
    known = slips(trace.program, tuple(sorted(trace.dims.items())))
    for step, chain in _leading_to(trace, name):
        for slip in known[step]:
            if slip.fits or step == name:
                wrong = numbers.of(slip.expr)
                if np.array_equal(wrong, values[step]):
                    continue
                yield slip, _follow(chain, values, step, wrong)[name]


def _leading_to(trace: Trace, name: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The steps that a value depends on, itself first, each with the way from there."""
    names = [equation.name for equation in trace.program.equations]
    for step in reversed(names[: names.index(name) + 1]):
        chain = () if step == name else lines(trace, step, (name,))
        if chain or step == name:
            yield step, chain


def _follow(chain: tuple[Line, ...], values: Values, step: str, value: Array) -> Values:
    with np.errstate(all="ignore"):
        found = rerun(chain, values, value)
    del found[MOVED]
    return {**found, step: value}


def with_slip(trace: Trace, values: Values, slip: Slip) -> Values:
    """The values with a slip made in its step, and all that follows from it."""
    return with_value(trace, values, slip.step, Numbers(dict(values), trace.dims).of(slip.expr))


def with_value(trace: Trace, values: Values, name: str, value: Array) -> Values:
    """The values with one of them given, and all that follows from it."""
    return _follow(lines(trace, name, trace.program.by_name), values, name, value)
