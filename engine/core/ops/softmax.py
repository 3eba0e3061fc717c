"""Rows of the table: softmax along rows or columns, its logarithm, and that of the sum below it."""

from __future__ import annotations

from engine.core import numerics
from engine.core.box import Box, Row, Word, parens
from engine.core.expr import Expr, Sum
from engine.core.ops import shapes
from engine.core.ops.arithmetic import scale
from engine.core.ops.forms import line
from engine.core.ops.functions import exp, log, log_of
from engine.core.ops.op import At, Binds, Form
from engine.core.ops.reductions import sum_cols, sum_rows
from engine.core.ops.rows import declare


def _written_log_softmax(a: Box) -> Box:
    return log_of(Row((Word("softmax"), parens(a))))


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
    "softmax",
    "softmax({})",
    Word("softmax"),
    lambda g, _, y: (y * (g - sum_cols(g * y)),),
    shapes.matrix,
    _softmax_entry,
    numerics.softmax,
    torch="torch.softmax({}, dim=1)",
)
log_softmax = declare(
    "log_softmax",
    "log_softmax({})",
    Form(_written_log_softmax, Binds.SIGNED, (Binds.ANY,), opens=True),
    lambda g, x, _: (g - softmax(x[0]) * sum_cols(g),),
    shapes.matrix,
    _log_softmax_entry,
    numerics.log_softmax,
    torch="torch.log_softmax({}, dim=1)",
)
softmax_cols = declare(
    "softmax_cols",
    line("softmax({}.T).T", Binds.ATOM),
    Word("softmax"),
    lambda g, _, y: (y * (g - sum_rows(g * y)),),
    shapes.matrix,
    _softmax_cols_entry,
    numerics.softmax,
    torch="torch.softmax({}, dim=0)",
)
logsumexp = declare(
    "logsumexp",
    "np.logaddexp.reduce({}, axis=None)",
    Word("logsumexp"),
    lambda g, x, y: (scale(g, exp(x[0] - y)),),
    shapes.scalar,
    _logsumexp_entry,
    torch="torch.logsumexp({}.flatten(), dim=0)",
    typed="logsumexp",
)
