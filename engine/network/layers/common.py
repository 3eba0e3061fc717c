"""What the equations of all layers share."""

from __future__ import annotations

from engine.core.expr import Expr, Name, Number, Size
from engine.core.naming import Place, grad
from engine.core.program import Equation, Phase

BATCH = Size("n")
ONE = Number(1)


def forward(place: Place, of: Name, expr: Expr, idea: str) -> Equation:
    """An equation of the forward pass."""
    return Equation(of.name, expr, Phase.FORWARD, idea, place.number)


def gradient(place: Place, of: Name, expr: Expr, idea: str) -> Equation:
    """The equation of the gradient of a value."""
    return Equation(grad(of.name), expr, Phase.BACKWARD, idea, place.number, of.name)


def averaged(expr: Expr, average: bool) -> Expr:
    """An expression summed over the batch, or its average."""
    return expr / BATCH if average else expr
