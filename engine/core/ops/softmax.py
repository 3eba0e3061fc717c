"""Rows of the table: softmax along rows or columns, log-softmax, and log-sum-exp."""

from __future__ import annotations

from collections.abc import Callable

from engine.core import numerics
from engine.core.box import Box, Row, Word, parens
from engine.core.expr import Expr
from engine.core.ops import shapes
from engine.core.ops.arithmetic import scale
from engine.core.ops.declare import declare
from engine.core.ops.forms import line
from engine.core.ops.functions import exp, log, log_of
from engine.core.ops.op import At, Binds, Form
from engine.core.ops.reductions import sum_cols, sum_rows, total


def _written_log_softmax(a: Box) -> Box:
    return log_of(Row((Word("softmax"), parens(a))))


def _softmax_entry(axis: str) -> Callable[[At], Expr]:
    return lambda at: exp(at.args[0](at.row, at.col)) / total(at, axis, exp)


softmax = declare(
    "softmax",
    "softmax({})",
    Word("softmax"),
    lambda g, _, y: (y * (g - sum_cols(g * y)),),
    shapes.matrix,
    _softmax_entry("cols"),
    helper=numerics.softmax,
    torch=line("torch.softmax({}, dim=1)"),
)
log_softmax = declare(
    "log_softmax",
    "log_softmax({})",
    Form(_written_log_softmax, Binds.SIGNED, (Binds.ANY,), opens=True),
    lambda g, x, _: (g - softmax(x[0]) * sum_cols(g),),
    shapes.matrix,
    lambda at: at.args[0](at.row, at.col) - log(total(at, "cols", exp)),
    helper=numerics.log_softmax,
    torch=line("torch.log_softmax({}, dim=1)"),
)
softmax_cols = declare(
    "softmax_cols",
    line("softmax({}.T).T", Binds.ATOM),
    Word("softmax"),
    lambda g, _, y: (y * (g - sum_rows(g * y)),),
    shapes.matrix,
    _softmax_entry("rows"),
    helper=numerics.softmax,
    torch=line("torch.softmax({}, dim=0)"),
)
logsumexp = declare(
    "logsumexp",
    "np.logaddexp.reduce({}, axis=None)",
    Word("logsumexp"),
    lambda g, x, y: (scale(g, exp(x[0] - y)),),
    shapes.scalar,
    lambda at: log(total(at, "rows cols", exp)),
    torch=line("torch.logsumexp({}.flatten(), dim=0)"),
    typed="logsumexp",
)
