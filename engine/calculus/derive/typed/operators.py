"""The operators of a formula: the operation that each is, by the shapes of its arguments.

`*` is the matrix product, or a multiple where one side is a number; `/` divides by a number;
`.*`, `./` and `.^` go entry by entry. `X^2` is `X X` and `X^-1` the inverse of a square matrix. A
1x1 matrix counts as a number where a number is wanted. Two columns have no product, and a column
no power: there `*`, `/` and `^` go entry by entry, and a note says so. What does not fit is a
`Misfit`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce

from engine.calculus.derive.typed.dims import Dims
from engine.calculus.derive.typed.refusal import Misfit
from engine.calculus.derive.typed.shaped import (
    ONE_BY_ONE,
    Shaped,
    is_number,
    is_vector,
    number,
    plain,
)
from engine.core import ops
from engine.core.expr import Apply, Expr, Number, Shape

HIGHEST_POWER = 8


@dataclass
class Sense:
    """How an operator is to be understood, and what has to be said about it.

    - `in_sum`: whether its result is summed over all entries at once
    - `notes`: keys of `[formula.note.…]`, in the order they come up
    """

    dims: Dims
    in_sum: bool = False
    notes: list[str] = field(default_factory=list)

    def by_entries(self) -> None:
        """Note that an operator goes entry by entry although its sign does not say so."""
        self.notes.append("by_entries")


def entrywise(op: ops.Op) -> Callable[[Sense, Shaped, Shaped], Shaped]:
    """Make an operator that goes entry by entry; a number counts for every entry."""

    def build(sense: Sense, x: Shaped, y: Shaped) -> Shaped:
        x, y = plain(sense.dims, x), plain(sense.dims, y)
        return op(x[0], y[0]), sense.dims.broadcast(x[1], y[1])

    return build


def times_entries(sense: Sense, x: Shaped, y: Shaped) -> Shaped:
    """Read `x .* y`, a multiple where one of them is a number."""
    if is_number(sense.dims, x) or is_number(sense.dims, y):
        return times(sense, plain(sense.dims, x), plain(sense.dims, y))
    return entrywise(ops.hadamard)(sense, x, y)


def times(sense: Sense, x: Shaped, y: Shaped) -> Shaped:
    """Read `x * y`: the matrix product `(n, d), (d, m) -> (n, m)`, or a multiple."""
    dims = sense.dims
    if not x[1] or (y[1] and is_number(dims, x) and not _chains(dims, x, y)):
        return ops.scale(number(x), y[0]), y[1]
    if not y[1] or (is_number(dims, y) and not _chains(dims, x, y)):
        return ops.scale(number(y), x[0]), x[1]
    if _two_columns(dims, x[1], y[1]):
        sense.by_entries()
        return entrywise(ops.hadamard)(sense, x, y)
    (rows, inner), (below, cols) = dims.known(x[1]), dims.known(y[1])
    if not dims.same(inner, below):
        if dims.alike(x[1], ONE_BY_ONE):
            return times(sense, x, y)
        key = "product_of_alike" if dims.known(x[1]) == dims.known(y[1]) else "product"
        raise Misfit(key, first=dims.shown(x[1]), second=dims.shown(y[1]))
    return x[0] @ y[0], (rows, cols)


def _two_columns(dims: Dims, a: Shape, b: Shape) -> bool:
    """Tell whether both are columns, or both rows, that can have one shape: no matrix product."""
    (rows, cols), (down, across) = dims.known(a), dims.known(b)
    columns = cols == across == 1 and down != 1
    in_rows = rows == down == 1 and cols != 1
    return (columns and dims.can_be(rows, down)) or (in_rows and dims.can_be(cols, across))


def _chains(dims: Dims, x: Shaped, y: Shaped) -> bool:
    """Tell whether the inner dimensions of a product of matrices are known to be the same."""
    return dims.known(x[1])[1] == dims.known(y[1])[0]


def over(sense: Sense, x: Shaped, y: Shaped) -> Shaped:
    """Read `x / y` for a number `y`; `1/2` is the number 0.5."""
    if not is_number(sense.dims, y):
        if x[1] and is_vector(sense.dims, x) and is_vector(sense.dims, y):
            sense.by_entries()
            return entrywise(ops.div)(sense, x, y)
        if is_vector(sense.dims, y):
            raise Misfit("divides_vector")
        raise Misfit("divides")
    if isinstance(y[0], Number):
        return divided(x, y[0])
    return entrywise(ops.div)(sense, x, y)


def divided(x: Shaped, by: Number) -> Shaped:
    """Divide by a number; of two numbers the quotient where it has few digits, else `1 / 3`."""
    if not by.value:
        raise Misfit("divides_by_zero")
    if isinstance(x[0], Number):
        return quotient(x[0].value, by.value), ()
    return ops.over(x[0], by), x[1]


def quotient(a: float, b: float) -> Expr:
    """Divide a number by another: 0.5 for `1/2`; `1 / 3` stays, for it has no end."""
    value = a / b
    if float(f"{value:.6g}") != value:
        return ops.over(Number(a), Number(b))
    return Number(int(value) if value.is_integer() else value)


def entries_raised(sense: Sense, x: Shaped, exponent: float) -> Shaped:
    """Read `x .^ exponent`; the square of a norm is a sum of squares."""
    x = plain(sense.dims, x)
    if exponent == 2 and isinstance(x[0], Apply) and x[0].op == "norm2":
        return ops.sum_all(ops.square(x[0].args[0])), ()
    if exponent == 1:
        return x
    return (ops.square(x[0]) if exponent == 2 else ops.power(x[0], Number(exponent))), x[1]


def raised(sense: Sense, x: Shaped, exponent: float) -> Shaped:
    """Read `x ^ exponent`: of a number, a product of square matrices, or the inverse for -1.

    Of a column it goes entry by entry, and of a matrix that is not known to be square inside a sum.
    """
    dims = sense.dims
    if is_number(dims, x):
        return entries_raised(sense, x, exponent)
    rows, cols = dims.known(x[1])
    if (is_vector(dims, x) or (sense.in_sum and rows != cols)) and exponent != -1:
        sense.by_entries()
        return entries_raised(sense, x, exponent)
    if is_vector(dims, x):
        raise Misfit("no_inverse_of_vector", first=dims.shown(x[1]))
    dims.need(x[1], x[1][::-1], "power_of_square")
    if exponent == -1:
        return ops.inv(x[0]), x[1]
    if exponent not in range(1, HIGHEST_POWER + 1):
        raise Misfit("matrix_power", highest=HIGHEST_POWER)
    return reduce(ops.matmul, [x[0]] * int(exponent)), x[1]


Operator = Callable[[Sense, Shaped, Shaped], Shaped]
OPERATORS: dict[str, Operator] = {
    "+": entrywise(ops.add),
    "-": entrywise(ops.sub),
    ".*": times_entries,
    "./": entrywise(ops.div),
    "*": times,
    "/": over,
}
POWERS: dict[str, Callable[[Sense, Shaped, float], Shaped]] = {"^": raised, ".^": entries_raised}
