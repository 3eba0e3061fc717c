"""Rows of the table: the functions that activations are made of, entry by entry.

All are right for entries of any size: what overflows on the way does so to a limit that is right.
"""

from __future__ import annotations

import math

from engine.core import numerics
from engine.core.box import Letter, Sign, Sub, Sup, Word
from engine.core.expr import Expr, Number
from engine.core.ops import shapes
from engine.core.ops.arithmetic import scale, square
from engine.core.ops.entries import each
from engine.core.ops.forms import call, function, with_constant
from engine.core.ops.functions import ONE
from engine.core.ops.op import Binds, Form, Op, declare
from engine.core.ops.steps import leaky_slope, positive

TANH_BEND = "(2 / np.pi) ** 0.5 * ({0} + 0.044715 * {0} ** 3)"
"""What goes into the tanh of GELU's tanh form; Hendrycks and Gimpel, 2016."""
TANH_SLOPE = "(2 / np.pi) ** 0.5 * (1 + 0.134145 * {0} ** 2)"
"""Its derivative."""


sigmoid = declare(
    Op(
        "sigmoid",
        source=Form("1 / (1 + np.exp(-{}))".format, Binds.PRODUCT, (Binds.SIGNED,)),
        written=function(Letter("σ")),
        shape=shapes.elementwise,
        entry=each("sigmoid"),
        vjp=lambda g, _x, out: (g * out * (ONE - out),),
    )
)
tanh = declare(
    Op(
        "tanh",
        source=call("np.tanh({})"),
        written=function(Word("tanh")),
        shape=shapes.elementwise,
        entry=each("tanh"),
        vjp=lambda g, _x, out: (g * (ONE - out * out),),
    )
)
relu = declare(
    Op(
        "relu",
        source=call("np.maximum({}, 0)"),
        written=function(Word("ReLU")),
        shape=shapes.elementwise,
        entry=each("relu"),
        vjp=lambda g, x, _: (g * positive(x[0]),),
    )
)
leaky_relu: Op = declare(
    Op(
        "leaky_relu",
        source=Form("np.where({0} > 0, {0}, {1} * {0})".format, Binds.ATOM, (3, 3)),
        written=with_constant(Word("LeakyReLU")),
        shape=shapes.raised,
        entry=each("leaky_relu"),
        vjp=lambda g, x, _: (g * leaky_slope(x[0], x[1]), None),
    )
)
elu: Op = declare(
    Op(
        "elu",
        source=Form(
            "np.where({0} > 0, {0}, {1} * np.expm1(np.minimum({0}, 0)))".format, Binds.ATOM, (1, 3)
        ),
        written=with_constant(Word("ELU")),
        shape=shapes.raised,
        entry=each("elu"),
        vjp=lambda g, x, _: (g * elu_slope(x[0], x[1]), None),
    )
)
elu_slope: Op = declare(
    Op(
        "elu_slope",
        source=Form(
            "np.where({0} > 0, 1, {1} * np.exp(np.minimum({0}, 0)))".format, Binds.ATOM, (1, 3)
        ),
        written=with_constant(Sup(Word("ELU"), Sign("′"))),
        shape=shapes.raised,
        entry=each("elu_slope"),
        vjp=lambda g, x, out: (g * (ONE - positive(x[0])) * out, None),
    )
)
softplus = declare(
    Op(
        "softplus",
        source=call("np.logaddexp(0, {})"),
        written=function(Word("softplus")),
        shape=shapes.elementwise,
        entry=each("softplus"),
        vjp=lambda g, x, _: (g * sigmoid(x[0]),),
    )
)
normal_pdf: Op = declare(
    Op(
        "normal_pdf",
        source=Form("np.exp(-0.5 * {} ** 2) / (2 * np.pi) ** 0.5".format, 2, (Binds.ATOM,)),
        written=function(Letter("φ")),
        shape=shapes.elementwise,
        entry=each("normal_pdf"),
        vjp=lambda g, x, out: (-(g * x[0] * out),),
    )
)
normal_cdf: Op = declare(
    Op(
        "normal_cdf",
        source=call("normal_cdf({})"),
        written=function(Letter("Φ")),
        shape=shapes.elementwise,
        entry=each("normal_cdf"),
        vjp=lambda g, x, _: (g * normal_pdf(x[0]),),
        helper=numerics.normal_cdf,
    )
)
normal_pdf_tanh: Op = declare(
    Op(
        "normal_pdf_tanh",
        source=Form(
            f"0.5 * (1 - np.tanh({TANH_BEND}) ** 2) * ({TANH_SLOPE})".format,
            Binds.PRODUCT,
            (Binds.ATOM,),
        ),
        written=function(Sub(Letter("φ"), Word("tanh"))),
        shape=shapes.elementwise,
        entry=each("normal_pdf_tanh"),
        vjp=lambda g, x, out: (g * _curvature(x[0], out),),
    )
)
normal_cdf_tanh: Op = declare(
    Op(
        "normal_cdf_tanh",
        source=Form(f"0.5 * (1 + np.tanh({TANH_BEND}))".format, Binds.PRODUCT, (Binds.ATOM,)),
        written=function(Sub(Letter("Φ"), Word("tanh"))),
        shape=shapes.elementwise,
        entry=each("normal_cdf_tanh"),
        vjp=lambda g, x, _: (g * normal_pdf_tanh(x[0]),),
    )
)


def _curvature(z: Expr, density: Expr) -> Expr:
    """`φ′ = φ (u″ / u′ - 2 tanh(u) u′)` for `φ = ½ (1 - tanh² u) u′`, where `tanh u = 2Φ - 1`."""
    slope = ONE + scale(Number(0.134145), square(z))
    bend = scale(Number(0.26829), z) / slope
    tanh_u = scale(Number(2), normal_cdf_tanh(z)) - ONE
    return density * (bend - scale(Number(2 * math.sqrt(2 / math.pi)), tanh_u * slope))
