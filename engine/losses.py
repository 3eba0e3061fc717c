"""Losses: the number that is minimised, and the gradient that starts the way back.

For a batch the loss is the sum over its rows. Source: the toy problem, sections 2.3 and 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.expr import Expr, Name, Number
from engine.naming import Layer, grad
from engine.ops import log_softmax, quotient, scale, square, sum_all, xlogy
from engine.program import Equation, Phase

TARGET = Name("D")
LOSS = "L"
HALF = Number(0.5)


@dataclass(frozen=True)
class Loss:
    """A loss of the output `Y = f(Z)` against the target `D`, all `(n, m)`.

    - `value`: `(Z, Y, D) -> L`
    - `gradient`: `(Y, D) ->` the gradient at the output, or at `Z` where `at_logits`
    - `outputs`: the output activations that it is meant for, the usual one first; empty for any
    """

    name: str
    value: Callable[[Expr, Expr, Expr], Expr]
    gradient: Callable[[Expr, Expr], Expr]
    outputs: tuple[str, ...]
    at_logits: bool = False


LOSSES = {
    loss.name: loss
    for loss in (
        Loss(
            "l2",
            lambda _z, y, d: scale(HALF, sum_all(square(y - d))),
            lambda y, d: y - d,
            ("identity", "sigmoid", "tanh", "relu", "softmax"),
        ),
        Loss(
            "cross_entropy",
            lambda _z, y, d: -sum_all(xlogy(d, y)),
            lambda y, d: -quotient(d, y),
            ("softmax", "sigmoid"),
        ),
        Loss(
            "softmax_cross_entropy",
            lambda z, _y, d: -sum_all(d * log_softmax(z)),
            lambda y, d: y - d,
            ("softmax",),
            at_logits=True,
        ),
    )
}


def loss_value(last: Layer, loss: Loss) -> Equation:
    """`L = loss(Y, D)`, a number; section 2.3."""
    expr = loss.value(last.linear, last.output, TARGET)
    return Equation(LOSS, expr, Phase.LOSS, f"{loss.name}.value")


def loss_gradient(last: Layer, loss: Loss) -> Equation:
    """The gradient at the output, or at the logits by the short cut `Y - D`; section 3.2."""
    of = last.linear if loss.at_logits else last.output
    expr = loss.gradient(last.output, TARGET)
    idea = f"{loss.name}.gradient"
    return Equation(grad(of.name), expr, Phase.BACKWARD, idea, last.number, of.name)
