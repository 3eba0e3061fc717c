"""Layer normalisation: every sample is normalised by the statistics of its own entries.

It is the same in training and in inference. As in batch normalisation the gradient of the input is
a sum of three terms. Source: Ba, Kiros and Hinton, 2016.
"""

from __future__ import annotations

from engine.core.expr import Number, Size
from engine.core.naming import Place
from engine.core.ops import ones_like, power, scale, sqrt, square, sum_cols
from engine.core.program import Equation, Input, Phase, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.batch_norm import (
    BETA,
    EPS,
    GAMMA,
    GRAD_MEAN,
    GRAD_NORM,
    GRAD_VAR,
    MEAN,
    NORM,
    THREE_TERMS,
    TWO,
    VAR,
    parameters_backward,
)
from engine.network.layers.common import Formula, G, X, at


def layer_norm_inputs(place: Place, width: int) -> tuple[Input, ...]:
    """List `gamma` and `beta`, both `(1, m)`, and the number `eps`."""
    return (
        Input(place.own(GAMMA.name).name, (1, width), Role.PARAMETER),
        Input(place.own(BETA.name).name, (1, width), Role.PARAMETER),
        Input(place.own(EPS.name).name, (), Role.SETTING),
    )


def layer_norm_forward(place: Place, width: int) -> tuple[Equation, ...]:
    """Write the normalisation of every row, `(n, m) -> (n, m)`.

    - `mean = X 1 / m`, `var = (X - mean)² 1 / m`, both `(n, 1)`
    - `norm = (X - mean) / √(var + eps)`
    - `Y = norm ⊙ gamma + beta`
    """
    m = Size(width)
    return at(
        place,
        Phase.FORWARD,
        Formula("mean", sum_cols(X) / m, "layer_norm.mean"),
        Formula("var", sum_cols(square(X - MEAN)) / m, "layer_norm.var"),
        Formula("norm", (X - MEAN) / sqrt(VAR + EPS), "layer_norm.norm"),
        Formula("Y", NORM * GAMMA + BETA, "batch_norm.forward"),
    )


def layer_norm_backward(
    place: Place, width: int, conventions: Conventions = HANDOUT
) -> tuple[Equation, ...]:
    """Write, from `G = ∇Y L`, `(n, m)`, the gradients of `gamma`, `beta` and `X`.

    - `∇gamma = 1ᵀ (G ⊙ norm)`, `∇beta = 1ᵀ G`, averaged only where the conventions say so
    - `gradNorm = gamma ⊙ G`
    - `gradVar = -½ (gradNorm ⊙ (X - mean)) 1 ⊙ (var + eps)^(-3/2)`, `(n, 1)`
    - `gradMu = -(gradNorm / √(var + eps)) 1`, `(n, 1)`: distances from a mean add up to 0
    - `∇X = gradNorm / √(var + eps) + 2/m gradVar ⊙ (X - mean) + gradMu / m`, term by term
    """
    m = Size(width)
    spread = sum_cols(GRAD_NORM * (X - MEAN)) * power(VAR + EPS, Number(-1.5))
    return at(
        place,
        Phase.BACKWARD,
        *parameters_backward(conventions),
        Formula("gradNorm", GAMMA * G, "batch_norm.grad_norm", "norm"),
        Formula("gradVar", scale(Number(-0.5), spread), "layer_norm.grad_var", "var"),
        Formula("gradMu", -sum_cols(GRAD_NORM / sqrt(VAR + EPS)), "layer_norm.grad_mean", "mean"),
        Formula("gradX_norm", GRAD_NORM / sqrt(VAR + EPS), "batch_norm.way_norm", "X"),
        Formula("gradX_var", scale(TWO, GRAD_VAR * (X - MEAN)) / m, "layer_norm.way_var", "X"),
        Formula("gradX_mean", GRAD_MEAN * ones_like(X) / m, "layer_norm.way_mean", "X"),
        Formula("gradX", THREE_TERMS, "layer_norm.backward", "X"),
    )
