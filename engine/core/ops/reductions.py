"""Rows of the table: sums over a matrix, its rows or its columns."""

from __future__ import annotations

from engine.core.box import Row, Sign, Times, Transposed
from engine.core.expr import Expr, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import ones_like
from engine.core.ops.forms import ONES, call, method
from engine.core.ops.op import At, Binds, Form, Op, declare


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
    Op(
        "sum_all",
        source=call("np.sum({})"),
        written=Form(lambda a: Row((Sign("∑"), a)), Binds.SIGNED, (Binds.ENTRYWISE,), opens=True),
        shape=shapes.scalar,
        entry=_sum_all_entry,
        vjp=lambda g, x, _: (g * ones_like(x[0]),),
    )
)
sum_rows = declare(
    Op(
        "sum_rows",
        source=method("{}.sum(axis=0, keepdims=True)"),
        written=Form(lambda a: Row((Transposed(ONES), Times(), a)), Binds.PRODUCT, (Binds.SIGNED,)),
        shape=shapes.one_row,
        entry=_sum_rows_entry,
        vjp=lambda g, x, _: (g * ones_like(x[0]),),
    )
)
sum_cols = declare(
    Op(
        "sum_cols",
        source=method("{}.sum(axis=1, keepdims=True)"),
        # What stands before the 1 is not its last factor: a logarithm there would take the 1 in.
        written=Form(lambda a: Row((a, Times(), ONES)), Binds.PRODUCT, (Binds.POWER,)),
        shape=shapes.one_column,
        entry=_sum_cols_entry,
        vjp=lambda g, x, _: (g * ones_like(x[0]),),
    )
)
