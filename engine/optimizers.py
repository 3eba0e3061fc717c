"""Optimizers: the equations that turn gradients into new parameters."""

from __future__ import annotations

from engine.expr import Name
from engine.naming import Layer, grad, new
from engine.ops import scale
from engine.program import Equation, Phase

RATE = Name("lr")


def sgd(layer: Layer) -> tuple[Equation, ...]:
    """`W_new = W - lr ∇W L` for the weights and the bias of a layer; section 3.7."""
    return tuple(
        Equation(
            new(parameter.name),
            parameter - scale(RATE, Name(grad(parameter.name))),
            Phase.UPDATE,
            "sgd.update",
            layer.number,
            parameter.name,
        )
        for parameter in (layer.weights, layer.bias)
    )
