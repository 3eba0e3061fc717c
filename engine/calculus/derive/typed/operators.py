"""The operators of a formula: the operation that each is, by the shapes of its arguments.

`*` is the matrix product, or a multiple where one side is a number; `/` divides by a number;
`.*`, `./` and `.^` go entry by entry. `X^2` is `X X` and `X^-1` the inverse of a square matrix.
A 1x1 matrix counts as a number where a number is wanted. What does not fit is a `ShapeError`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from engine.calculus.derive.typed.dims import Dims
from engine.calculus.derive.typed.shaped import ONE_BY_ONE, Shaped, is_number, number, plain
from engine.core import ops
from engine.core.errors import ShapeError
from engine.core.expr import Apply, Number

HIGHEST_POWER = 8


def entrywise(op: ops.Op) -> Callable[[Dims, Shaped, Shaped], Shaped]:
    """Make an operator that goes entry by entry; a number counts for every entry."""

    def build(dims: Dims, x: Shaped, y: Shaped) -> Shaped:
        x, y = plain(dims, x), plain(dims, y)
        return op(x[0], y[0]), dims.broadcast(x[1], y[1])

    return build


def times_entries(dims: Dims, x: Shaped, y: Shaped) -> Shaped:
    """Read `x .* y`, a multiple where one of them is a number."""
    if is_number(dims, x) or is_number(dims, y):
        return times(dims, plain(dims, x), plain(dims, y))
    return entrywise(ops.hadamard)(dims, x, y)


def times(dims: Dims, x: Shaped, y: Shaped) -> Shaped:
    """Read `x * y`: the matrix product `(n, d), (d, m) -> (n, m)`, or a multiple."""
    if not x[1] or (y[1] and is_number(dims, x) and not _chains(dims, x, y)):
        return ops.scale(number(x), y[0]), y[1]
    if not y[1] or (is_number(dims, y) and not _chains(dims, x, y)):
        return ops.scale(number(y), x[0]), x[1]
    (rows, inner), (below, cols) = dims.known(x[1]), dims.known(y[1])
    if not dims.same(inner, below):
        if dims.alike(x[1], ONE_BY_ONE):
            return times(dims, x, y)
        shown = dims.shown(x[1]), dims.shown(y[1])
        raise ShapeError(
            f"needs as many columns on its left as rows on its right, not {shown[0]} "
            f"and {shown[1]}; .* goes entry by entry"
        )
    return x[0] @ y[0], (rows, cols)


def _chains(dims: Dims, x: Shaped, y: Shaped) -> bool:
    """Whether the inner dimensions of a product of matrices are known to be the same."""
    return dims.known(x[1])[1] == dims.known(y[1])[0]


def over(dims: Dims, x: Shaped, y: Shaped) -> Shaped:
    """Read `x / y` for a number `y`."""
    if not is_number(dims, y):
        raise ShapeError("divides by a number; ./ goes entry by entry, and inv(...) inverts")
    if isinstance(y[0], Number):
        return ops.over(x[0], y[0]), x[1]
    return entrywise(ops.div)(dims, x, y)


def entries_raised(dims: Dims, x: Shaped, exponent: float) -> Shaped:
    """Read `x .^ exponent`; the square of a norm is a sum of squares."""
    x = plain(dims, x)
    if exponent == 2 and isinstance(x[0], Apply) and x[0].op == "norm2":
        return ops.sum_all(ops.square(x[0].args[0])), ()
    return (ops.square(x[0]) if exponent == 2 else ops.power(x[0], Number(exponent))), x[1]


def raised(dims: Dims, x: Shaped, exponent: float) -> Shaped:
    """Read `x ^ exponent`: of a number, a product of square matrices, or the inverse for -1."""
    if is_number(dims, x):
        return entries_raised(dims, x, exponent)
    dims.need(x[1], x[1][::-1], "needs a square matrix, not {0}; .^ goes entry by entry")
    if is_number(dims, x):
        return entries_raised(dims, x, exponent)
    if exponent == -1:
        return ops.inv(x[0]), x[1]
    if exponent not in range(1, HIGHEST_POWER + 1):
        raise ShapeError(f"takes a matrix to the power -1, or 1 to {HIGHEST_POWER}")
    return reduce(ops.matmul, [x[0]] * int(exponent)), x[1]


Operator = Callable[[Dims, Shaped, Shaped], Shaped]
OPERATORS: dict[str, Operator] = {
    "+": entrywise(ops.add),
    "-": entrywise(ops.sub),
    ".*": times_entries,
    "./": entrywise(ops.div),
    "*": times,
    "/": over,
}
POWERS: dict[str, Callable[[Dims, Shaped, float], Shaped]] = {"^": raised, ".^": entries_raised}
