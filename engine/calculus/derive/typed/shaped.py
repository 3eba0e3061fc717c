"""Expressions of a formula with their shapes; when a 1x1 matrix counts as a number."""

from __future__ import annotations

from engine.calculus.derive.typed.dims import Dims
from engine.core.expr import Expr, Shape
from engine.core.ops import trace

Shaped = tuple[Expr, Shape]
"""An expression and its shape, as far as it is known."""
ONE_BY_ONE: Shape = (1, 1)


def is_number(dims: Dims, x: Shaped) -> bool:
    """Tell whether something is known to be a number, or a 1x1 matrix."""
    return dims.known(x[1]) in ((), ONE_BY_ONE)


def is_vector(dims: Dims, x: Shaped) -> bool:
    """Tell whether something is known to be a row or a column, and not a 1x1 matrix."""
    return 1 in dims.known(x[1]) and not is_number(dims, x)


def number(x: Shaped) -> Expr:
    """Make a 1x1 matrix a number, its trace `tr(a) = a`; a number stays."""
    return trace(x[0]) if x[1] else x[0]


def plain(dims: Dims, x: Shaped) -> Shaped:
    """Make a 1x1 matrix a number; anything else stays."""
    return (number(x), ()) if is_number(dims, x) else x
