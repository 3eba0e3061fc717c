"""Rows of the table: sums over a matrix, its rows or its columns."""

from __future__ import annotations

from engine.core.box import Row, Sign, Times, Transposed
from engine.core.expr import Expr, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import ones_like
from engine.core.ops.forms import ONES, line
from engine.core.ops.op import At, Binds, Form
from engine.core.ops.rows import declare


def _of_every_entry(g: Expr, args: tuple[Expr, ...], _total: Expr) -> tuple[Expr]:
    """Every entry has the gradient of the sum that it is in."""
    return (g * ones_like(args[0]),)


def _sum_all_entry(at: At) -> Expr:
    rows, cols = at.shapes[0]
    k, m = next(at.fresh), next(at.fresh)
    return Sum(k, rows, Sum(m, cols, at.args[0](k, m)))


def _sum_rows_entry(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][0], at.args[0](k, at.col))


def _sum_cols_entry(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][1], at.args[0](at.row, k))


sum_all = declare(
    "sum_all",
    "np.sum({})",
    Form(lambda a: Row((Sign("∑"), a)), Binds.SIGNED, (Binds.ENTRYWISE,), opens=True),
    _of_every_entry,
    shapes.scalar,
    _sum_all_entry,
    typed="sum",
    differential="linear",
    under_trace="product_transpose",
)
sum_rows = declare(
    "sum_rows",
    line("{}.sum(axis=0, keepdims=True)", Binds.ATOM),
    Form(lambda a: Row((Transposed(ONES), Times(), a)), Binds.PRODUCT, (Binds.SIGNED,)),
    _of_every_entry,
    shapes.one_row,
    _sum_rows_entry,
    differential="linear",
    under_trace="product_transpose",
)
sum_cols = declare(
    "sum_cols",
    line("{}.sum(axis=1, keepdims=True)", Binds.ATOM),
    # What stands before the 1 is not its last factor: a logarithm there would take the 1 in.
    Form(lambda a: Row((a, Times(), ONES)), Binds.PRODUCT, (Binds.POWER,)),
    _of_every_entry,
    shapes.one_column,
    _sum_cols_entry,
    differential="linear",
    under_trace="product_transpose",
)
