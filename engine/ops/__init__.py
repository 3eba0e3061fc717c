"""The table of operations: all that the engine knows about `+`, `@`, `relu`, ... stands here, once.

One row says how an operation is computed and written in NumPy, how it is written in mathematics,
which shapes it takes and gives, and how one entry of its result comes out of the entries of its
arguments. Numbers, formulas, code and explanations are walks over expressions that look up
their row.
"""

from engine.ops.arithmetic import (
    add,
    div,
    hadamard,
    matmul,
    neg,
    over,
    quotient,
    scale,
    square,
    sub,
    transpose,
)
from engine.ops.functions import (
    exp,
    log,
    log_softmax,
    positive,
    relu,
    sigmoid,
    softmax,
    tanh,
    xlogy,
)
from engine.ops.op import OPS, At, Binds, Form, Op
from engine.ops.reductions import sum_all, sum_cols, sum_rows

__all__ = [
    "OPS",
    "At",
    "Binds",
    "Form",
    "Op",
    "add",
    "div",
    "exp",
    "hadamard",
    "log",
    "log_softmax",
    "matmul",
    "neg",
    "over",
    "positive",
    "quotient",
    "relu",
    "scale",
    "sigmoid",
    "softmax",
    "square",
    "sub",
    "sum_all",
    "sum_cols",
    "sum_rows",
    "tanh",
    "transpose",
    "xlogy",
]
