"""The functions that a formula may call, each by its name.

| name | what |
|---|---|
| `exp log sin abs relu ...` | entry by entry |
| `tr det logdet` | of a square matrix: trace, determinant, logarithm of its absolute value |
| `inv` | the inverse of a square matrix |
| `norm2 sumsq` | `√Σ xᵢⱼ²` (Euclidean, for a matrix Frobenius), and its square |
| `sum logsumexp` | over all entries |
| `softmax` | of a column vector; of each row of anything else |
| `dot(a, b)` | `tr(aᵀ b)`, the sum of the products of entries |

Most are rows of the table that have a typed name; what a row takes and gives follows from its rule
of shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.calculus.derive.typed.dims import Dims
from engine.calculus.derive.typed.shaped import Shaped, plain
from engine.core import ops
from engine.core.expr import Shape
from engine.core.ops import OPS, Op, shapes
from engine.core.ops.algebra import number_of_square, square_matrix


@dataclass(frozen=True)
class Function:
    """A function of `arity` arguments; `build` makes the expression, or raises a `ShapeError`."""

    build: Callable[..., Shaped]
    arity: int = 1
    takes_numbers: bool = False


def _function(op: Op) -> Function:
    result = RESULTS[op.shape]

    def build(dims: Dims, x: Shaped) -> Shaped:
        expr, shape = plain(dims, x) if entrywise else x
        return op(expr), result(dims, shape)

    entrywise = op.shape is shapes.elementwise
    return Function(build, takes_numbers=entrywise)


def _square(dims: Dims, shape: Shape) -> Shape:
    dims.need(shape, shape[::-1], "needs a square matrix, not {0}")
    return shape


def _number_of_square(dims: Dims, shape: Shape) -> Shape:
    _square(dims, shape)
    return ()


RESULTS: dict[Callable[..., Shape], Callable[[Dims, Shape], Shape]] = {
    shapes.elementwise: lambda _, shape: shape,
    shapes.scalar: lambda *_: (),
    square_matrix: _square,
    number_of_square: _number_of_square,
}
"""The shape of a result whose dimensions may not be known yet, by the row's rule of shapes."""


def _softmax(dims: Dims, x: Shaped) -> Shaped:
    column = dims.known(x[1])[1:] == (1,)
    return (ops.softmax_cols if column else ops.softmax)(x[0]), x[1]


def _dot(dims: Dims, x: Shaped, y: Shaped) -> Shaped:
    dims.need(x[1], y[1], "needs two of one shape, not {0} and {1}")
    return ops.trace(x[0].T @ y[0]), ()


FUNCTIONS = {op.typed: _function(op) for op in OPS.values() if op.typed} | {
    "sumsq": Function(lambda _, x: (ops.sum_all(ops.square(x[0])), ())),
    "softmax": Function(_softmax),
    "dot": Function(_dot, 2),
}
