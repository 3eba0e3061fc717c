"""The functions that a formula may call, each by its name.

| name | what |
|---|---|
| `exp log sin abs relu ...` | entry by entry: the rows of the table that have a typed name |
| `tr det logdet` | of a square matrix: trace, determinant, logarithm of its absolute value |
| `inv` | the inverse of a square matrix |
| `norm2 sumsq` | `√Σ xᵢⱼ²` (Euclidean, for a matrix Frobenius), and its square |
| `sum logsumexp` | over all entries |
| `softmax` | of a column vector; of each row of anything else |
| `dot(a, b)` | `tr(aᵀ b)`, the sum of the products of entries |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.calculus.derive.dims import Dims
from engine.calculus.derive.typed import Typed, plain
from engine.core import ops
from engine.core.expr import Expr, Shape


@dataclass(frozen=True)
class Function:
    """A function of `arity` arguments: from what they are to what it is, or a `ShapeError`."""

    build: Callable[..., Typed]
    arity: int = 1


def _entrywise(op: ops.Op) -> Function:
    def build(dims: Dims, x: Typed) -> Typed:
        expr, shape = plain(dims, x)
        return op(expr), shape

    return Function(build)


def _need_square(dims: Dims, shape: Shape) -> None:
    dims.need(shape, shape[::-1], "needs a square matrix, not {0}")


def _of_square(op: ops.Op, number: bool) -> Function:
    def build(dims: Dims, x: Typed) -> Typed:
        if x[1]:
            _need_square(dims, x[1])
        return op(x[0]), () if number else x[1]

    return Function(build)


def _to_number(build: Callable[[Expr], Expr]) -> Function:
    return Function(lambda _dims, x: (build(x[0]), ()))


def _softmax(dims: Dims, x: Typed) -> Typed:
    column = dims.known(x[1])[1:] == (1,)
    return (ops.softmax_cols if column else ops.softmax)(x[0]), x[1]


def _dot(dims: Dims, x: Typed, y: Typed) -> Typed:
    dims.need(x[1], y[1], "needs two of one shape, not {0} and {1}")
    return ops.trace(x[0].T @ y[0]), ()


ENTRYWISE = {op.typed: op for op in ops.OPS.values() if op.typed}
OF_MATRICES = {
    "tr": _of_square(ops.trace, number=True),
    "det": _of_square(ops.det, number=True),
    "logdet": _of_square(ops.logdet, number=True),
    "inv": _of_square(ops.inv, number=False),
    "norm2": _to_number(ops.norm2),
    "sumsq": _to_number(lambda x: ops.sum_all(ops.square(x))),
    "sum": _to_number(ops.sum_all),
    "logsumexp": _to_number(ops.logsumexp),
    "softmax": Function(_softmax),
    "dot": Function(_dot, 2),
}
FUNCTIONS = {name: _entrywise(op) for name, op in ENTRYWISE.items()} | OF_MATRICES
