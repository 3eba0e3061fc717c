"""Layers are only equations: what each kind adds to the forward and to the backward pass.

Row vectors, one sample a row. Source of the rules: the toy problem, sections 2.1, 3.3, 3.4 and 3.6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.expr import Expr, Name, Number, Size
from engine.naming import Layer, grad
from engine.ops import positive, relu, sigmoid, softmax, sum_cols, sum_rows, tanh
from engine.program import Equation, Phase

BATCH = Size("n")


@dataclass(frozen=True)
class Activation:
    """`Y = forward(Z)` and, for `G = ∇Y L`, `∇Z L = backward(G, Z, Y)`."""

    name: str
    forward: Callable[[Expr], Expr]
    backward: Callable[[Expr, Expr, Expr], Expr]


ONE = Number(1)

ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("identity", lambda z: z, lambda g, _z, _y: g),
        Activation("sigmoid", sigmoid, lambda g, _z, y: g * y * (ONE - y)),
        Activation("tanh", tanh, lambda g, _z, y: g * (ONE - y * y)),
        Activation("relu", relu, lambda g, z, _y: g * positive(z)),
        Activation("softmax", softmax, lambda g, _z, y: y * (g - sum_cols(g * y))),
    )
}


def linear_forward(layer: Layer) -> Equation:
    """`Z = Y_below W + B`, `(n, d) @ (d, m) + (1, m) -> (n, m)`; sections 2.1.1 and 2.2.1."""
    expr = layer.below @ layer.weights + layer.bias
    return Equation(layer.linear.name, expr, Phase.FORWARD, "linear.forward", layer.number)


def linear_backward(layer: Layer) -> tuple[Equation, ...]:
    """From `G = ∇Z L`, `(n, m)`: the gradients of `W`, `B` and the layer's input; section 3.6.

    - `∇W L = Y_belowᵀ G / n`, `(d, n) @ (n, m) -> (d, m)`
    - `∇B L = 1ᵀ G / n`, `(1, m)`
    - `∇Y_below L = G Wᵀ`, `(n, m) @ (m, d) -> (n, d)`, not averaged
    """
    g = Name(grad(layer.linear.name))
    return (
        _gradient(layer, layer.weights, layer.below.T @ g / BATCH, "linear.weights"),
        _gradient(layer, layer.bias, sum_rows(g) / BATCH, "linear.bias"),
        _gradient(layer, layer.below, g @ layer.weights.T, "linear.input"),
    )


def activation_forward(layer: Layer, activation: Activation) -> Equation:
    """`Y = f(Z)`, `(n, m) -> (n, m)`; section 2.1.2."""
    expr = activation.forward(layer.linear)
    idea = f"{activation.name}.forward"
    return Equation(layer.output.name, expr, Phase.FORWARD, idea, layer.number)


def activation_backward(layer: Layer, activation: Activation) -> Equation:
    """`∇Z L` from `∇Y L`, `(n, m) -> (n, m)`; section 3.3."""
    g = Name(grad(layer.output.name))
    expr = activation.backward(g, layer.linear, layer.output)
    return _gradient(layer, layer.linear, expr, f"{activation.name}.backward")


def _gradient(layer: Layer, of: Name, expr: Expr, idea: str) -> Equation:
    return Equation(grad(of.name), expr, Phase.BACKWARD, idea, layer.number, of.name)
