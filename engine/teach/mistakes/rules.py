"""Changing an expression in one place: what a mistake is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce

from engine.core.expr import Apply, Expr, Name
from engine.core.ops import add, hadamard

Made = tuple[Expr, tuple[str, ...]]
"""What became of an expression, and the names that the change is about."""


def anywhere(expr: Expr, rule: Callable[[Expr], Iterable[Made]]) -> Iterator[Made]:
    """The expression with one of its nodes changed, for every node and every way of the rule.

    >>> from engine.core.render import source
    >>> def plain(node):
    ...     yield from [(node.args[0], ())] if getattr(node, "op", "") == "transpose" else []
    >>> [source(made) for made, _ in anywhere(Name("A").T @ Name("B").T, plain)]
    ['A @ B.T', 'A.T @ B']
    """
    yield from rule(expr)
    if isinstance(expr, Apply):
        for k, arg in enumerate(expr.args):
            for other, about in anywhere(arg, rule):
                yield Apply(expr.op, put(expr.args, k, other)), about


def in_products(
    expr: Expr, rule: Callable[[tuple[Expr, ...]], Iterable[tuple[Sequence[Expr], tuple[str, ...]]]]
) -> Iterator[Made]:
    """The expression with one of its entrywise products changed; the rule sees all factors."""
    parts = factors(expr)
    if len(parts) > 1:
        yield from ((product(kept), about) for kept, about in rule(parts))
        for k, part in enumerate(parts):
            for other, about in in_products(part, rule):
                yield product(put(parts, k, other)), about
    elif isinstance(expr, Apply):
        for k, arg in enumerate(expr.args):
            for other, about in in_products(arg, rule):
                yield Apply(expr.op, put(expr.args, k, other)), about


def put(args: Sequence[Expr], k: int, other: Expr) -> tuple[Expr, ...]:
    """The arguments with another one in the place `k`."""
    return (*args[:k], other, *args[k + 1 :])


def factors(expr: Expr) -> tuple[Expr, ...]:
    """The factors of an entrywise product, one for what is none: `(a ⊙ b) ⊙ c` has three."""
    return _flat(expr, "hadamard")


def summands(expr: Expr) -> tuple[Expr, ...]:
    """The terms of a sum, one for what is none."""
    return _flat(expr, "add")


def _flat(expr: Expr, op: str) -> tuple[Expr, ...]:
    if isinstance(expr, Apply) and expr.op == op:
        return tuple(part for arg in expr.args for part in _flat(arg, op))
    return (expr,)


def product(parts: Sequence[Expr]) -> Expr:
    """The entrywise product of one or more factors."""
    return reduce(hadamard, parts)


def total(parts: Sequence[Expr]) -> Expr:
    """The sum of one or more terms."""
    return reduce(add, parts)


def substituted(expr: Expr, by: Mapping[str, Expr]) -> Expr:
    """The expression with other expressions in the place of names, all at once."""
    if isinstance(expr, Name):
        return by.get(expr.name, expr)
    if isinstance(expr, Apply):
        return Apply(expr.op, tuple(substituted(arg, by) for arg in expr.args))
    return expr


def is_op(expr: Expr, *ops: str) -> bool:
    """Whether an expression is one of these operations."""
    return isinstance(expr, Apply) and expr.op in ops


def args_of(expr: Expr, *ops: str) -> tuple[Expr, ...]:
    """The arguments of an expression that is one of these operations; none of any other."""
    return expr.args if isinstance(expr, Apply) and expr.op in ops else ()
