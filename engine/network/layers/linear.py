"""The linear layer, `Y = X W + B` or `Y = X W`; the toy problem, sections 2.1.1, 3.4 and 3.6."""

from __future__ import annotations

from engine.core.expr import Expr, Name
from engine.core.naming import Place
from engine.core.ops import sum_rows
from engine.core.program import Equation, Input, Phase, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import Formula, G, X, at, averaged

W, B = Name("W"), Name("B")
FORWARD = Formula("Y", X @ W + B, "linear.forward")
FORWARD_WITHOUT_BIAS = Formula("Y", X @ W, "linear.forward_without_bias")
INPUT = Formula("gradX", G @ W.T, "linear.input", "X")


def linear_inputs(
    place: Place, width_in: int, width_out: int, bias: bool = True
) -> tuple[Input, ...]:
    """List `W (d, m)` and, with a bias, `B (1, m)`."""
    weights = Input(place.own("W").name, (width_in, width_out), Role.PARAMETER)
    return (weights, Input(place.own("B").name, (1, width_out), Role.PARAMETER))[: 1 + bias]


def linear_forward(place: Place, bias: bool = True) -> tuple[Equation, ...]:
    """Write `Y = X W + B`, `(n, d) @ (d, m) + (1, m) -> (n, m)`; sections 2.1.1 and 2.2.1."""
    return at(place, Phase.FORWARD, FORWARD if bias else FORWARD_WITHOUT_BIAS)


def linear_backward(
    place: Place,
    conventions: Conventions = HANDOUT,
    penalty: Expr | None = None,
    bias: bool = True,
) -> tuple[Equation, ...]:
    """Write, from `G = ∇Y L`, `(n, m)`, the gradients of `W`, `B` and `X`; section 3.6.

    - `∇W L = Xᵀ G / n`, `(d, n) @ (n, m) -> (d, m)`, plus the gradient of a penalty, in `W`
    - `∇B L = 1ᵀ G / n`, `(1, m)`
    - `∇X L = G Wᵀ`, `(n, m) @ (m, d) -> (n, d)`, not averaged

    The conventions decide whether the gradients of `W` and `B` are averaged.
    """
    of_weights = conventions.averages("linear")
    of_bias = conventions.averages("linear", bias=True)
    weights, idea = averaged(X.T @ G, of_weights), f"linear.weights{_summed(of_weights)}"
    if penalty:
        weights, idea = weights + penalty, f"{idea}_penalty"
    gradient_of_bias = Formula(
        "gradB", averaged(sum_rows(G), of_bias), f"linear.bias{_summed(of_bias)}", "B"
    )
    return at(
        place,
        Phase.BACKWARD,
        Formula("gradW", weights, idea, "W"),
        *((gradient_of_bias,) if bias else ()),
        INPUT,
    )


def _summed(is_averaged: bool) -> str:
    """End the key of a sentence that says sum, where there is no average."""
    return "" if is_averaged else "_summed"
