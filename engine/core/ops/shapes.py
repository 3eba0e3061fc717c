"""Shape rules: which shapes an operation takes, and which shape its result has.

For shapes that do not fit, a rule raises a `ShapeError`. Its text calls the arguments `{0}`, `{1}`;
the caller puts in the expressions as they are written.
"""

from __future__ import annotations

from engine.core.errors import ShapeError
from engine.core.expr import Dim, Shape


def dims(shape: Shape) -> str:
    """Write a shape in words: `3x4`, `nx2`, `a number`."""
    return "x".join(map(str, shape)) or "a number"


def broadcast(a: Dim, b: Dim) -> Dim | None:
    """Combine two dimensions: equal, or one of them 1; None if they do not fit."""
    if b in (a, 1):
        return a
    return b if a == 1 else None


def elementwise(*shapes: Shape) -> Shape:
    """`(n, m), (n, m) -> (n, m)`; a row `(1, m)` counts for every row, a scalar for every entry."""
    result: Shape = ()
    for k, shape in enumerate(shapes):
        result = _pair(result, shape, k) if result and shape else result or shape
    return result


def _pair(result: Shape, shape: Shape, k: int) -> Shape:
    fit = [broadcast(a, b) for a, b in zip(result, shape, strict=True)]
    if any(d is None for d in fit):
        raise ShapeError(
            f"{{{k}}} is {dims(shape)}, but {{{k - 1}}} is {dims(result)}: "
            f"{{{k}}} needs to be {dims(result)} or {dims((1, result[1]))}"
        )
    return tuple(d for d in fit if d is not None)


def matrix(shape: Shape) -> Shape:
    """`(n, m) -> (n, m)`; a `ShapeError` for a scalar."""
    if not shape:
        raise ShapeError("{0} is a number, but this needs a matrix")
    return shape


def product(a: Shape, b: Shape) -> Shape:
    """`(n, d), (d, m) -> (n, m)`."""
    for k, shape in enumerate((a, b)):
        if not shape:
            raise ShapeError(f"{{{k}}} is a number, but a matrix product takes two matrices")
    if a[1] != b[0]:
        raise ShapeError(
            f"{{1}} is {dims(b)}, but {{0}} has {a[1]} columns: {{1}} needs {a[1]} rows"
        )
    return (a[0], b[1])


def scaled(factor: Shape, shape: Shape) -> Shape:
    """`(), (n, m) -> (n, m)`: a number times anything."""
    return _by_number(0, factor, shape)


def with_number(shape: Shape, number: Shape) -> Shape:
    """`(n, m), () -> (n, m)`: anything, and a number beside it."""
    return _by_number(1, number, shape)


def _by_number(k: int, number: Shape, shape: Shape) -> Shape:
    if number:
        raise ShapeError(f"{{{k}}} is {dims(number)}, but needs to be a number")
    return shape


def flipped(shape: Shape) -> Shape:
    """`(n, m) -> (m, n)`."""
    rows, cols = matrix(shape)
    return (cols, rows)


def scalar(shape: Shape) -> Shape:
    """`(n, m) -> ()`."""
    matrix(shape)
    return ()


def one_row(shape: Shape) -> Shape:
    """`(n, m) -> (1, m)`."""
    return (1, matrix(shape)[1])


def one_column(shape: Shape) -> Shape:
    """`(n, m) -> (n, 1)`."""
    return (matrix(shape)[0], 1)
