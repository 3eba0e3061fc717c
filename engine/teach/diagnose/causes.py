"""Find the known mistakes that give an answer: in its step, an earlier one, or the inputs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from engine.running.numbers import Numbers
from engine.running.rerun import MOVED, Chain, chain_between, rerun
from engine.running.trace import Array, Trace
from engine.teach.diagnose.tolerance import Values
from engine.teach.mistakes.cause import Cause
from engine.teach.mistakes.wrong_inputs import WrongInputs, wrong_inputs
from engine.teach.mistakes.wrong_steps import WrongStep, wrong_steps


def causes(
    trace: Trace,
    values: Values,
    name: str,
    matches: Callable[[Array], bool],
    in_inputs: bool = True,
) -> tuple[Cause, ...]:
    """List the mistakes with which a value matches, the nearest and most specific first.

    A mistake is made on `values`, which may be someone's own; later steps are computed rightly from
    it. A mistake that changes a shape counts in its own step only: later steps have no values.
    Those in the inputs come after those in steps, where they are asked for, and those that do not
    say why, plain factors, last; see `explaining`.
    """
    made: Iterator[tuple[Cause, Array]] = itertools.chain(
        _under_each(trace, values, name),
        _under_inputs(trace, values, name) if in_inputs else (),
    )
    matching = (wrong for wrong, value in made if matches(value))
    return tuple(sorted(matching, key=lambda wrong: not wrong.says_why))


def explaining(found: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Leave out plain factors where another mistake says why."""
    return tuple(wrong for wrong in found if wrong.says_why) or found


def _under_each(trace: Trace, values: Values, name: str) -> Iterator[tuple[WrongStep, Array]]:
    """Make mistakes in the steps that a value depends on; give the value each leads to.

    A plain factor is made in the step itself: one before it comes to the same, or says no more.
    """
    numbers = Numbers(dict(values), trace.dims)
    known = wrong_steps(trace.program, tuple(sorted(trace.dims.items())))
    for step, chain in _leading_to(trace, name):
        for wrong in known[step]:
            if step == name or (wrong.fits and wrong.says_why):
                value = numbers.of(wrong.expr)
                if not np.array_equal(value, values[step]):
                    yield wrong, _follow(chain, values, step, value)[name]


def _under_inputs(trace: Trace, values: Values, name: str) -> Iterator[tuple[WrongInputs, Array]]:
    """Make mistakes in the inputs that a value depends on; give the value each leads to."""
    leading = {given: chain_between(trace, given, (name,)) for given in trace.program.roles}
    for wrong in wrong_inputs(trace):
        after = values
        for given, value in wrong.values.items():
            after = _follow(leading[given], after, given, value) if leading[given] else after
        if after is not values:
            yield wrong, after[name]


def _leading_to(trace: Trace, name: str) -> Iterator[tuple[str, Chain]]:
    """List the steps that a value depends on, itself first, each with the equations in between."""
    for equation in reversed(trace.program.needed_for(name)):
        step = equation.name
        yield step, () if step == name else chain_between(trace, step, (name,))


def _follow(chain: Chain, values: Values, step: str, value: Array) -> Values:
    with np.errstate(all="ignore"):
        after = rerun(chain, values, value)
    del after[MOVED]
    return {**after, step: value}


def with_mistake(trace: Trace, values: Values, wrong: Cause) -> Values:
    """Make a mistake in its step or inputs, and compute the values after it."""
    if isinstance(wrong, WrongInputs):
        for name, value in wrong.values.items():
            values = with_value(trace, values, name, value)
        return values
    return with_value(trace, values, wrong.step, Numbers(dict(values), trace.dims).of(wrong.expr))


def with_value(trace: Trace, values: Values, name: str, value: Array) -> Values:
    """Replace a value, and compute the values after it."""
    return _follow(chain_between(trace, name, trace.program.by_name), values, name, value)
