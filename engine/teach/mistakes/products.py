"""Mistakes with matrix products: a transpose forgotten, the order, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, names, walk
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of, is_op, put


def _transpose_forgotten(step: Step) -> Iterator[Made]:
    """`g W` in place of `g Wᵀ`."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "matmul")
        for k, arg in enumerate(pair):
            for inner in args_of(arg, "transpose"):
                a, b = put(pair, k, inner)
                yield a @ b, names(inner)[:1]

    return anywhere(step.expr, rule)


def _transpose_added(step: Step) -> Iterator[Made]:
    """`X Wᵀ` in place of `X W`."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "matmul")
        for k, arg in enumerate(pair):
            if not is_op(arg, "transpose"):
                a, b = put(pair, k, arg.T)
                yield a @ b, names(arg)[:1]

    return (made for made in anywhere(step.expr, rule) if made[1])


def _order(step: Step) -> Iterator[Made]:
    """`B A` in place of `A B`."""

    def rule(node: Expr) -> Iterator[Made]:
        if pair := args_of(node, "matmul"):
            yield pair[1] @ pair[0], ()

    return anywhere(step.expr, rule)


def _result_transposed(step: Step) -> Iterator[Made]:
    """The whole of a matrix product, flipped."""
    if any(is_op(node, "matmul") for node in walk(step.expr)):
        yield step.expr.T, ()


def _entrywise(step: Step) -> Iterator[Made]:
    """Entry by entry where a matrix product is wanted: `*` for `@`."""

    def rule(node: Expr) -> Iterator[Made]:
        if pair := args_of(node, "matmul"):
            yield pair[0] * pair[1], ()

    return anywhere(step.expr, rule)


def _matrix_product(step: Step) -> Iterator[Made]:
    """A matrix product where one entry by entry is wanted: `@` for `*`."""

    def rule(node: Expr) -> Iterator[Made]:
        if pair := args_of(node, "hadamard"):
            yield pair[0] @ pair[1], ()

    return anywhere(step.expr, rule)


PRODUCT_MISTAKES = (
    Mistake("transpose_forgotten", (FORWARD, BACKWARD), _transpose_forgotten),
    Mistake("transpose_added", (FORWARD, BACKWARD), _transpose_added),
    Mistake("order_swapped", (FORWARD, BACKWARD), _order),
    Mistake("entrywise_for_matrix", (FORWARD, BACKWARD), _entrywise),
    Mistake("matrix_for_entrywise", (FORWARD, BACKWARD), _matrix_product),
    Mistake("result_transposed", (BACKWARD,), _result_transposed),
)
