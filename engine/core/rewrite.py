"""Rewrite an expression: replace its subexpressions, names, indices or sizes.

A rule is a pair of patterns, `A.T.T -> A`. A pattern is an expression whose names stand for any
expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from engine.core.expr import Apply, Cell, Delta, Expr, Name, Shape, Size, Sum

Change = Callable[[Expr], Expr]
Shapes = Mapping[str, Shape]
Substitution = Mapping[str, Expr]
"""The expression that each name stands for."""


def map_parts(expr: Expr, change: Change) -> Expr:
    """Change each part of a node, and make the node of the changed parts.

    The parts are the arguments of an operation, or the body of a sum; a leaf has none and stays.
    """
    if isinstance(expr, Apply):
        return Apply(expr.op, tuple(map(change, expr.args)))
    if isinstance(expr, Sum):
        return Sum(expr.index, expr.dim, change(expr.body))
    return expr


def rewrite(expr: Expr, change: Change) -> Expr:
    """Change every node, the leaves first: `change` gets a node whose parts are changed already.

    >>> from engine.core.render import source
    >>> source(rewrite(Name("A") @ Name("B"), lambda node: -node))
    '-(-A @ -B)'
    """
    return change(map_parts(expr, lambda part: rewrite(part, change)))


def replace_parts(expr: Expr, by: Mapping[Expr, Expr]) -> Expr:
    """Replace subexpressions by others, the largest first and all at once.

    >>> from engine.core.render import source
    >>> source(replace_parts(Name("A") @ Name("B"), {Name("A"): Name("B"), Name("B"): Name("A")}))
    'B @ A'
    """
    if expr in by:
        return by[expr]
    return map_parts(expr, lambda part: replace_parts(part, by))


def replace_names(expr: Expr, by: Substitution) -> Expr:
    """Replace names by expressions, all at once."""
    if isinstance(expr, Name):
        return by.get(expr.name, expr)
    return map_parts(expr, lambda part: replace_names(part, by))


def at_sizes(expr: Expr, sizes: Mapping[str, int]) -> Expr:
    """Replace named dimensions by numbers, and drop a division by 1.

    `at_sizes(Y1.T @ g / n, {"n": 3})` is `Y1.T @ g / 3`, and with `{"n": 1}` it is `Y1.T @ g`.
    """

    def sized(node: Expr) -> Expr:
        match node:
            case Size(str(dim)) if dim in sizes:
                return Size(sizes[dim])
            case Sum(index, str(dim), body) if dim in sizes:
                return Sum(index, sizes[dim], body)
            case Apply("over", (part, Size(1))):
                return part
        return node

    return rewrite(expr, sized)


def bind_indices(expr: Expr, indices: Mapping[Any, int]) -> Expr:
    """Replace indices by numbers: `A[i, k]` becomes `A[i, 2]` for `{"k": 2}`.

    Inside a sum, the index that the sum runs over is not replaced.
    """
    if isinstance(expr, Cell):
        row, col = expr.row, expr.col
        return Cell(expr.name, indices.get(row, row), indices.get(col, col))
    if isinstance(expr, Delta):
        return Delta(indices.get(expr.row, expr.row), indices.get(expr.col, expr.col))
    if isinstance(expr, Sum) and expr.index in indices:
        indices = {other: number for other, number in indices.items() if other != expr.index}
    return map_parts(expr, lambda part: bind_indices(part, indices))


def places(expr: Expr) -> Iterator[tuple[Expr, Change]]:
    """Yield every node, the root first, with a function that replaces only this node.

    The function takes the new node and returns the whole expression.

    >>> from engine.core.render import source
    >>> [source(put(Name("Z"))) for _, put in places(Name("A").T @ Name("B"))]
    ['Z', 'Z @ B', 'Z.T @ B', 'A.T @ Z']
    """
    yield expr, lambda other: other
    parts = expr.args if isinstance(expr, Apply) else (expr.body,) if isinstance(expr, Sum) else ()
    for k, part in enumerate(parts):
        for node, put in places(part):
            yield node, partial(_put_into, expr, k, put)


def _put_into(expr: Expr, k: int, put: Change, other: Expr) -> Expr:
    """Replace part `k` of an expression by `put(other)`; the other parts stay."""
    if isinstance(expr, Apply):
        return Apply(expr.op, (*expr.args[:k], put(other), *expr.args[k + 1 :]))
    return map_parts(expr, lambda _: put(other))


def match(pattern: Expr, expr: Expr) -> dict[str, Expr] | None:
    """Find what the names of a pattern stand for in an expression; None if it does not match.

    A name that occurs twice has to match equal expressions both times: `A * A` matches squares. A
    leaf of a pattern that is not a name, such as a number, matches only itself.
    """
    bindings: dict[str, Expr] = {}
    return bindings if _matches(pattern, expr, bindings) else None


def _matches(pattern: Expr, expr: Expr, bindings: dict[str, Expr]) -> bool:
    """Match, and write what the names stand for into `bindings`."""
    if isinstance(pattern, Name):
        before = bindings.setdefault(pattern.name, expr)
        return before is expr or before == expr
    if not isinstance(pattern, Apply):
        return pattern == expr
    if not (isinstance(expr, Apply) and expr.op == pattern.op):
        return False
    for inner, arg in zip(pattern.args, expr.args, strict=True):  # `all(...)` takes twice as long
        if not _matches(inner, arg, bindings):
            return False
    return True


def _unchanged(expr: Expr) -> Expr:
    return expr


@dataclass(frozen=True, eq=False)
class Rule:
    """An expression that matches `pattern` becomes `result`, but only if `when` holds (or is None).

    `result` is a pattern, or a function that makes the result. Functions get what the names of the
    pattern stand for, and the shapes of the names in the expression.
    """

    pattern: Expr
    result: Expr | Callable[[Substitution, Shapes], Expr]
    when: Callable[[Substitution, Shapes], bool] | None = None

    def __call__(self, expr: Expr, shapes: Shapes, change: Change = _unchanged) -> Expr | None:
        """Apply the rule to the root of an expression; None if it does not match.

        `change` is then applied to the nodes of the result, the leaves first: to all of them if
        `result` is a function; if it is a pattern, only to its own nodes, and not inside the
        expressions that its names stand for.
        """
        bindings = match(self.pattern, expr)
        if bindings is None or (self.when and not self.when(bindings, shapes)):
            return None
        if isinstance(self.result, Expr):
            return _built(self.result, bindings, change)
        return rewrite(self.result(bindings, shapes), change)


def first_match(
    rules: Iterable[Rule], expr: Expr, shapes: Shapes, change: Change = _unchanged
) -> Expr | None:
    """Apply the first rule that matches the root of an expression; None if none does."""
    for rule in rules:
        result = rule(expr, shapes, change)
        if result is not None:
            return result
    return None


def simplify(
    expr: Expr, rules: tuple[Rule, ...], shapes: Shapes, bindings: Substitution | None = None
) -> Expr:
    """Apply rules to every node, the leaves first, until none matches any more.

    At each node the first rule that matches is applied, and again to the nodes of its result. It
    ends only if the rules do not undo each other. `bindings` replaces names of `expr` by
    expressions that are simplified already.
    """
    rules_for = _rules_by_top(rules)

    def change(node: Expr) -> Expr:
        return first_match(rules_for(_top(node)), node, shapes, change) or node

    return _built(expr, bindings or {}, change)


@lru_cache
def _rules_by_top(rules: tuple[Rule, ...]) -> Callable[[tuple[str, ...]], tuple[Rule, ...]]:
    """Make a function from the top of a node (see `_top`) to the rules that may match it."""

    @cache
    def rules_for(top: tuple[str, ...]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if _may_match(rule.pattern, top))

    return rules_for


def _top(expr: Expr) -> tuple[str, ...]:
    """List the operation of an expression and those of its arguments; an empty text for a leaf."""
    if not isinstance(expr, Apply):
        return ("",)
    return (expr.op, *(arg.op if isinstance(arg, Apply) else "" for arg in expr.args))


def _may_match(pattern: Expr, top: tuple[str, ...]) -> bool:
    """Compare the operations at the top only, which is quicker than `match`."""
    parts = (pattern, *pattern.args) if isinstance(pattern, Apply) else (pattern,)
    pairs = zip(parts, _top(pattern), top, strict=False)
    return all(isinstance(part, Name) or wanted == actual for part, wanted, actual in pairs)


def _built(pattern: Expr, bindings: Substitution, change: Change) -> Expr:
    """Replace the names of a pattern by expressions, and change every other node of the pattern."""
    if isinstance(pattern, Name):
        return bindings.get(pattern.name, pattern)
    return change(map_parts(pattern, lambda part: _built(part, bindings, change)))
