"""Which known mistakes give an answer: made in its own step, or in one before and carried on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from engine.running.numbers import Numbers
from engine.running.rerun import MOVED, Chain, chain_between, rerun
from engine.running.trace import Array, Trace
from engine.teach.diagnose.tolerance import Values
from engine.teach.mistakes.wrong_steps import WrongStep, wrong_steps


def causes(
    trace: Trace, values: Values, name: str, matches: Callable[[Array], bool]
) -> tuple[WrongStep, ...]:
    """The wrong_steps under which a value is the answer, the nearest and most specific first.

    A slip is made on `values`, which may be someone's own; all else follows rightly from it. One
    that changes a shape counts in its own step only: nothing follows from it.
    """
    return tuple(slip for slip, value in _under_each(trace, values, name) if matches(value))


def _under_each(trace: Trace, values: Values, name: str) -> Iterator[tuple[WrongStep, Array]]:
    """Make every mistake that leads to a value, each with what it makes of the value."""
    numbers = Numbers(dict(values), trace.dims)
    known = wrong_steps(trace.program, tuple(sorted(trace.dims.items())))
    for step, chain in _leading_to(trace, name):
        for wrong in known[step]:
            if wrong.fits or step == name:
                value = numbers.of(wrong.expr)
                if not np.array_equal(value, values[step]):
                    yield wrong, _follow(chain, values, step, value)[name]


def _leading_to(trace: Trace, name: str) -> Iterator[tuple[str, Chain]]:
    """List the steps that a value depends on, itself first, each with the way from there."""
    for equation in reversed(trace.program.needed_for(name)):
        step = equation.name
        yield step, () if step == name else chain_between(trace, step, (name,))


def _follow(chain: Chain, values: Values, step: str, value: Array) -> Values:
    with np.errstate(all="ignore"):
        found = rerun(chain, values, value)
    del found[MOVED]
    return {**found, step: value}


def with_mistake(trace: Trace, values: Values, wrong: WrongStep) -> Values:
    """Make a mistake in its step, on these values, and compute all that follows from it."""
    return with_value(trace, values, wrong.step, Numbers(dict(values), trace.dims).of(wrong.expr))


def with_value(trace: Trace, values: Values, name: str, value: Array) -> Values:
    """Put a value in the place of another, and compute all that follows from it."""
    return _follow(chain_between(trace, name, trace.program.by_name), values, name, value)
