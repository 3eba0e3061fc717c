"""Rewrite an expression: one walk from the leaves up, and rules as pairs of patterns.

A pattern is an expression whose names stand for any expression: `A.T.T` matches the transpose of
the transpose of whatever `A` is. A rule is a pattern and what takes its place, `A.T.T -> A`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.core.expr import Apply, Cell, Delta, Expr, Index, Name, Sum

Parts = dict[str, Expr]
"""What each name of a pattern stands for."""


def map_parts(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Change each direct part of an expression; a leaf has none and stays."""
    if isinstance(expr, Apply):
        return Apply(expr.op, tuple(map(change, expr.args)))
    if isinstance(expr, Sum):
        return Sum(expr.index, expr.dim, change(expr.body))
    return expr


def rewrite(expr: Expr, rule: Callable[[Expr], Expr]) -> Expr:
    """Apply a rule to every node, the leaves first; it sees a node with its parts rewritten."""
    return rule(map_parts(expr, lambda part: rewrite(part, rule)))


def replace_parts(expr: Expr, by: Mapping[Expr, Expr]) -> Expr:
    """Put other expressions in the place of parts, the largest first and all at once.

    >>> from engine.core.render import source
    >>> source(replace_parts(Name("A") @ Name("B"), {Name("A"): Name("B"), Name("B"): Name("A")}))
    'B @ A'
    """
    if expr in by:
        return by[expr]
    return map_parts(expr, lambda part: replace_parts(part, by))


def replace_names(expr: Expr, by: Mapping[str, Expr]) -> Expr:
    """Put other expressions in the place of names, all at once."""
    return replace_parts(expr, {Name(name): other for name, other in by.items()})


def bind_index(expr: Expr, index: str, value: int) -> Expr:
    """Give an index a number: `A[i, k]` is `A[i, 2]` for `k` = 2."""

    def at(position: Index) -> Index:
        return value if position == index else position

    def rule(node: Expr) -> Expr:
        match node:
            case Cell(name, row, col):
                return Cell(name, at(row), at(col))
            case Delta(row, col):
                return Delta(at(row), at(col))
        return node

    return rewrite(expr, rule)


@dataclass(frozen=True)
class Rule:
    """What matches `pattern` becomes `result`, where `when` holds for what its names stand for."""

    pattern: Expr
    result: Expr
    when: Callable[[Parts], bool] = lambda _: True

    def __call__(self, expr: Expr) -> Expr | None:
        """Apply the rule to the root of an expression; None where it does not match."""
        parts = match(self.pattern, expr)
        return None if parts is None or not self.when(parts) else replace_names(self.result, parts)


def match(pattern: Expr, expr: Expr, known: Mapping[str, Expr] | None = None) -> Parts | None:
    """Find what the names of a pattern stand for in an expression; None where it does not match.

    A name that is written twice stands for the same expression twice: `A * A` matches squares.
    """
    parts = dict(known or {})
    if isinstance(pattern, Name):
        return parts if parts.setdefault(pattern.name, expr) == expr else None
    if not isinstance(pattern, Apply):
        return parts if pattern == expr else None
    if not (isinstance(expr, Apply) and expr.op == pattern.op):
        return None
    for inner, arg in zip(pattern.args, expr.args, strict=True):
        found = match(inner, arg, parts)
        if found is None:
            return None
        parts = found
    return parts


def first_match(rules: Iterable[Callable[[Expr], Expr | None]], expr: Expr) -> Expr | None:
    """Apply the first rule that matches the root of an expression; None where none does."""
    return next((result for rule in rules if (result := rule(expr)) is not None), None)
