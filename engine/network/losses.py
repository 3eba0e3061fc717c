"""Losses: the number that is minimised, and the gradient that starts the backward pass.

For a batch the loss is the sum over its rows, or its average where the conventions say so.
Source: the toy problem, sections 2.3 and 3.2. A new loss is one entry here, and its words in
`assets/text.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from engine.core import ops
from engine.core.expr import Expr, Name, Number, Size
from engine.core.immutable import immutable
from engine.core.naming import Place, grad
from engine.core.program import Equation, Input, Phase, Role
from engine.core.rewrite import replace_parts
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.activations import ACTIVATIONS, Activation, activation_forward
from engine.network.layers.common import LAM, ONE, Y, Z, averaged
from engine.network.options import LARGEST

TARGET = D = Name("D")
E = Y - D
"""The error."""
M = Size("m")
LOSS = "L"
DATA, PENALTY = "Ldata", "Lpenalty"
HALF, TWO = Number(0.5), Number(2)
OTHERS = ONE - D
"""1 for every class but the right one, where `D` has a 1."""
MARGIN = Y - ops.sum_cols(D * Y) + ONE
"""By how much each score is too close to that of the right class, where it is above 0."""
DELTA = Name("delta")
BEYOND = ops.relu(ops.absolute(E) - DELTA)
"""By how much the size of the error is beyond delta."""
ANY_OUTPUT = ("identity", "sigmoid", "tanh", "relu", "softmax")


class Target(StrEnum):
    """What the entries of the target of a loss may be."""

    NUMBERS = "numbers"
    """any numbers"""
    LABELS = "labels"
    """0 or 1 in every entry"""
    CLASSES = "classes"
    """a 1 in the column of the class of each row, and 0 elsewhere"""


@immutable
class LossSetting:
    """A number of a loss: its name, its usual value, and the least and the largest it may be."""

    name: str
    usual: float
    bounds: tuple[float, float]


@immutable
class Loss:
    """A loss of an output `Y` against a target `D`, both `(n, m)`; some start from logits `Z`.

    - `value`: the sum over the batch, in terms of `Z`, `Y`, `D` and `m`
    - `gradient`: `∇Y L`, or `∇Z L` for a loss of logits, in terms of `Y`, `D` and `m`
    - `outputs`: the output activations that it is meant for, the usual one first
    - `target`: what the entries of its target may be
    - `of_logits`: whether it starts from the logits and computes the output itself
    - `each_output`: whether each output has a loss of its own, so that the average may be over all
      entries (that of `mse` is over the outputs in any case)
    - `exact`: the gradient for any target, where `gradient` needs rows of `D` that sum to one
    - `settings`: the numbers that can be chosen
    - `of_probabilities`: for a loss of logits, what takes its place where the output is not made by
      the usual activation but is a probability already; else empty
    - `cancels`: whether its gradients are of few sizes, or 0, so that they often cancel each other
    - `summed_before`: whether `mean` was over the samples in addresses of the time of version 1
    """

    name: str
    value: Expr
    gradient: Expr
    outputs: tuple[str, ...] = ANY_OUTPUT
    target: Target = Target.NUMBERS
    of_logits: bool = False
    each_output: bool = False
    exact: Expr | None = None
    settings: tuple[LossSetting, ...] = ()
    of_probabilities: str = ""
    summed_before: bool = False
    cancels: bool = False

    @property
    def head(self) -> Activation | None:
        """The activation by which a loss of logits computes the output; else None."""
        return ACTIVATIONS[self.outputs[0]] if self.of_logits else None


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("l2", ops.scale(HALF, ops.sum_all(ops.square(E))), E),
        Loss("mse", ops.sum_all(ops.square(E)) / M, ops.scale(TWO, E) / M),
        Loss(
            "cross_entropy",
            -ops.sum_all(ops.xlogy(D, Y)),
            -ops.quotient(D, Y),
            ("softmax", "sigmoid"),
            Target.CLASSES,
        ),
        Loss(
            "softmax_cross_entropy",
            -ops.sum_all(D * ops.log_softmax(Z)),
            E,
            ("softmax",),
            Target.CLASSES,
            of_logits=True,
            exact=Y * ops.sum_cols(D) - D,
        ),
        Loss(
            "binary_cross_entropy",
            ops.sum_all(ops.softplus(Z) - D * Z),
            E,
            ("sigmoid",),
            Target.LABELS,
            of_logits=True,
            each_output=True,
            of_probabilities="binary_cross_entropy_of_probabilities",
            summed_before=True,
        ),
        Loss(
            "binary_cross_entropy_of_probabilities",
            -ops.sum_all(ops.xlogy(D, Y) + ops.xlogy(ONE - D, ONE - Y)),
            ops.quotient(ONE - D, ONE - Y) - ops.quotient(D, Y),
            ("softmax", "sigmoid"),
            Target.LABELS,
            each_output=True,
        ),
        # Weston and Watkins, 1999: every class but the right one should stay 1 below it.
        Loss(
            "hinge",
            ops.sum_all(OTHERS * ops.relu(MARGIN)),
            OTHERS * ops.positive(MARGIN) - D * ops.sum_cols(OTHERS * ops.positive(MARGIN)),
            ("identity", "tanh", "relu"),
            Target.CLASSES,
            cancels=True,
        ),
        Loss("l1", ops.sum_all(ops.absolute(E)), ops.sign(E), each_output=True, cancels=True),
        # Huber, 1964: half the square up to delta, and beyond that a straight line.
        Loss(
            "huber",
            ops.scale(HALF, ops.sum_all(ops.square(E) - ops.square(BEYOND))),
            E - ops.sign(E) * BEYOND,
            each_output=True,
            settings=(LossSetting(DELTA.name, 1.0, (0, LARGEST)),),
            cancels=True,
        ),
    )
}


def loss_inputs(loss: Loss) -> tuple[Input, ...]:
    """List the numbers of a loss, such as the `delta` of Huber's."""
    return tuple(Input(s.name, (), Role.SETTING, s.usual) for s in loss.settings)


