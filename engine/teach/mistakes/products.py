"""Mistakes with matrix products: a transpose forgotten, factors swapped, `*` for `@`."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, walk
from engine.core.rewrite import match
from engine.teach.mistakes.mistake import BACKWARD, BOTH, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import A, B, Slip, anywhere


def _is_plain(expr: Expr) -> bool:
    return match(A.T, expr) is None


def _result_transposed(step: ProgramStep) -> Iterator[Wrong]:
    """Transpose a whole right-hand side that has a matrix product in it."""
    if any(match(A @ B, node) for node in walk(step.expr)):
        yield step.expr.T, ()


MISTAKES = (
    Mistake(
        "transpose_forgotten",
        BOTH,
        anywhere(Slip(A.T @ B, A @ B, (A,)), Slip(A @ B.T, A @ B, (B,))),
    ),
    Mistake(
        "transpose_added",
        BOTH,
        anywhere(
            Slip(A @ B, A.T @ B, (A,), when=lambda _, p: _is_plain(p["A"])),
            Slip(A @ B, A @ B.T, (B,), when=lambda _, p: _is_plain(p["B"])),
        ),
    ),
    Mistake("order_swapped", BOTH, anywhere(Slip(A @ B, B @ A))),
    Mistake("entrywise_for_matrix", BOTH, anywhere(Slip(A @ B, A * B))),
    Mistake("matrix_for_entrywise", BOTH, anywhere(Slip(A * B, A @ B))),
    Mistake("result_transposed", BACKWARD, _result_transposed),
)
