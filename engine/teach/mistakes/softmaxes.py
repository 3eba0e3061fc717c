"""Mistakes with softmax: along the wrong axis, not normalised, only its diagonal on the way back.

For a row `y = softmax(z)` the Jacobian is `diag(y) - yᵀ y`. Its diagonal alone is `y ⊙ (1 - y)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name
from engine.core.ops import diag, exp, softmax, softmax_cols
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of

SOFTMAX = ("softmax", "softmax_cols")


def _diagonal(step: Step) -> Iterator[Made]:
    """`y ⊙ (g - Σ g ⊙ y)` becomes `y ⊙ (g - g ⊙ y)`, and `diag(y) - y yᵀ` loses its rest."""

    def rule(node: Expr) -> Iterator[Made]:
        if not (pair := args_of(node, "sub")):
            return
        for summed in args_of(pair[1], "sum_cols", "sum_rows"):
            if args_of(summed, "hadamard"):
                yield pair[0] - summed, ()
        for y in args_of(pair[0], "diag"):
            yield diag(y - y * y), ()

    return anywhere(step.expr, rule)


def _jacobian_forgotten(step: Step) -> Iterator[Made]:
    """The gradient behind the softmax is taken for the one before it."""
    after = step.links.activations.get(step.of)
    if after and any(args_of(after.expr, *SOFTMAX, "transpose")):
        g = step.links.gradients.get(after.name)
        if g in step.equation.reads:
            yield Name(g), (after.name,)


def _wrong_axis(step: Step) -> Iterator[Made]:
    """Along columns instead of rows, or the other way round."""

    def rule(node: Expr) -> Iterator[Made]:
        for z in args_of(node, "softmax"):
            yield softmax_cols(z), (step.equation.reads[0],)
        for z in args_of(node, "softmax_cols"):
            yield softmax(z), (step.equation.reads[0],)

    return anywhere(step.expr, rule)


def _not_normalised(step: Step) -> Iterator[Made]:
    """`e^z` without being divided by its sum."""

    def rule(node: Expr) -> Iterator[Made]:
        for z in args_of(node, *SOFTMAX):
            yield exp(z), (step.equation.reads[0],)

    return anywhere(step.expr, rule)


SOFTMAX_MISTAKES = (
    Mistake("softmax_diagonal", (BACKWARD,), _diagonal),
    Mistake("softmax_forgotten", (BACKWARD,), _jacobian_forgotten),
    Mistake("softmax_axis", (FORWARD,), _wrong_axis),
    Mistake("softmax_not_normalised", (FORWARD,), _not_normalised),
)
