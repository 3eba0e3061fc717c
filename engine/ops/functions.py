"""Rows of the table: functions of one entry, and those of a whole row (softmax)."""

from __future__ import annotations

from engine import numerics
from engine.box import Box, Digits, Letter, Row, Sign, Sup, Word, brackets, parens
from engine.expr import Expr, Sum
from engine.ops import shapes
from engine.ops.entries import each
from engine.ops.forms import ENTRYWISE, ONES, call, function
from engine.ops.op import At, Binds, Form, Op, declare


def _log_of(a: Box) -> Box:
    return Row((Word("log"), a))


def _row_total(at: At) -> Expr:
    k = next(at.fresh)
    return Sum(k, at.shapes[0][1], exp(at.args[0](at.row, k)))


def _softmax_entry(at: At) -> Expr:
    return exp(at.args[0](at.row, at.col)) / _row_total(at)


def _log_softmax_entry(at: At) -> Expr:
    return at.args[0](at.row, at.col) - log(_row_total(at))


exp = declare(
    Op(
        "exp",
        source=call("np.exp({})"),
        written=Form(lambda a: Sup(Letter("e"), a), Binds.POWER, (Binds.ANY,)),
        shape=shapes.elementwise,
        entry=each("exp"),
    )
)
log = declare(
    Op(
        "log",
        source=call("np.log({})"),
        written=Form(_log_of, Binds.SIGNED, (Binds.ATOM,), opens=True),
        shape=shapes.elementwise,
        entry=each("log"),
    )
)
xlogy = declare(
    Op(
        "xlogy",
        source=call("xlogy({}, {})", 2),
        written=Form(
            lambda x, y: Row((x, ENTRYWISE, _log_of(y))),
            Binds.PRODUCT,
            (Binds.PRODUCT, Binds.ATOM),
            opens=True,
        ),
        shape=shapes.elementwise,
        entry=each("xlogy"),
        helper=numerics.xlogy,
    )
)
sigmoid = declare(
    Op(
        "sigmoid",
        source=Form("1 / (1 + np.exp(-{}))".format, Binds.PRODUCT, (Binds.SIGNED,)),
        written=function(Letter("σ")),
        shape=shapes.elementwise,
        entry=each("sigmoid"),
    )
)
tanh = declare(
    Op(
        "tanh",
        source=call("np.tanh({})"),
        written=function(Word("tanh")),
        shape=shapes.elementwise,
        entry=each("tanh"),
    )
)
relu = declare(
    Op(
        "relu",
        source=call("np.maximum({}, 0)"),
        written=function(Word("ReLU")),
        shape=shapes.elementwise,
        entry=each("relu"),
    )
)
positive = declare(
    Op(
        "positive",
        source=call("np.where({} > 0, 1, 0)"),
        written=Form(
            lambda a: Row((ONES, brackets(Row((a, Sign(">"), Digits("0")))))),
            Binds.ATOM,
            (Binds.SUM,),
        ),
        shape=shapes.elementwise,
        entry=each("positive"),
    )
)
softmax = declare(
    Op(
        "softmax",
        source=call("softmax({})"),
        written=function(Word("softmax")),
        shape=shapes.matrix,
        entry=_softmax_entry,
        helper=numerics.softmax,
    )
)
log_softmax = declare(
    Op(
        "log_softmax",
        source=call("log_softmax({})"),
        written=Form(
            lambda a: _log_of(Row((Word("softmax"), parens(a)))),
            Binds.SIGNED,
            (Binds.ANY,),
            opens=True,
        ),
        shape=shapes.matrix,
        entry=_log_softmax_entry,
        helper=numerics.log_softmax,
    )
)
