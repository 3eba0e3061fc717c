"""Rows of the table: the functions that activations are made of, entry by entry.

All are right for entries of any size: where a power of e overflows, the result is the limit.
"""

from __future__ import annotations

import math

from engine.core import numerics
from engine.core.box import Letter, Sign, Sub, Sup, Word
from engine.core.expr import Expr, Number
from engine.core.ops.arithmetic import scale, square
from engine.core.ops.declare import entrywise, with_constant
from engine.core.ops.forms import line
from engine.core.ops.functions import ONE
from engine.core.ops.op import Binds, Op
from engine.core.ops.steps import leaky_slope, positive

TANH_BEND = "(2 / np.pi) ** 0.5 * ({0} + 0.044715 * {0} ** 3)"
"""The argument `u` of tanh in the tanh form of GELU; Hendrycks and Gimpel, 2016."""
TANH_SLOPE = "(2 / np.pi) ** 0.5 * (1 + 0.134145 * {0} ** 2)"
"""The derivative of `u`."""


sigmoid = entrywise(
    "sigmoid",
    lambda g, _, y: g * y * (ONE - y),
    line("1 / (1 + np.exp(-{}))", Binds.SIGNED, binds=Binds.PRODUCT),
    Letter("σ"),
    typed="sigmoid",
)
tanh = entrywise("tanh", lambda g, _, y: g * (ONE - y * y))
relu = entrywise(
    "relu",
    lambda g, x, _: g * positive(x),
    "np.maximum({}, 0)",
    Word("ReLU"),
    torch=line("torch.relu({})"),
    typed="relu",
)
leaky_relu = with_constant(
    "leaky_relu",
    lambda g, x, c, _: g * leaky_slope(x, c),
    line("np.where({0} > 0, {0}, {1} * {0})", Binds.PRODUCT, Binds.PRODUCT),
    Word("LeakyReLU"),
)
elu: Op = with_constant(
    "elu",
    lambda g, x, c, _: g * elu_slope(x, c),
    line("np.where({0} > 0, {0}, {1} * np.expm1(np.minimum({0}, 0)))", Binds.SUM, Binds.PRODUCT),
    Word("ELU"),
    torch=line(
        "torch.where({0} > 0, {0}, {1} * torch.expm1({0}.clamp(max=0)))", Binds.ATOM, Binds.SIGNED
    ),
)
elu_slope: Op = with_constant(
    "elu_slope",
    lambda g, x, _, y: g * (ONE - positive(x)) * y,
    line("np.where({0} > 0, 1, {1} * np.exp(np.minimum({0}, 0)))", Binds.SUM, Binds.PRODUCT),
    Sup(Word("ELU"), Sign("′")),
    torch=line(
        "torch.where({0} > 0, 1, {1} * torch.exp({0}.clamp(max=0)))", Binds.ATOM, Binds.SIGNED
    ),
    jumps=True,
)
softplus = entrywise(
    "softplus",
    lambda g, x, _: g * sigmoid(x),
    "np.logaddexp(0, {})",
    torch=line("torch.logaddexp({0}, torch.zeros_like({0}))"),
    typed="softplus",
)
normal_pdf = entrywise(
    "normal_pdf",
    lambda g, x, y: -(g * x * y),
    line("np.exp(-0.5 * {} ** 2) / (2 * np.pi) ** 0.5", Binds.ATOM, binds=Binds.ENTRYWISE),
    Letter("φ"),
)
normal_cdf = entrywise(
    "normal_cdf",
    lambda g, x, _: g * normal_pdf(x),
    "normal_cdf({})",
    Letter("Φ"),
    helper=numerics.normal_cdf,
    torch=line("torch.special.ndtr({})"),
    jax=line("jax.scipy.special.ndtr({})"),
)
normal_pdf_tanh = entrywise(
    "normal_pdf_tanh",
    lambda g, x, y: g * _curvature(x, y),
    line(
        f"0.5 * (1 - np.tanh({TANH_BEND}) ** 2) * ({TANH_SLOPE})", Binds.ATOM, binds=Binds.PRODUCT
    ),
    Sub(Letter("φ"), Word("tanh")),
)
normal_cdf_tanh = entrywise(
    "normal_cdf_tanh",
    lambda g, x, _: g * normal_pdf_tanh(x),
    line(f"0.5 * (1 + np.tanh({TANH_BEND}))", Binds.ATOM, binds=Binds.PRODUCT),
    Sub(Letter("Φ"), Word("tanh")),
)


def _curvature(z: Expr, density: Expr) -> Expr:
    """Differentiate `φ = ½ (1 - tanh² u) u′`: `φ′ = φ (u″ / u′ - 2 tanh(u) u′)`.

    `Φ = ½ (1 + tanh u)` gives `tanh u = 2Φ - 1`.
    """
    slope = ONE + scale(Number(0.134145), square(z))
    bend = scale(Number(0.26829), z) / slope
    tanh_u = scale(Number(2), normal_cdf_tanh(z)) - ONE
    return density * (bend - scale(Number(2 * math.sqrt(2 / math.pi)), tanh_u * slope))
