"""What the equations of all layers share."""

from __future__ import annotations

from engine.core.expr import Expr, Name, Number, Size
from engine.core.naming import Place, grad
from engine.core.program import Equation, Phase

BATCH = Size("n")
ONE = Number(1)


def forward(place: Place, of: Name, expr: Expr, idea: str) -> Equation:
    """Write an equation of the forward pass."""
    return Equation(of.name, expr, Phase.FORWARD, idea, place.number)


def gradient(place: Place, of: Name, expr: Expr, idea: str, name: Name | None = None) -> Equation:
    """Write the equation of the gradient of a value, `gradW2` of `W2`; `name` is another name."""
    called = name.name if name else grad(of.name)
    return Equation(called, expr, Phase.BACKWARD, idea, place.number, of.name)


def averaged(expr: Expr, average: bool) -> Expr:
    """Divide a sum over the batch by the size of the batch, where `average` says so."""
    return expr / BATCH if average else expr
