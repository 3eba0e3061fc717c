"""Rows of the table: softmax along rows or columns, its logarithm, and that of the sum below it."""

from __future__ import annotations

from engine.core import numerics
from engine.core.box import Row, Word, parens
from engine.core.expr import Expr, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import scale
from engine.core.ops.forms import call, function, method
from engine.core.ops.functions import exp, log, log_of
from engine.core.ops.op import At, Binds, Form, Op, declare
from engine.core.ops.reductions import sum_cols, sum_rows


def _row_total(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][1], exp(at.args[0](at.row, k)))


def _softmax_entry(at: At) -> Expr:
    return exp(at.args[0](at.row, at.col)) / _row_total(at)


def _log_softmax_entry(at: At) -> Expr:
    return at.args[0](at.row, at.col) - log(_row_total(at))


def _softmax_cols_entry(at: At) -> Expr:
    k = next(at.fresh)
    total = Sum(k, at.shapes[0][0], exp(at.args[0](k, at.col)))
    return exp(at.args[0](at.row, at.col)) / total


def _logsumexp_entry(at: At) -> Expr:
    k, m = next(at.fresh), next(at.fresh)
    rows, cols = at.shapes[0]
    return log(Sum(k, rows, Sum(m, cols, exp(at.args[0](k, m)))))


softmax = declare(
    Op(
        "softmax",
        source=call("softmax({})"),
        written=function(Word("softmax")),
        shape=shapes.matrix,
        entry=_softmax_entry,
        vjp=lambda g, _x, out: (out * (g - sum_cols(g * out)),),
        helper=numerics.softmax,
    )
)
log_softmax = declare(
    Op(
        "log_softmax",
        source=call("log_softmax({})"),
        written=Form(
            lambda a: log_of(Row((Word("softmax"), parens(a)))),
            Binds.SIGNED,
            (Binds.ANY,),
            opens=True,
        ),
        shape=shapes.matrix,
        entry=_log_softmax_entry,
        vjp=lambda g, x, _: (g - softmax(x[0]) * sum_cols(g),),
        helper=numerics.log_softmax,
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
