"""Mistakes with what is read: another layer's value, a gradient too early, new weights for old."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name
from engine.core.program import Phase, Role
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of, substituted


def _instead(step: Step, name: str, other: str) -> Made:
    return substituted(step.expr, {name: Name(other)}), (name, other)


def _gradient_too_early(step: Step) -> Iterator[Made]:
    """The gradient behind a step is read where the one before it is wanted: `gradY1`."""
    for name in step.equation.reads:
        if name in step.links.gradients.values():
            for other in _read_by(step, name):
                if step.shapes[other] == step.shapes[name] and not _is_of_statistic(step, other):
                    yield _instead(step, name, other)


def _is_of_statistic(step: Step, gradient: str) -> bool:
    return bool(step.links.statistic(str(step.links.program.by_name[gradient].of)))


def _read_by(step: Step, gradient: str) -> Iterator[str]:
    """The gradients of other values that a gradient reads, through its own terms."""
    known = step.links.program.by_name
    for name in known[gradient].reads:
        if name in known and known[name].phase is Phase.BACKWARD and known[name].of:
            own = known[name].of == known[gradient].of
            yield from _read_by(step, name) if own else (name,)


def _value_too_early(step: Step) -> Iterator[Made]:
    """The value before an activation is read where the one behind it is wanted: `Y1lin`."""
    for name, before in _values(step):
        for other in before:
            if step.shapes[other] == step.shapes[name]:
                yield _instead(step, name, other)


def _value_of_another_layer(step: Step) -> Iterator[Made]:
    """The value at the same place of another layer, where shapes fit."""
    for name, _ in _values(step):
        yield from (_instead(step, name, other) for other in step.links.alike(name))


def _values(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The values of the forward pass that the gradient of a parameter reads, and what they read."""
    known = step.links.program.by_name
    for name in step.equation.reads if step.is_of_parameter() else ():
        if name in known and known[name].phase is Phase.FORWARD:
            yield name, known[name].reads


def _weights_of_another_layer(step: Step) -> Iterator[Made]:
    """Another layer's parameter, where shapes fit."""
    for name in _parameters(step):
        yield from (_instead(step, name, other) for other in step.links.alike(name))


def _new_weights(step: Step) -> Iterator[Made]:
    """The way back leads through weights that are updated already."""
    for name in _parameters(step):
        if name in step.links.updated:
            yield _instead(step, name, step.links.updated[name])


def _parameters(step: Step) -> Iterator[str]:
    for name in step.equation.reads:
        if step.links.roles.get(name) is Role.PARAMETER and name != step.of:
            yield name


def _without_parameter(step: Step, op: str) -> Iterator[Made]:
    """A sum or a product without the parameter that stands in it."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, op)
        for k, arg in enumerate(pair):
            if isinstance(arg, Name) and step.links.has_role(arg, Role.PARAMETER):
                yield pair[1 - k], (arg.name,)

    return anywhere(step.expr, rule)


def _bias_forgotten(step: Step) -> Iterator[Made]:
    """`X W` in place of `X W + B`."""
    return _without_parameter(step, "add")


def _scale_forgotten(step: Step) -> Iterator[Made]:
    """`norm` in place of `norm ⊙ gamma`, and the same on the way back."""
    return _without_parameter(step, "hadamard")


SOURCE_MISTAKES = (
    Mistake("new_weights", (BACKWARD,), _new_weights),
    Mistake("weights_other_layer", (BACKWARD,), _weights_of_another_layer),
    Mistake("value_too_early", (BACKWARD,), _value_too_early),
    Mistake("value_other_layer", (BACKWARD,), _value_of_another_layer),
    Mistake("gradient_too_early", (BACKWARD,), _gradient_too_early),
    Mistake("bias_forgotten", (FORWARD,), _bias_forgotten),
    Mistake("scale_forgotten", (FORWARD, BACKWARD), _scale_forgotten),
)
