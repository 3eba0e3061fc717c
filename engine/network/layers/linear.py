"""The linear layer, `Z = Y W + B`; the toy problem, sections 2.1.1, 3.4 and 3.6."""

from __future__ import annotations

from engine.core.expr import Expr
from engine.core.naming import Place
from engine.core.ops import sum_rows
from engine.core.program import Equation, Input, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import averaged, forward, gradient


def linear_inputs(place: Place, width_in: int, width_out: int) -> tuple[Input, ...]:
    """`W (d, m)` and `B (1, m)`."""
    return (
        Input(place.own("W").name, (width_in, width_out), Role.PARAMETER),
        Input(place.own("B").name, (1, width_out), Role.PARAMETER),
    )


def linear_forward(place: Place) -> tuple[Equation, ...]:
    """`Z = Y W + B`, `(n, d) @ (d, m) + (1, m) -> (n, m)`; sections 2.1.1 and 2.2.1."""
    expr = place.below @ place.own("W") + place.own("B")
    return (forward(place, place.out, expr, "linear.forward"),)


def linear_backward(
    place: Place, conventions: Conventions = HANDOUT, penalty: Expr | None = None
) -> tuple[Equation, ...]:
    """From `G = ∇Z L`, `(n, m)`: the gradients of `W`, `B` and the layer's input; section 3.6.

    - `∇W L = Yᵀ G / n`, `(d, n) @ (n, m) -> (d, m)`, plus the gradient of a penalty
    - `∇B L = 1ᵀ G / n`, `(1, m)`
    - `∇Y L = G Wᵀ`, `(n, m) @ (m, d) -> (n, d)`, not averaged

    The average is taken where the conventions take it in the gradients of the parameters.
    """
    g, average = place.gradient, conventions.averages("linear")
    how = "" if average else "_summed"
    weights = averaged(place.below.T @ g, average)
    bias = averaged(sum_rows(g), average)
    return (
        gradient(
            place,
            place.own("W"),
            weights + penalty if penalty else weights,
            f"linear.weights{how}" + ("_penalty" if penalty else ""),
        ),
        gradient(place, place.own("B"), bias, f"linear.bias{how}"),
        gradient(place, place.below, g @ place.own("W").T, "linear.input"),
    )
