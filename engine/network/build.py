"""From the description of a network to its program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from engine.core.expr import Expr
from engine.core.naming import grad
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers import (
    ACTIVATIONS,
    activation_backward,
    activation_forward,
    batch_norm_backward,
    batch_norm_forward,
    batch_norm_inputs,
    linear_backward,
    linear_forward,
    linear_inputs,
)
from engine.network.losses import (
    LOSSES,
    PENALTIES,
    STRENGTH,
    TARGET,
    gradient_equation,
    loss_equations,
    loss_gradient,
    loss_ideas,
    loss_value,
    output_place,
)
from engine.network.optimizers import OPTIMIZERS, Parameter, optimizer_inputs, update
from engine.network.spec import LINEAR, NORM, UPSTREAM, NetworkSpec, PlacedLayer, mlp_spec, placed


def mlp(
    widths: Sequence[int],
    hidden: str | Sequence[str] = "relu",
    loss: str = "softmax_cross_entropy",
    output: str | None = None,
    conventions: Conventions = HANDOUT,
    norm: str = "none",
) -> Program:
    """The program of a multilayer perceptron, for a batch of any size, forward to update.

    `widths` goes from the inputs to the outputs; `hidden` is one activation for all hidden layers
    or one each; `output` is the last activation, by default the usual one for the loss; `norm` puts
    batch normalisation `before` or `after` every hidden activation.
    The values are called `X W1 B1 Y1lin Y1 ... D L gradY3lin gradW3 gradB3 ... gradX W1_new ...`.
    Raises `SettingError` for what is not a choice.

    >>> [equation.name for equation in mlp((2, 2)).equations]
    ['Y1lin', 'Y1', 'L', 'gradY1lin', 'gradW1', 'gradB1', 'gradX', 'W1_new', 'B1_new']
    """
    return build(mlp_spec(widths, hidden, loss, output, conventions, norm))


@lru_cache(maxsize=256)
def build(spec: NetworkSpec) -> Program:
    """The program of a network; made once for a description."""
    layers = placed(spec)
    parameters = _parameters(layers)
    equations = (*_forward(spec, layers), *_backward(spec, layers))
    optimizer = OPTIMIZERS[spec.optimizer]
    inputs = (
        *_inputs(spec, layers),
        *(optimizer_inputs(optimizer, parameters, spec.decay) if parameters else ()),
    )
    return Program(inputs, (*equations, *update(optimizer, parameters, spec.decay)))


def _inputs(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Iterator[Input]:
    last = layers[-1]
    yield Input("X", ("n", spec.width), Role.INPUT)
    name = grad(last.place.out.name) if spec.loss == UPSTREAM else TARGET.name
    yield Input(name, ("n", last.width_out), Role.TARGET)
    for layer in layers:
        yield from _layer_inputs(layer, spec.training)
    if spec.penalty != "none":
        yield Input(STRENGTH.name, (), Role.SETTING)


def _layer_inputs(layer: PlacedLayer, training: bool) -> tuple[Input, ...]:
    if layer.kind == LINEAR:
        return linear_inputs(layer.place, layer.width_in, layer.width_out)
    if layer.kind == NORM:
        return batch_norm_inputs(layer.place, layer.width_in, training)
    return ()


def _parameters(layers: Sequence[PlacedLayer]) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(given.name, (int(given.shape[0]), int(given.shape[1])), layer.place.number)
        for layer in layers
        for given in _layer_inputs(layer, training=True)
        if given.role is Role.PARAMETER
    )


def _forward(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Iterator[Equation]:
    for layer in layers:
        if layer.kind == LINEAR:
            yield from linear_forward(layer.place)
        elif layer.kind == NORM:
            yield from batch_norm_forward(layer.place, spec.conventions, spec.training)
        else:
            yield from activation_forward(layer.place, ACTIVATIONS[layer.kind])
    if spec.loss != UPSTREAM:
        yield from _loss(spec, layers)


def _loss(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Iterator[Equation]:
    loss, last = LOSSES[spec.loss], layers[-1]
    logits = output = last.place.out
    head = output_place(last.place, loss)
    if head and loss.head:
        output = head.out
        yield Equation(
            output.name, loss.head(logits), Phase.FORWARD, f"{loss.outputs[0]}.forward", head.number
        )
    value = loss_value(logits, output, loss, last.width_out, spec.conventions)
    idea, _ = loss_ideas(loss, spec.conventions)
    yield from loss_equations(value, idea, _penalised(spec, layers))


def _penalised(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Expr | None:
    if spec.penalty == "none":
        return None
    total: Expr | None = None
    for layer in layers:
        if layer.kind == LINEAR:
            term = PENALTIES[spec.penalty].value(STRENGTH, layer.place.own("W"))
            total = total + term if total else term
    return total


def _backward(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Iterator[Equation]:
    last = layers[-1]
    if spec.loss != UPSTREAM:
        loss = LOSSES[spec.loss]
        head = output_place(last.place, loss)
        output = head.out if head else last.place.out
        expr = loss_gradient(output, loss, last.width_out, spec.conventions)
        _, idea = loss_ideas(loss, spec.conventions)
        yield gradient_equation(last.place.out, expr, idea, last.place.number)
    for layer in reversed(layers):
        yield from _layer_backward(spec, layer)


def _layer_backward(spec: NetworkSpec, layer: PlacedLayer) -> tuple[Equation, ...]:
    if layer.kind == LINEAR:
        penalty = PENALTIES.get(spec.penalty)
        extra = penalty.gradient(STRENGTH, layer.place.own("W")) if penalty else None
        return linear_backward(layer.place, spec.conventions, extra)
    if layer.kind == NORM:
        return batch_norm_backward(layer.place, spec.conventions, spec.training)
    return activation_backward(layer.place, ACTIVATIONS[layer.kind], spec.conventions)
