"""The functions that a formula may call, each by its name.

| name | what |
|---|---|
| `exp log sin abs relu ...` | entry by entry |
| `tr det logdet` | of a square matrix: trace, determinant, logarithm of its absolute value |
| `inv` | the inverse of a square matrix |
| `norm2 sumsq` | `√Σ xᵢⱼ²` (Euclidean, for a matrix Frobenius), and its square |
| `norm1` | the sum of the absolute values of all entries |
| `sum mean logsumexp` | over all entries |
| `max(x) min(x)` | the largest and the smallest entry |
| `max(a, b) min(a, b)` | entry by entry |
| `softmax` | of a column vector; of each row of anything else |
| `dot(a, b)` | `tr(aᵀ b)`, the sum of the products of entries |
| `vector(1) matrix(1)` | a number for every entry |
| `diag` | a column as a diagonal matrix; the diagonal of a matrix as a column |

Most are rows of the table that have a typed name; what a row takes and gives follows from its rule
of shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.calculus.derive.typed.dims import Dims
from engine.calculus.derive.typed.refusal import Misfit
from engine.calculus.derive.typed.shaped import Shaped, is_number, number, plain
from engine.core import ops
from engine.core.expr import Apply, Number, Shape
from engine.core.ops import OPS, Op, shapes
from engine.core.ops.algebra import number_of_square, square_matrix


@dataclass(frozen=True)
class Function:
    """A function; `build` makes the expression, or raises a `Misfit`.

    - `arities`: how many arguments it takes
    - `takes_numbers`: whether an argument may be a number
    - `is_number`: whether its value is a number, whatever it takes
    """

    build: Callable[..., Shaped]
    arities: tuple[int, ...] = (1,)
    takes_numbers: bool = False
    is_number: bool = False


def _function(op: Op) -> Function:
    result = RESULTS[op.shape]

    def build(dims: Dims, x: Shaped) -> Shaped:
        expr, shape = plain(dims, x) if entrywise else x
        return op(expr), result(dims, shape)

    entrywise = op.shape is shapes.elementwise
    scalar = op.shape in (shapes.scalar, number_of_square)
    return Function(build, takes_numbers=entrywise, is_number=scalar)


def _square(dims: Dims, shape: Shape) -> Shape:
    dims.need(shape, shape[::-1], "square")
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
    dims.need(x[1], y[1], "two_shapes")
    return ops.trace(x[0].T @ y[0]), ()


def _mean(_: Dims, x: Shaped) -> Shaped:
    return ops.over(ops.sum_all(x[0]), ops.count(x[0])), ()


def _norm1(_: Dims, x: Shaped) -> Shaped:
    return ops.sum_all(ops.absolute(x[0])), ()


def _norm_with_index(dims: Dims, x: Shaped) -> Shaped:
    """Read `||x||_2`, which for a matrix is its largest singular value."""
    if x[1] and 1 not in dims.known(x[1]):
        raise Misfit("spectral_norm")
    return _norm2(dims, x)


def _norm2(dims: Dims, x: Shaped) -> Shaped:
    """Read a norm; that of a number is its absolute value."""
    if is_number(dims, x):
        return ops.absolute(number(x)), ()
    return ops.norm2(x[0]), ()


def _bars(dims: Dims, x: Shaped) -> Shaped:
    """Read `|x|`: the determinant of a matrix, else the absolute values."""
    x = plain(dims, x)
    if x[1] and 1 not in dims.known(x[1]):
        return ops.det(x[0]), _number_of_square(dims, x[1])
    return ops.absolute(x[0]), x[1]


def _larger(dims: Dims, x: Shaped, y: Shaped) -> Shaped:
    """Write `max(x, y) = x + relu(y - x)`, and `relu(y)` where `x` is 0."""
    (a, left), (b, right) = plain(dims, x), plain(dims, y)
    shape = dims.broadcast(left, right)
    if a == Number(0) or b == Number(0):
        return ops.relu(b if a == Number(0) else a), shape
    return a + ops.relu(b - a), shape


def _max(dims: Dims, x: Shaped, *others: Shaped) -> Shaped:
    if others:
        return _larger(dims, x, *others)
    if not x[1]:
        raise Misfit("needs_vector")
    return ops.largest(x[0]), ()


def _min(dims: Dims, x: Shaped, *others: Shaped) -> Shaped:
    """Write `min(x, y) = -max(-x, -y)`, and `-relu(-y)` where `x` is 0."""
    negated = [(e if e == Number(0) else -e, shape) for e, shape in (x, *others)]
    expr, shape = _max(dims, *negated)
    return -expr, shape


def _log(dims: Dims, x: Shaped) -> Shaped:
    """Read a logarithm; that of a determinant is taken of its absolute value."""
    expr, shape = plain(dims, x)
    if isinstance(expr, Apply) and expr.op == "det":
        return ops.logdet(*expr.args), ()
    return ops.log(expr), shape


def _logarithm(base: int) -> Function:
    def build(dims: Dims, x: Shaped) -> Shaped:
        expr, shape = plain(dims, x)
        return ops.div(ops.log(expr), ops.log(Number(base))), shape

    return Function(build, takes_numbers=True)


def _diag(dims: Dims, x: Shaped) -> Shaped:
    rows, cols = dims.known(x[1])
    if cols == 1:
        return ops.diag(x[0]), (rows, rows)
    return ops.diagonal(x[0]), (_square(dims, x[1])[0], 1)


def _constant(dims: Dims, x: Shaped) -> Shaped:
    """Read `vector(1)`: a number counts for every entry."""
    if not is_number(dims, x):
        raise Misfit("constant")
    return plain(dims, x)


def _sumsq(_: Dims, x: Shaped) -> Shaped:
    return ops.sum_all(ops.square(x[0])), ()


FUNCTIONS = {op.typed: _function(op) for op in OPS.values() if op.typed} | {
    "norm2": Function(_norm2, is_number=True),
    "sumsq": Function(_sumsq, is_number=True),
    "norm1": Function(_norm1, is_number=True),
    "mean": Function(_mean, is_number=True),
    "softmax": Function(_softmax),
    "dot": Function(_dot, (2,), is_number=True),
    "diag": Function(_diag),
    "vector": Function(_constant, takes_numbers=True),
    "matrix": Function(_constant, takes_numbers=True),
    "max": Function(_max, (1, 2), takes_numbers=True),
    "min": Function(_min, (1, 2), takes_numbers=True),
    "log": Function(_log, takes_numbers=True),
    "log2": _logarithm(2),
    "log10": _logarithm(10),
}
"""The functions that may be typed as a call."""
SIGNS_OF_NORMS = {
    "|": Function(_bars, takes_numbers=True),
    "norm2_index": Function(_norm_with_index, is_number=True),
}
"""Functions that are written with bars, `|x|` and `||x||_2`."""
