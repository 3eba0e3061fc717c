"""Rows of the table: linear algebra (trace, determinant, inverse, norm) and what goes with it.

Sources: the rules for `d(X⁻¹)` and `d det(X)` of the notes on differential forms; Petersen and
Pedersen, The Matrix Cookbook, sections 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

from engine import numerics
from engine.box import Digits, Fence, Letter, Row, Sub, Sup, Word
from engine.errors import ShapeError
from engine.expr import Expr, Index, Number, Shape, Sum
from engine.ops import shapes
from engine.ops.arithmetic import add, div, scale, square
from engine.ops.entries import each
from engine.ops.forms import ONES, call, function, method
from engine.ops.functions import exp, log, log_of, sqrt
from engine.ops.op import At, Binds, Form, Op, declare
from engine.ops.reductions import sum_rows

LARGEST_EXPANSION = 4
"""The largest matrix whose determinant is written out in its entries, in 4! products."""


def square_matrix(shape: Shape) -> Shape:
    """`(n, n) -> (n, n)`; anything else is refused."""
    rows, cols = shapes.matrix(shape)
    if rows != cols:
        raise ShapeError(f"{{0}} is {shapes.dims(shape)}, but this needs a square matrix")
    return shape


def number_of_square(shape: Shape) -> Shape:
    """`(n, n) -> ()`."""
    square_matrix(shape)
    return ()


def _total(at: At, entry: Expr, k: Index, m: Index) -> Expr:
    rows, cols = at.shapes[0]
    return Sum(str(k), rows, Sum(str(m), cols, entry))


def _trace_entry(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][0], at.args[0](k, k))


def _norm_entry(at: At) -> Expr:
    k, m = next(at.fresh), next(at.fresh)
    return sqrt(_total(at, square(at.args[0](k, m)), k, m))


def _logsumexp_entry(at: At) -> Expr:
    k, m = next(at.fresh), next(at.fresh)
    return log(_total(at, exp(at.args[0](k, m)), k, m))


def _softmax_cols_entry(at: At) -> Expr:
    k = next(at.fresh)
    total = Sum(k, at.shapes[0][0], exp(at.args[0](k, at.col)))
    return exp(at.args[0](at.row, at.col)) / total


def _leibniz(at: At, rows: Iterable[int], cols: Iterable[int]) -> Expr:
    """The determinant of the part in these rows and columns, `Σ_π sgn(π) Π_i a[i, π(i)]`."""
    kept, terms = tuple(rows), list[Expr]()
    for order in permutations(tuple(cols)):
        swaps = sum(a > b for k, a in enumerate(order) for b in order[k + 1 :])
        term: Expr = Number((-1) ** swaps)
        for row, col in zip(kept, order, strict=True):
            term = scale(term, at.args[0](row, col))
        terms.append(term)
    return _sum(terms)


def _sum(terms: list[Expr]) -> Expr:
    total = terms[0]
    for term in terms[1:]:
        total = add(total, term)
    return total


def _size(at: At) -> int:
    rows = at.shapes[0][0]
    if not isinstance(rows, int) or rows > LARGEST_EXPANSION:
        raise ShapeError(
            f"a determinant or an inverse is written out in its entries up to "
            f"{LARGEST_EXPANSION}x{LARGEST_EXPANSION}, not {shapes.dims(at.shapes[0])}"
        )
    return rows


def _det_entry(at: At) -> Expr:
    n = _size(at)
    return _leibniz(at, range(n), range(n))


def _position(at: At) -> tuple[int, int]:
    """The position asked for; in a 1x1 matrix there is only one, whatever it is called."""
    if _size(at) == 1:
        return 0, 0
    if isinstance(at.row, str) or isinstance(at.col, str):
        raise ShapeError("an entry of an inverse or an identity needs numbers for its position")
    return at.row, at.col


def _inv_entry(at: At) -> Expr:
    """`(X⁻¹)[i, j] = (-1)^(i + j) det(X without row j and column i) / det X`."""
    n, (i, j) = _size(at), _position(at)
    minor = _leibniz(at, (r for r in range(n) if r != j), (c for c in range(n) if c != i))
    return div(scale(Number((-1) ** (i + j)), minor), _det_entry(at))


def _eye_entry(at: At) -> Expr:
    i, j = _position(at)
    return Number(int(i == j))


sin: Op = declare(
    Op(
        "sin",
        source=call("np.sin({})"),
        written=function(Word("sin")),
        shape=shapes.elementwise,
        entry=each("sin"),
        vjp=lambda g, x, _: (g * cos(x[0]),),
    )
)
cos: Op = declare(
    Op(
        "cos",
        source=call("np.cos({})"),
        written=function(Word("cos")),
        shape=shapes.elementwise,
        entry=each("cos"),
        vjp=lambda g, x, _: (-(g * sin(x[0])),),
    )
)
absolute: Op = declare(
    Op(
        "absolute",
        source=call("np.abs({})"),
        written=Form(lambda a: Fence("|", a, "|"), Binds.ATOM, (Binds.ANY,)),
        shape=shapes.elementwise,
        entry=each("absolute"),
        vjp=lambda g, x, _: (g * sign(x[0]),),
    )
)
sign: Op = declare(
    Op(
        "sign",
        source=call("np.sign({})"),
        written=function(Word("sign")),
        shape=shapes.elementwise,
        entry=each("sign"),
        vjp=lambda _g, _x, _: (None,),
    )
)
eye_like = declare(
    Op(
        "eye_like",
        source=Form("np.eye(len({0}), dtype={0}.dtype)".format, Binds.ATOM, (Binds.ATOM,)),
        written=Form(lambda _: Letter("I"), Binds.ATOM, (Binds.ANY,)),
        shape=square_matrix,
        entry=_eye_entry,
        vjp=lambda _g, _x, _: (None,),
    )
)
ones_column = declare(
    Op(
        "ones_column",
        source=Form("np.ones_like({}[:, :1])".format, Binds.ATOM, (Binds.ATOM,)),
        written=Form(lambda _: ONES, Binds.ATOM, (Binds.ANY,)),
        shape=shapes.one_column,
        entry=lambda _: Number(1),
        vjp=lambda _g, _x, _: (None,),
    )
)
trace = declare(
    Op(
        "trace",
        source=call("np.trace({})"),
        written=function(Word("tr")),
        shape=number_of_square,
        entry=_trace_entry,
        vjp=lambda g, x, _: (scale(g, eye_like(x[0])),),
    )
)
inv: Op = declare(
    Op(
        "inv",
        source=call("np.linalg.inv({})"),
        written=Form(lambda a: Sup(a, Digits("−1")), Binds.POWER, (Binds.ATOM,)),
        shape=square_matrix,
        entry=_inv_entry,
        vjp=lambda g, _x, out: (-(out.T @ g @ out.T),),
    )
)
det = declare(
    Op(
        "det",
        source=call("np.linalg.det({})"),
        written=function(Word("det")),
        shape=number_of_square,
        entry=_det_entry,
        vjp=lambda g, x, out: (scale(g, scale(out, inv(x[0]).T)),),
    )
)
logdet = declare(
    Op(
        "logdet",
        source=method("np.linalg.slogdet({})[1]"),
        written=Form(
            lambda a: log_of(Fence("|", Row((Word("det"), a)), "|")), Binds.SIGNED, (Binds.ATOM,)
        ),
        shape=number_of_square,
        entry=lambda at: log(absolute(_det_entry(at))),
        vjp=lambda g, x, _: (scale(g, inv(x[0]).T),),
    )
)
norm2 = declare(
    Op(
        "norm2",
        source=call("np.linalg.norm({})"),
        written=Form(lambda a: Sub(Fence("‖", a, "‖"), Digits("2")), Binds.ATOM, (Binds.ANY,)),
        shape=shapes.scalar,
        entry=_norm_entry,
        vjp=lambda g, x, out: (scale(g, div(x[0], out)),),
    )
)
logsumexp = declare(
    Op(
        "logsumexp",
        source=call("np.logaddexp.reduce({}, axis=None)"),
        written=function(Word("logsumexp")),
        shape=shapes.scalar,
        entry=_logsumexp_entry,
        vjp=lambda g, x, out: (scale(g, exp(x[0] - out)),),
    )
)
softmax_cols = declare(
    Op(
        "softmax_cols",
        source=method("softmax({}.T).T"),
        written=function(Word("softmax")),
        shape=shapes.matrix,
        entry=_softmax_cols_entry,
        vjp=lambda g, _x, out: (out * (g - sum_rows(g * out)),),
        helper=numerics.softmax,
    )
)
