"""Mistakes with softmax: the wrong axis, wrongly normalised, only the diagonal of its Jacobian.

For a row `y = softmax(z)` the Jacobian is `diag(y) - yᵀ y`. Its diagonal alone is `y ⊙ (1 - y)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Name
from engine.core.ops import (
    diag,
    exp,
    over,
    quotient,
    softmax,
    softmax_cols,
    sum_all,
    sum_cols,
    sum_rows,
)
from engine.core.rewrite import match
from engine.teach.mistakes.connections import activations
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import TARGET, A, B, C, Slip, anywhere, swapped

SOFTMAXES = (softmax(A), softmax_cols(A), softmax(A.T).T)


def _jacobian_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Write `∇Z = ∇Y` for `Y = softmax(Z)`; where `∇Z` is `Y - D`, this is `-D / Y`."""
    after = activations(step.program).get(step.of)
    if after and any(match(pattern, after.expr) for pattern in SOFTMAXES):
        g, y = step.program.gradient_of.get(after.name), Name(after.name)
        if g in step.equation.reads:
            yield Name(g), (after.name,)
        else:
            fused = anywhere(Slip(y - TARGET, -quotient(TARGET, y)))
            yield from ((wrong, (after.name,)) for wrong, _ in fused(step))


MISTAKES = (
    Mistake(
        "softmax_diagonal",
        BACKWARD,
        anywhere(
            Slip(A - sum_cols(B * C), A - B * C),
            Slip(A - sum_rows(B * C), A - B * C),
            Slip(diag(A) - B, diag(A - A * A)),
        ),
    ),
    Mistake("softmax_forgotten", BACKWARD, _jacobian_forgotten),
    Mistake("softmax_axis", FORWARD, anywhere(*swapped(softmax(A), softmax_cols(A), (A,)))),
    Mistake(
        "softmax_without_exp",
        FORWARD,
        anywhere(
            Slip(softmax(A), A / sum_cols(A), (A,)), Slip(softmax_cols(A), A / sum_rows(A), (A,))
        ),
    ),
    Mistake(
        "softmax_of_the_batch",
        FORWARD,
        anywhere(
            *(Slip(op(A), over(exp(A), sum_all(exp(A))), (A,)) for op in (softmax, softmax_cols))
        ),
    ),
    Mistake(
        "softmax_not_normalised",
        FORWARD,
        anywhere(Slip(softmax(A), exp(A), (A,)), Slip(softmax_cols(A), exp(A), (A,))),
    ),
)
