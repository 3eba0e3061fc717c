"""Mistakes with the values that are read: of another layer, one step too early, updated already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.core.expr import Name
from engine.core.program import Phase, Program, Role
from engine.core.rewrite import replace_names
from engine.teach.mistakes.connections import alike, statistic
from engine.teach.mistakes.mistake import BACKWARD, BOTH, FORWARD, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import PARAMETER, A, Slip, anywhere


def _instead(step: ProgramStep, name: str, others: Iterable[str]) -> Iterator[Wrong]:
    """Read others, of the same shape, in the place of a value."""
    for other in others:
        if step.shapes[other] == step.shapes[name]:
            yield replace_names(step.expr, {name: Name(other)}), (name, other)


def _gradient_too_early(step: ProgramStep) -> Iterator[Wrong]:
    """Read the gradient that a gradient is computed from instead: `gradY1` for `gradY1lin`."""
    for name in step.equation.reads:
        if name in step.program.gradient_of.values():
            yield from _instead(step, name, _gradients_behind(step.program, name))


def _gradients_behind(program: Program, gradient: str) -> Iterator[str]:
    """List the gradients of other values that a gradient reads, also through its terms.

    Gradients of statistics are left out.
    """
    of = {equation.name: str(equation.of) for equation in program.gradients}
    for name in program.by_name[gradient].reads:
        if of.get(name) == of[gradient]:
            yield from _gradients_behind(program, name)
        elif name in of and not statistic(program, of[name]):
            yield name


def _value_too_early(step: ProgramStep) -> Iterator[Wrong]:
    """Read the value that a value is computed from instead: `Y1lin` for `Y1`."""
    for name, before in _values(step):
        yield from _instead(step, name, before)


def _value_of_another_layer(step: ProgramStep) -> Iterator[Wrong]:
    """Read the value at the same place in another layer, if it has the same shape."""
    for name, _ in _values(step):
        yield from _instead(step, name, alike(step.program, name))


def _values(step: ProgramStep) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List the forward values that the gradient of a parameter reads, each with what it reads."""
    program = step.program
    for name in step.equation.reads if step.is_of_parameter() else ():
        if program.phases.get(name) is Phase.FORWARD:
            yield name, program.by_name[name].reads


def _weights_of_another_layer(step: ProgramStep) -> Iterator[Wrong]:
    """Read the parameter of another layer, if it has the same shape."""
    for name in _parameters(step):
        yield from _instead(step, name, alike(step.program, name))


def _new_weights(step: ProgramStep) -> Iterator[Wrong]:
    """Read updated weights in the backward pass, `W2_new` for `W2`."""
    updated = step.program.carried
    for name in _parameters(step):
        if name in updated:
            yield from _instead(step, name, (updated[name],))


def _parameters(step: ProgramStep) -> Iterator[str]:
    """List the parameters that a step reads, except the one whose gradient it is."""
    return (name for name in step.reads(Role.PARAMETER) if name != step.of)


MISTAKES = (
    Mistake("new_weights", BACKWARD, _new_weights),
    Mistake("weights_other_layer", BACKWARD, _weights_of_another_layer),
    Mistake("value_too_early", BACKWARD, _value_too_early),
    Mistake("value_other_layer", BACKWARD, _value_of_another_layer),
    Mistake("gradient_too_early", BACKWARD, _gradient_too_early),
    Mistake(
        "bias_forgotten",
        FORWARD,
        anywhere(Slip(PARAMETER + A, A, (PARAMETER,)), Slip(A + PARAMETER, A, (PARAMETER,))),
    ),
    Mistake(
        "scale_forgotten",
        BOTH,
        anywhere(Slip(PARAMETER * A, A, (PARAMETER,)), Slip(A * PARAMETER, A, (PARAMETER,))),
    ),
)
