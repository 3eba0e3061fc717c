"""Rows of the table: sums over a matrix, its rows or its columns."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.box import Row, Sign, Times, Transposed
from engine.core.expr import Expr, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import ones_like
from engine.core.ops.declare import declare
from engine.core.ops.forms import ONES, line
from engine.core.ops.op import At, Binds, Form


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
    # POWER, not PRODUCT: a logarithm needs brackets: in `log a 1` the 1 would be read inside.
    Form(lambda a: Row((a, Times(), ONES)), Binds.PRODUCT, (Binds.POWER,)),
    _to_every_entry,
    shapes.one_column,
    lambda at: total(at, "cols"),
    differential="linear",
    under_trace="product_transpose",
)
