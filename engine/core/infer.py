"""Find the shape of an expression from the shapes of the names that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.core.errors import ShapeError
from engine.core.expr import Apply, Expr, Name, Shape
from engine.core.ops import OPS
from engine.core.render import source


def shape_of(expr: Expr, shapes: Mapping[str, Shape]) -> Shape:
    """Find the shape of `expr`, given the shape of every name.

    Raises `ShapeError` for arguments that do not fit; the message writes them as source:
    `W2 is 3x4, but Y1 has 5 columns: W2 needs 5 rows`.
    """
    if isinstance(expr, Name):
        return shapes[expr.name]
    if not isinstance(expr, Apply):
        return ()
    return applied_shape(expr, [shape_of(arg, shapes) for arg in expr.args])


def applied_shape(expr: Apply, of_args: Iterable[Shape]) -> Shape:
    """Find the shape of an operation's result from the shapes of its arguments."""
    try:
        return OPS[expr.op].shape(*of_args)
    except ShapeError as error:
        raise ShapeError(str(error).format(*map(source, expr.args))) from None


def sized(shape: Shape, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """Replace the named dimensions of a shape by sizes: `("n", 2)` is `(3, 2)` for `{"n": 3}`."""
    return tuple(sizes[dim] if isinstance(dim, str) else dim for dim in shape)
