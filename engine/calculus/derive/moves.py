"""Under the trace: what stands around a differential is moved over to the gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.calculus.derive.differential import pullback, replaced
from engine.calculus.derive.front import front_of, is_op, negated, scaled
from engine.calculus.derive.ones import column, row
from engine.calculus.derive.rules import OF_LINEAR, Rule
from engine.calculus.derive.tidy import Shapes, product, transposed
from engine.core import ops
from engine.core.expr import Apply, Expr, Name, names
from engine.core.infer import shape_of


@dataclass(frozen=True)
class Term:
    """`tr(gᵀ of)`, where `of` is, or is linear in, a differential of the shape of `g`."""

    g: Expr
    of: Expr


def under_trace(term: Term, shapes: Shapes) -> Expr:
    """`tr(gᵀ dE)`, with signs and factors in front; `g dE` where both are numbers."""
    front = front_of(term.g)
    if not shape_of(term.of, shapes):
        return scaled(term.g, term.of)
    if front:
        return front[0](under_trace(Term(front[1], term.of), shapes))
    return _trace(product(shapes, transposed(shapes, term.g), term.of))


def _trace(expr: Expr) -> Expr:
    front = front_of(expr)
    return front[0](_trace(front[1])) if front else ops.trace(expr)


def terms_of(expr: Expr) -> list[Expr]:
    """The terms of a sum, each with its sign."""
    if is_op(expr, "add", "sub") and isinstance(expr, Apply):
        left, right = map(terms_of, expr.args)
        return [*left, *(right if expr.op == "add" else [negated(term) for term in right])]
    return [expr]


def moved(term: Term, change: Name, of: Expr, shapes: Shapes) -> Iterator[tuple[Rule, Expr, Term]]:
    """Move what stands around `change`, which is `d(of)`, over to the gradient, from the outside.

    Each step has its rule, the term as it is then written, and the term that is left to do.
    """
    while isinstance(term.of, Apply):
        k = [change.name in names(arg) for arg in term.of.args].index(True)
        like = replaced(term.of.args[k], {change.name: of})
        after = _over(term, k, like, shapes)
        for rule, between in _between(term, k, like, shapes):
            yield rule, between, term
        yield OF_LINEAR.get(term.of.op, Rule.LINEARITY), under_trace(after, shapes), after
        term = after


def _over(term: Term, k: int, like: Expr, shapes: Shapes) -> Term:
    """The gradient of argument `k`, by the row of the operation; the argument is shaped `like`."""
    assert isinstance(term.of, Apply)
    args = tuple(like if i == k else arg for i, arg in enumerate(term.of.args))
    gradient = pullback(Apply(term.of.op, args), k, term.g, shapes)
    return Term(gradient, term.of.args[k])


def _between(term: Term, k: int, like: Expr, shapes: Shapes) -> Iterator[tuple[Rule, Expr]]:
    """The ways of writing a term that come before its gradient can be read off."""
    front = front_of(term.g)
    write: Callable[[Expr], Expr] = front[0] if front else lambda e: e
    g = front[1] if front else term.g
    assert isinstance(term.of, Apply)
    inner = term.of.args[k]
    match term.of.op:
        case "matmul" if k == 0:
            left = product(shapes, term.of.args[1], transposed(shapes, g))
            yield Rule.CYCLIC, write(_trace(product(shapes, left, inner)))
        case "transpose":
            yield Rule.TRACE_TRANSPOSE, write(_trace(product(shapes, inner, g)))
        case "sum_cols":
            left = product(shapes, ops.ones_column(like.T), transposed(shapes, g))
            yield Rule.CYCLIC, write(_trace(product(shapes, left, inner)))
        case "sum_all":
            left, right = column(like, shapes).T, transposed(shapes, row(like, shapes))
            yield Rule.ONES, scaled(term.g, ops.trace(left @ inner @ right))
            yield Rule.CYCLIC, scaled(term.g, ops.trace(right @ left @ inner))
