"""The table of operations: all that the engine knows about `+`, `@`, `relu`, ... stands here, once.

One row says how an operation is computed and written in NumPy, how it is written in mathematics,
which shapes it takes and gives, and how one entry of its result comes out of the entries of its
arguments. Numbers, formulas, code and explanations are walks over expressions that look up
their row.
"""

from engine.core.ops.activations import (
    elu,
    elu_slope,
    leaky_relu,
    normal_cdf,
    normal_cdf_tanh,
    normal_pdf,
    normal_pdf_tanh,
    relu,
    sigmoid,
    softplus,
    tanh,
)
from engine.core.ops.algebra import det, eye_like, inv, logdet, norm2, ones_column, trace
from engine.core.ops.arithmetic import (
    add,
    div,
    hadamard,
    matmul,
    neg,
    ones_like,
    over,
    quotient,
    scale,
    square,
    sub,
    transpose,
)
from engine.core.ops.diagonal import diag, diagonal
from engine.core.ops.functions import absolute, cos, exp, log, power, sin, sqrt, xlogy
from engine.core.ops.op import OPS, At, Binds, Form, Op
from engine.core.ops.reductions import sum_all, sum_cols, sum_rows
from engine.core.ops.softmax import log_softmax, logsumexp, softmax, softmax_cols
from engine.core.ops.steps import leaky_slope, positive, sign, step

__all__ = [
    "OPS",
    "At",
    "Binds",
    "Form",
    "Op",
    "absolute",
    "add",
    "cos",
    "det",
    "diag",
    "diagonal",
    "div",
    "elu",
    "elu_slope",
    "exp",
    "eye_like",
    "hadamard",
    "inv",
    "leaky_relu",
    "leaky_slope",
    "log",
    "log_softmax",
    "logdet",
    "logsumexp",
    "matmul",
    "neg",
    "norm2",
    "normal_cdf",
    "normal_cdf_tanh",
    "normal_pdf",
    "normal_pdf_tanh",
    "ones_column",
    "ones_like",
    "over",
    "positive",
    "power",
    "quotient",
    "relu",
    "scale",
    "sigmoid",
    "sign",
    "sin",
    "softmax",
    "softmax_cols",
    "softplus",
    "sqrt",
    "square",
    "step",
    "sub",
    "sum_all",
    "sum_cols",
    "sum_rows",
    "tanh",
    "trace",
    "transpose",
    "xlogy",
]
