"""Activations, `Y = f(Z)` entry by entry, and softmax along rows.

Source: the toy problem's handout, sections 2.1.2 and 3.3.

A new activation is one entry here, and its words in `assets/text.toml`.
"""

from __future__ import annotations

from functools import lru_cache

from engine.core import ops
from engine.core.differentiate import vjp
from engine.core.expr import Expr, Name, Number, Shape, walk
from engine.core.immutable import immutable
from engine.core.naming import Place
from engine.core.program import Equation, Input, Phase, Role
from engine.core.rewrite import replace_parts
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import ONE, Formula, G, Y, Z, at
from engine.network.layers.kind import LayerValue
from engine.network.options import LARGEST

NOTHING = ops.scale(Number(0), G)
SLOPE, LIMIT = Name("slope"), Name("limit")
SHAPES: dict[str, Shape] = dict.fromkeys("GZY", ("n", "m")) | {SLOPE.name: (), LIMIT.name: ()}


LIMIT_VALUE = LayerValue("far below 0 it goes to -alpha", 1, (0, LARGEST), LIMIT.name)


@immutable
class Activation:
    """An activation, `Y = forward`, in terms of `Z`.

    - `as_printed`: the gradient as papers print it, if `derived` has another form
    - `along_rows`: whether an entry of `Y` depends on a whole row of `Z`, as for softmax: then the
      entries of a row are the probabilities of the classes, and a target has one class in each row
    - `limits`: the two values that `Y` lies between, if it does
    - `has_kink`: whether it bends or jumps at 0
    - `zero_below`: whether it is 0 for `Z ≤ 0`, so that a unit can be dead
    - `keeps_fractions`: whether `Y` is a fraction wherever `Z` is one
    - `values`: the numbers that can be chosen, by their keys in JSON
    """

    name: str
    forward: Expr
    as_printed: Expr | None = None
    along_rows: bool = False
    limits: tuple[float, float] | None = None
    has_kink: bool = False
    zero_below: bool = False
    keeps_fractions: bool = False
    values: tuple[tuple[str, LayerValue], ...] = ()

    @property
    def backward(self) -> Expr:
        """The gradient `∇Z L`, in terms of `G = ∇Y L`, `Z` and `Y`."""
        return self.as_printed or self.derived

    @property
    def derived(self) -> Expr:
        """The gradient by the chain rule, with `Y` in place of `forward` wherever it occurs."""
        return _derived(self.forward)

    @property
    def lets_gradient_through(self) -> bool:
        """Whether the gradient is not 0 everywhere, as it is for a step function."""
        return self.derived != NOTHING


@lru_cache
def _derived(forward: Expr) -> Expr:
    return replace_parts(vjp(forward, G, SHAPES).get("Z", NOTHING), {forward: Y})


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("identity", Z, keeps_fractions=True),
        Activation("sigmoid", ops.sigmoid(Z), limits=(0, 1)),
        Activation("tanh", ops.tanh(Z), limits=(-1, 1)),
        Activation("relu", ops.relu(Z), has_kink=True, zero_below=True, keeps_fractions=True),
        # The usual slope below 0 is that of Maas et al., 2013.
        Activation(
            "leaky_relu",
            ops.leaky_relu(Z, SLOPE),
            has_kink=True,
            keeps_fractions=True,
            values=(("slope", LayerValue("the slope below 0", 0.01, (-LARGEST, LARGEST))),),
        ),
        # Far below 0 it goes to -alpha, usually -1; Clevert et al., 2015. In the program that is
        # its limit: a normalisation in the same group has an alpha of its own.
        Activation("elu", ops.elu(Z, LIMIT), values=(("alpha", LIMIT_VALUE),)),
        Activation("softplus", ops.softplus(Z)),
        # The product rule with `G` taken out, as Hendrycks and Gimpel, 2016, have it: Φ + Z φ.
        Activation("gelu", Z * ops.normal_cdf(Z), G * (ops.normal_cdf(Z) + Z * ops.normal_pdf(Z))),
        # As above, with Φ ≈ ½ (1 + tanh(√(2/π) (Z + 0.044715 Z³))).
        Activation(
            "gelu_tanh",
            Z * ops.normal_cdf_tanh(Z),
            G * (ops.normal_cdf_tanh(Z) + Z * ops.normal_pdf_tanh(Z)),
        ),
        # Elfwing et al., 2018, use that Z σ(Z) is Y.
        Activation("silu", Z * ops.sigmoid(Z), G * (ops.sigmoid(Z) + Y * (ONE - ops.sigmoid(Z)))),
        Activation(
            "threshold", ops.positive(Z), has_kink=True, zero_below=True, keeps_fractions=True
        ),
        Activation("softmax", ops.softmax(Z), along_rows=True),
    )
}


def activation_inputs(place: Place, activation: Activation) -> tuple[Input, ...]:
    """List the numbers that can be chosen, such as the slope of leaky ReLU."""
    return tuple(
        Input(place.own(value.letter or key).name, (), Role.SETTING, value.start)
        for key, value in activation.values
    )


def activation_forward(place: Place, activation: Activation) -> tuple[Equation, ...]:
    """Write `Y = f(Z)`, `(n, m) -> (n, m)`; section 2.1.2."""
    return at(place, Phase.FORWARD, Formula("Y", activation.forward, f"{activation.name}.forward"))


def activation_backward(
    place: Place, activation: Activation, conventions: Conventions = HANDOUT
) -> tuple[Equation, ...]:
    """Write `∇Z L` from `∇Y L`, `(n, m) -> (n, m)`; section 3.3.

    The conventions decide the slope of ReLU at 0.
    """
    expr, idea = activation.backward, f"{activation.name}.backward"
    if conventions.relu_at_zero and ops.positive(Z) in walk(expr):
        expr = replace_parts(expr, {ops.positive(Z): ops.step(Z, Number(conventions.relu_at_zero))})
        idea += "_at_zero"
    return at(place, Phase.BACKWARD, Formula("gradX", expr, idea, "X"))
