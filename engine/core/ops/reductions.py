"""Rows of the table: sums over a matrix, its rows or its columns; its size, its largest entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from engine.core.box import Letter, Row, Sign, Times, Transposed, Word
from engine.core.errors import ShapeError
from engine.core.expr import Apply, Expr, Number, Size, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import ones_like, scale
from engine.core.ops.declare import declare
from engine.core.ops.forms import ONES, line
from engine.core.ops.op import At, Binds, Form, Op


def total(at: At, axes: str, of: Callable[[Expr], Expr] = lambda entry: entry) -> Expr:
    """Write a sum of entries over `rows`, `cols` or `rows cols`; `of` is applied to each entry."""
    k = next(at.fresh) if "rows" in axes else None
    m = next(at.fresh) if "cols" in axes else None
    term = of(at.args[0](k or at.row, m or at.col))
    term = Sum(m, at.shapes[0][1], term) if m else term
    return Sum(k, at.shapes[0][0], term) if k else term


def _to_every_entry(g: Expr, args: tuple[Expr, ...], _total: Expr) -> tuple[Expr]:
    """Pass the gradient of a sum to every entry that was added."""
    return (g * ones_like(args[0]),)


sum_all = declare(
    "sum_all",
    "np.sum({})",
    Form(lambda a: Row((Sign("∑"), a)), Binds.SIGNED, (Binds.ENTRYWISE,), opens=True),
    _to_every_entry,
    shapes.scalar,
    lambda at: total(at, "rows cols"),
    typed="sum",
    differential="linear",
    under_trace="product_transpose",
)
sum_rows = declare(
    "sum_rows",
    line("{}.sum(axis=0, keepdims=True)", Binds.ATOM),
    Form(lambda a: Row((Transposed(ONES), Times(), a)), Binds.PRODUCT, (Binds.SIGNED,)),
    _to_every_entry,
    shapes.one_row,
    lambda at: total(at, "rows"),
    differential="linear",
    under_trace="product_transpose",
)
sum_cols = declare(
    "sum_cols",
    line("{}.sum(axis=1, keepdims=True)", Binds.ATOM),
    # POWER, not PRODUCT, so that a logarithm gets brackets: in `log a 1` the 1 would seem inside.
    Form(lambda a: Row((a, Times(), ONES)), Binds.PRODUCT, (Binds.POWER,)),
    _to_every_entry,
    shapes.one_column,
    lambda at: total(at, "cols"),
    differential="linear",
    under_trace="product_transpose",
)


def _largest_entry(at: At) -> Expr:
    """Compare the entries one after the other: `max(a, b) = a + relu(b - a)`."""
    rows, cols = at.shapes[0]
    if not isinstance(rows, int) or not isinstance(cols, int):
        raise ShapeError("the largest entry is written out for a matrix of known size only")
    first, *others = (at.args[0](i, j) for i in range(rows) for j in range(cols))
    return reduce(lambda a, b: a + Apply("relu", (b - a,)), others, first)


count = declare(
    "count",
    "np.size({})",
    Form(lambda _: Letter("N")),
    lambda *_: (None,),
    shapes.scalar,
    lambda at: scale(Size(at.shapes[0][0]), Size(at.shapes[0][1])),
    torch=line("{}.numel()", Binds.ATOM),
)
largest: Op = declare(
    "largest",
    "np.max({})",
    Word("max"),
    lambda g, x, y: (scale(g, Number(1) - Apply("positive", (y - x[0],))),),
    shapes.scalar,
    _largest_entry,
)
