"""The shape of an expression, from the shapes of the names it reads."""

from __future__ import annotations

from collections.abc import Mapping

from engine.core.errors import ShapeError
from engine.core.expr import Apply, Expr, Name, Shape
from engine.core.ops import OPS
from engine.core.render import source


def shape_of(expr: Expr, shapes: Mapping[str, Shape]) -> Shape:
    """The shape of `expr` where every name has the shape that `shapes` gives it.

    Raises `ShapeError` for arguments that do not fit, naming them as they are written:
    `W2 is 3x4, but Y1 has 5 columns: W2 needs 5 rows`.
    """
    if isinstance(expr, Name):
        return shapes[expr.name]
    if not isinstance(expr, Apply):
        return ()
    given = tuple(shape_of(arg, shapes) for arg in expr.args)
    try:
        return OPS[expr.op].shape(*given)
    except ShapeError as error:
        raise ShapeError(str(error).format(*map(source, expr.args))) from None
