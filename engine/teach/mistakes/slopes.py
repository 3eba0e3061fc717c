"""Mistakes with an activation's derivative: forgotten, incomplete, or at the wrong value.

For `Y = f(Z)` the gradient is `∇Z = ∇Y ⊙ f′(Z)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Name
from engine.core.ops import square
from engine.core.rewrite import replace_names
from engine.teach.mistakes.connections import activations, alike
from engine.teach.mistakes.mistake import (
    BACKWARD,
    BOTH,
    FORWARD,
    UPDATE,
    Mistake,
    ProgramStep,
    Wrong,
)
from engine.teach.mistakes.slips import A, Slip, anywhere, summands
from engine.teach.mistakes.slope import slopes


def _forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Write `∇Z = ∇Y`."""
    for slope in slopes(step):
        yield slope.replaced(), (slope.at,)


def _at_output(step: ProgramStep) -> Iterator[Wrong]:
    """Write `f′(Y)` in place of `f′(Z)`: `Y` for each `Z`, and `f(Y)` for each `Y`."""
    for slope in slopes(step):
        if f := slope.activation:
            (z,), y = f.reads, f.name
            by = {z: Name(y), y: replace_names(f.expr, {z: Name(y)})}
            yield slope.replaced(*(replace_names(part, by) for part in slope.factors)), (z, y)


def _value(step: ProgramStep) -> Iterator[Wrong]:
    """Write `f(Z)` in place of `f′(Z)`."""
    for slope in slopes(step):
        if slope.activation:
            yield slope.replaced(Name(slope.activation.name)), (slope.activation.name,)


def _part(step: ProgramStep) -> Iterator[Wrong]:
    """Drop a part of the slope: a factor of `Y ⊙ (1 - Y)`, or all terms of a factor but one."""
    for slope in slopes(step):
        for k, part in enumerate(slope.factors):
            others = slope.factors[:k] + slope.factors[k + 1 :]
            terms = summands(part)
            kept = [others] if others else []
            kept += [(*others, term) for term in terms if len(terms) > 1]
            yield from ((slope.replaced(*left), (slope.at,)) for left in kept)


def _of_another_layer(step: ProgramStep) -> Iterator[Wrong]:
    """Take `f′` at a value of another layer with the same shape."""
    for slope in slopes(step):
        for other in alike(step.program, slope.at) if slope.activation else ():
            by = {slope.at: Name(other)}
            parts = (replace_names(part, by) for part in slope.factors)
            yield slope.replaced(*parts), (slope.at, other)


def _activation_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Write `Y = Z`."""
    for z in step.equation.reads[:1]:
        if activations(step.program).get(z) is step.equation:
            yield Name(z), (z,)


MISTAKES = (
    Mistake("slope_forgotten", BACKWARD, _forgotten),
    Mistake("slope_at_output", BACKWARD, _at_output),
    Mistake("slope_other_layer", BACKWARD, _of_another_layer),
    Mistake("value_for_slope", BACKWARD, _value),
    Mistake("slope_in_part", BACKWARD, _part),
    Mistake(
        "square_forgotten",
        BOTH + UPDATE,
        anywhere(Slip(A * A, A, (A,)), Slip(square(A), A, (A,))),
    ),
    Mistake("activation_forgotten", FORWARD, _activation_forgotten),
)
