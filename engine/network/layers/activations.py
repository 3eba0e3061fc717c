"""Activations, `Y = f(Z)` entry by entry, and softmax along rows; sections 2.1.2 and 3.3.

A new activation is one entry here, and a sentence in the catalogue of texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.core.expr import Expr, Number
from engine.core.naming import Place
from engine.core.ops import (
    elu,
    elu_slope,
    leaky_relu,
    leaky_slope,
    normal_cdf,
    normal_cdf_tanh,
    normal_pdf,
    normal_pdf_tanh,
    positive,
    relu,
    scale,
    sigmoid,
    softmax,
    softplus,
    step,
    sum_cols,
    tanh,
)
from engine.core.program import Equation
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import ONE, forward, gradient

SLOPE = Number(0.01)
"""The slope of leaky ReLU below 0; Maas et al., 2013."""
ALPHA = Number(1)
"""What ELU goes to far below 0, negated; Clevert et al., 2015."""


@dataclass(frozen=True)
class Activation:
    """`Y = forward(Z)` and, for `G = ∇Y L`, `∇Z L = backward(G, Z, Y)`."""

    name: str
    forward: Callable[[Expr], Expr]
    backward: Callable[[Expr, Expr, Expr], Expr]


def _gelu_backward(g: Expr, z: Expr, _y: Expr) -> Expr:
    """`G ⊙ (Φ(Z) + Z ⊙ φ(Z))`."""
    return g * (normal_cdf(z) + z * normal_pdf(z))


def _gelu_tanh_backward(g: Expr, z: Expr, _y: Expr) -> Expr:
    """The same with the approximations by tanh, `Φ ≈ ½ (1 + tanh(√(2/π) (Z + 0.044715 Z³)))`."""
    return g * (normal_cdf_tanh(z) + z * normal_pdf_tanh(z))


def _silu_backward(g: Expr, z: Expr, y: Expr) -> Expr:
    """`G ⊙ (σ(Z) + Y ⊙ (1 - σ(Z)))`, since `Z ⊙ σ(Z)` is `Y`; Elfwing et al., 2018."""
    return g * (sigmoid(z) + y * (ONE - sigmoid(z)))


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("identity", lambda z: z, lambda g, _z, _y: g),
        Activation("sigmoid", sigmoid, lambda g, _z, y: g * y * (ONE - y)),
        Activation("tanh", tanh, lambda g, _z, y: g * (ONE - y * y)),
        Activation("relu", relu, lambda g, z, _y: g * positive(z)),
        Activation(
            "leaky_relu",
            lambda z: leaky_relu(z, SLOPE),
            lambda g, z, _y: g * leaky_slope(z, SLOPE),
        ),
        Activation("elu", lambda z: elu(z, ALPHA), lambda g, z, _y: g * elu_slope(z, ALPHA)),
        Activation("softplus", softplus, lambda g, z, _y: g * sigmoid(z)),
        Activation("gelu", lambda z: z * normal_cdf(z), _gelu_backward),
        Activation("gelu_tanh", lambda z: z * normal_cdf_tanh(z), _gelu_tanh_backward),
        Activation("silu", lambda z: z * sigmoid(z), _silu_backward),
        Activation("threshold", positive, lambda g, _z, _y: scale(Number(0), g)),
        Activation("softmax", softmax, lambda g, _z, y: y * (g - sum_cols(g * y))),
    )
}


def activation_forward(place: Place, activation: Activation) -> tuple[Equation, ...]:
    """`Y = f(Z)`, `(n, m) -> (n, m)`; section 2.1.2."""
    expr = activation.forward(place.below)
    return (forward(place, place.out, expr, f"{activation.name}.forward"),)


def activation_backward(
    place: Place, activation: Activation, conventions: Conventions = HANDOUT
) -> tuple[Equation, ...]:
    """`∇Z L` from `∇Y L`, `(n, m) -> (n, m)`; section 3.3."""
    expr, idea = backward(activation, place.gradient, place.below, place.out, conventions)
    return (gradient(place, place.below, expr, idea),)


def backward(
    activation: Activation, g: Expr, z: Expr, y: Expr, conventions: Conventions
) -> tuple[Expr, str]:
    """`∇Z L` for `G = ∇Y L`, with the slope of ReLU at 0 that the conventions take; its idea."""
    if activation.name == "relu" and conventions.relu_at_zero:
        return g * step(z, Number(conventions.relu_at_zero)), "relu.backward_at_zero"
    return activation.backward(g, z, y), f"{activation.name}.backward"