@immutable
class Penalty:
    """`factor · lam ‖W‖²`, added to the loss for every weight matrix, with its gradient."""

    name: str
    value: Expr
    gradient: Expr


STRENGTH, W = LAM, Name("W")
WHOLE = ops.scale(LAM, ops.sum_all(ops.square(W)))
"""`lam ‖W‖²`."""
PENALTIES = {
    penalty.name: penalty
    for penalty in (
        Penalty("full", WHOLE, ops.scale(TWO, ops.scale(LAM, W))),
        Penalty("half", ops.scale(HALF, WHOLE), ops.scale(LAM, W)),
    )
}


def output_place(place: Place, loss: Loss) -> Place:
    """Find the place of the output: for a loss of logits after the last layer, `Y3lin -> Y3`.

    Where the last layer's group already has an activation, the output begins a group of its own.
    """
    if not loss.of_logits:
        return place
    taken = f"Y{place.number}" in (place.out.name, place.below.name)
    k = place.number + taken
    return Place(k, place.out, Name(f"Y{k}"))


def loss_forward(
    place: Place, loss: Loss, width: int, conventions: Conventions, penalty: Expr | None
) -> Iterator[Equation]:
    """Write the output, if the loss computes it, and `L = loss(Y, D)`, a number; section 2.3.

    `place` and `width` are those of the last layer. With a penalty the equations are `Ldata`,
    `Lpenalty` and their sum `L`.
    """
    output = output_place(place, loss)
    if loss.head:
        yield from activation_forward(output, loss.head)
    value = _written(loss, loss.value, place.out, output.out, width, conventions)
    idea, _ = loss_ideas(loss, conventions)
    yield Equation(DATA if penalty else LOSS, value, Phase.LOSS, idea)
    if penalty:
        yield Equation(PENALTY, penalty, Phase.LOSS, "penalty.value")
        yield Equation(LOSS, Name(DATA) + Name(PENALTY), Phase.LOSS, "penalty.total")


def loss_backward(
    place: Place, loss: Loss, width: int, conventions: Conventions = HANDOUT
) -> Equation:
    """Write the gradient of the last layer's value, the output or the logits; section 3.2.

    The short form of softmax with cross-entropy, `Y - D`, needs rows of `D` that sum to one. The
    exact one is `Y ΣD - D`, with `ΣD` the sum of each row.
    """
    formula = loss.exact if loss.exact and conventions.softmax == "exact" else loss.gradient
    output = output_place(place, loss).out
    expr = _written(loss, formula, place.out, output, width, conventions)
    idea, of = loss_ideas(loss, conventions)[1], place.out.name
    return Equation(grad(of), expr, Phase.BACKWARD, idea, place.number, of)


def _written(
    loss: Loss, formula: Expr, logits: Name, output: Name, width: int, conventions: Conventions
) -> Expr:
    """Put the values of a network into a formula, and average it if the conventions say so."""
    formula = formula / M if _is_over_entries(loss, conventions) else formula
    expr = replace_parts(formula, {Z: logits, Y: output, M: Size(width)})
    return averaged(expr, conventions.mean == "loss")


def _is_over_entries(loss: Loss, conventions: Conventions) -> bool:
    """Tell whether the average is over all entries, and the formula of the loss does not say so."""
    of_entries = (conventions.mean, conventions.mean_over) == ("loss", "entries")
    return loss.each_output and of_entries


def loss_ideas(loss: Loss, conventions: Conventions = HANDOUT) -> tuple[str, str]:
    """Name the ideas of the value and of its gradient: `("l2.value", "l2.gradient")`."""
    mean = "_mean" if conventions.mean == "loss" else ""
    mean += "_entries" if _is_over_entries(loss, conventions) else ""
    exact = "_exact" if loss.exact and conventions.softmax == "exact" else ""
    return f"{loss.name}.value{mean}", f"{loss.name}.gradient{exact}{mean}"
