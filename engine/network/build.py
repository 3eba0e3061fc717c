"""Build the program of a network from its description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain

from engine.core.expr import Expr
from engine.core.naming import grad
from engine.core.ops import add
from engine.core.program import Equation, Input, Program, Role
from engine.core.rewrite import replace_names
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.kind import LINEAR, PlacedLayer
from engine.network.layers.residual import short_cuts, with_short_cuts
from engine.network.layers.table import KINDS
from engine.network.losses import (
    LOSSES,
    PENALTIES,
    STRENGTH,
    TARGET,
    loss_backward,
    loss_forward,
    loss_inputs,
)
from engine.network.optimizers import OPTIMIZERS, optimizer_inputs, update
from engine.network.spec import NetworkSpec, mlp_spec, placed


def mlp(
    widths: Sequence[int],
    hidden: str | Sequence[str] = "relu",
    loss: str = "softmax_cross_entropy",
    output: str | None = None,
    conventions: Conventions = HANDOUT,
    norm: str = "none",
) -> Program:
    """Build the program of a multilayer perceptron, for a batch of any size, forward to update.

    `widths` goes from the inputs to the outputs; `hidden` is one activation for all hidden layers
    or one each; `output` is the last activation, by default the usual one for the loss; `norm` puts
    batch normalisation `before` or `after` every hidden activation.
    The values are called `X W1 B1 Y1lin Y1 ... D L gradY3lin gradW3 gradB3 ... gradX W1_new ...`.
    Raises `SettingError` for a choice that is not allowed.

    >>> [equation.name for equation in mlp((2, 2)).equations]
    ['Y1lin', 'Y1', 'L', 'gradY1lin', 'gradW1', 'gradB1', 'gradX', 'W1_new', 'B1_new']
    """
    return build(mlp_spec(widths, hidden, loss, output, conventions, norm))


@lru_cache(maxsize=256)
def build(spec: NetworkSpec) -> Program:
    """Build the program of a network; made once for a description."""
    layers = placed(spec)
    inputs = {layer: KINDS[layer.kind].inputs(layer, spec.training) for layer in layers}
    parameters = {
        value: layer.place.number
        for layer, values in inputs.items()
        for value in values
        if value.role is Role.PARAMETER
    }
    optimizer = OPTIMIZERS[spec.optimizer]
    return Program(
        (
            *_data(spec, layers[-1]),
            *chain.from_iterable(inputs.values()),
            *(loss_inputs(LOSSES[spec.loss]) if spec.loss in LOSSES else ()),
            *((Input(STRENGTH.name, (), Role.SETTING),) if spec.penalty in PENALTIES else ()),
            *(optimizer_inputs(optimizer, parameters, spec.decay) if parameters else ()),
        ),
        (
            *_forward(spec, layers),
            *_backward(spec, layers),
            *update(optimizer, parameters, spec.decay),
        ),
    )


def _data(spec: NetworkSpec, last: PlacedLayer) -> tuple[Input, Input]:
    """List the samples, and the target or, without a loss, the gradient at the output."""
    target = TARGET.name if spec.loss in LOSSES else grad(last.place.out.name)
    return (
        Input("X", ("n", spec.width), Role.INPUT),
        Input(target, ("n", last.width_out), Role.TARGET),
    )


def _forward(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Iterator[Equation]:
    for layer in layers:
        yield from layer_forward(spec, layer)
    if spec.loss in LOSSES:
        last, penalty = layers[-1], _penalty(spec, layers)
        loss = LOSSES[spec.loss]
        yield from loss_forward(last.place, loss, last.width_out, spec.conventions, penalty)


def layer_forward(spec: NetworkSpec, layer: PlacedLayer) -> tuple[Equation, ...]:
    """Write the forward equations of a layer."""
    return KINDS[layer.kind].forward(layer, spec.conventions, spec.training)


def _penalty(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Expr | None:
    """Add up the penalties of all weight matrices; None if there are none."""
    if spec.penalty not in PENALTIES:
        return None
    value = PENALTIES[spec.penalty].value
    linear = [layer.place for layer in layers if KINDS[layer.kind].family == LINEAR]
    terms = [replace_names(value, {"W": place.own("W")}) for place in linear]
    return reduce(add, terms) if terms else None


def _backward(spec: NetworkSpec, layers: Sequence[PlacedLayer]) -> Iterator[Equation]:
    last = layers[-1]
    if spec.loss in LOSSES:
        loss = LOSSES[spec.loss]
        yield loss_backward(last.place, loss, last.width_out, spec.conventions)
    penalty = PENALTIES.get(spec.penalty)
    gradient = penalty.gradient if penalty else None
    past = short_cuts(layers)
    for layer in reversed(layers):
        backward = KINDS[layer.kind].backward
        equations = backward(layer, spec.conventions, spec.training, gradient)
        yield from with_short_cuts(equations, layer.place.below.name, past)
