"""Mistakes with matrix products: a transpose forgotten, the order, entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.core.expr import walk
from engine.core.rewrite import match
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.rules import A, B, Parts, Rule, anywhere


def _is_plain(name: str) -> Callable[[ProgramStep, Parts], bool]:
    return lambda _, parts: match(A.T, parts[name]) is None


def _result_transposed(step: ProgramStep) -> Iterator[Wrong]:
    """The whole of a matrix product, flipped."""
    if any(match(A @ B, node) for node in walk(step.expr)):
        yield step.expr.T, ()


PRODUCT_MISTAKES = (
    Mistake(
        "transpose_forgotten",
        (FORWARD, BACKWARD),
        anywhere(Rule(A.T @ B, A @ B, about=(A,)), Rule(A @ B.T, A @ B, about=(B,))),
    ),
    Mistake(
        "transpose_added",
        (FORWARD, BACKWARD),
        anywhere(
            Rule(A @ B, A.T @ B, about=(A,), when=_is_plain("A")),
            Rule(A @ B, A @ B.T, about=(B,), when=_is_plain("B")),
        ),
    ),
    Mistake("order_swapped", (FORWARD, BACKWARD), anywhere(Rule(A @ B, B @ A))),
    Mistake("entrywise_for_matrix", (FORWARD, BACKWARD), anywhere(Rule(A @ B, A * B))),
    Mistake("matrix_for_entrywise", (FORWARD, BACKWARD), anywhere(Rule(A * B, A @ B))),
    Mistake("result_transposed", (BACKWARD,), _result_transposed),
)
