"""Losses: the number that is minimised, and the gradient that starts the way back.

For a batch the loss is the sum over its rows, or its average where the conventions say so.
Source: the toy problem, sections 2.3 and 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from engine.core.expr import Expr, Name, Number, Size
from engine.core.naming import Place, grad
from engine.core.ops import (
    log_softmax,
    quotient,
    scale,
    sigmoid,
    softmax,
    softplus,
    square,
    sum_all,
    sum_cols,
    xlogy,
)
from engine.core.program import Equation, Phase
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import averaged

TARGET = Name("D")
LOSS = "L"
DATA, PENALTY = "Ldata", "Lpenalty"
HALF, TWO = Number(0.5), Number(2)


@dataclass(frozen=True)
class Loss:
    """A loss of an output against the target `D`, both `(n, m)`, for each sample.

    - `value`: `(Z, Y, D, m) -> L`, the sum over the batch
    - `gradient`: `(Y, D, m) ->` the gradient at the output, or at `Z` where it starts from logits
    - `outputs`: the output activations that it is meant for, the usual one first
    - `head`: for a loss of logits, what makes the output `Y` of them
    - `target`: what its target is made of: `numbers`, `labels` 0 and 1, or a 1 for one of `classes`
    """

    name: str
    value: Callable[[Expr, Expr, Expr, Expr], Expr]
    gradient: Callable[[Expr, Expr, Expr], Expr]
    outputs: tuple[str, ...]
    head: Callable[[Expr], Expr] | None = None
    target: Literal["classes", "labels", "numbers"] = "numbers"


ANY_OUTPUT = ("identity", "sigmoid", "tanh", "relu", "softmax")
LOSSES = {
    loss.name: loss
    for loss in (
        Loss(
            "l2",
            lambda _z, y, d, _m: scale(HALF, sum_all(square(y - d))),
            lambda y, d, _m: y - d,
            ANY_OUTPUT,
        ),
        Loss(
            "mse",
            lambda _z, y, d, m: sum_all(square(y - d)) / m,
            lambda y, d, m: scale(TWO, y - d) / m,
            ANY_OUTPUT,
        ),
        Loss(
            "cross_entropy",
            lambda _z, y, d, _m: -sum_all(xlogy(d, y)),
            lambda y, d, _m: -quotient(d, y),
            ("softmax", "sigmoid"),
            target="classes",
        ),
        Loss(
            "softmax_cross_entropy",
            lambda z, _y, d, _m: -sum_all(d * log_softmax(z)),
            lambda y, d, _m: y - d,
            ("softmax",),
            softmax,
            target="classes",
        ),
        Loss(
            "binary_cross_entropy",
            lambda z, _y, d, _m: sum_all(softplus(z) - d * z),
            lambda y, d, _m: y - d,
            ("sigmoid",),
            sigmoid,
            target="labels",
        ),
    )
}


def output_place(place: Place, loss: Loss) -> Place | None:
    """Where a loss of logits makes the output, `Y3lin -> Y3`; None for a loss of the output.

    Where the group already has an activation, the output begins a group of its own.
    """
    if loss.head is None:
        return None
    taken = f"Y{place.number}" in (place.out.name, place.below.name)
    k = place.number + taken
    return Place(k, place.out, Name(f"Y{k}"))


def loss_value(
    logits: Name, output: Name, loss: Loss, width: int, conventions: Conventions = HANDOUT
) -> Expr:
    """`L = loss(Y, D)`, a number; section 2.3."""
    value = loss.value(logits, output, TARGET, Size(width))
    return averaged(value, conventions.mean == "loss")


def loss_gradient(output: Name, loss: Loss, width: int, conventions: Conventions = HANDOUT) -> Expr:
    """The gradient of the loss at the output, or at the logits by the short cut; section 3.2.

    The short cut for softmax, `Y - D`, takes the rows of `D` to sum to one. The exact gradient
    is `Y ΣD - D`, with `ΣD` the sum of each row.
    """
    gradient = loss.gradient(output, TARGET, Size(width))
    if loss.name == "softmax_cross_entropy" and conventions.softmax == "exact":
        gradient = output * sum_cols(TARGET) - TARGET
    return averaged(gradient, conventions.mean == "loss")


def loss_ideas(loss: Loss, conventions: Conventions = HANDOUT) -> tuple[str, str]:
    """What the value and its gradient are instances of: `("l2.value", "l2.gradient")`."""
    mean = "_mean" if conventions.mean == "loss" else ""
    short = loss.name != "softmax_cross_entropy" or conventions.softmax == "short"
    exact = "" if short else "_exact"
    return f"{loss.name}.value{mean}", f"{loss.name}.gradient{exact}{mean}"


@dataclass(frozen=True)
class Penalty:
    """`factor · lam ‖W‖²`, added to the loss for every weight matrix, with its gradient."""

    name: str
    value: Callable[[Expr, Expr], Expr]
    gradient: Callable[[Expr, Expr], Expr]


STRENGTH = Name("lam")
PENALTIES = {
    penalty.name: penalty
    for penalty in (
        Penalty(
            "full",
            lambda lam, w: scale(lam, sum_all(square(w))),
            lambda lam, w: scale(TWO, scale(lam, w)),
        ),
        Penalty(
            "half",
            lambda lam, w: scale(HALF, scale(lam, sum_all(square(w)))),
            scale,
        ),
    )
}


def loss_equations(value: Expr, idea: str, penalised: Expr | None) -> Iterator[Equation]:
    """`L`, or with a penalty `Ldata`, `Lpenalty` and their sum `L`."""
    if penalised is None:
        yield Equation(LOSS, value, Phase.LOSS, idea)
        return
    yield Equation(DATA, value, Phase.LOSS, idea)
    yield Equation(PENALTY, penalised, Phase.LOSS, "penalty.value")
    yield Equation(LOSS, Name(DATA) + Name(PENALTY), Phase.LOSS, "penalty.total")


def gradient_equation(of: Name, expr: Expr, idea: str, layer: int) -> Equation:
    """The equation that starts the way back."""
    return Equation(grad(of.name), expr, Phase.BACKWARD, idea, layer, of.name)
