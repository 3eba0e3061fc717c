"""Rewrite an expression: put something else in the place of its parts, names, indices or sizes.

A rule is a pair of patterns, `A.T.T -> A`: expressions whose names stand for any expression.
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
"""What each name of a pattern stands for."""


def map_parts(expr: Expr, change: Change) -> Expr:
    """Change each argument of an operation, or the body of a sum; a leaf has no parts and stays."""
    if isinstance(expr, Apply):
        return Apply(expr.op, tuple(map(change, expr.args)))
    if isinstance(expr, Sum):
        return Sum(expr.index, expr.dim, change(expr.body))
    return expr


def rewrite(expr: Expr, change: Change) -> Expr:
    """Change every node, the leaves first; `change` sees a node whose parts have changed already.

    >>> from engine.core.render import source
    >>> source(rewrite(Name("A") @ Name("B"), lambda node: -node))
    '-(-A @ -B)'
    """
    return change(map_parts(expr, lambda part: rewrite(part, change)))


def replace_parts(expr: Expr, by: Mapping[Expr, Expr]) -> Expr:
    """Put other expressions in the place of parts, the largest first and all at once.

    >>> from engine.core.render import source
    >>> source(replace_parts(Name("A") @ Name("B"), {Name("A"): Name("B"), Name("B"): Name("A")}))
    'B @ A'
    """
    if expr in by:
        return by[expr]
    return map_parts(expr, lambda part: replace_parts(part, by))


def replace_names(expr: Expr, by: Substitution) -> Expr:
    """Put other expressions in the place of names, all at once."""
    if isinstance(expr, Name):
        return by.get(expr.name, expr)
    return map_parts(expr, lambda part: replace_names(part, by))


def at_sizes(expr: Expr, sizes: Mapping[str, int]) -> Expr:
    """Give named dimensions their numbers; an average over one sample is left out.

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
    """Give indices their numbers: `A[i, k]` is `A[i, 2]` for `{"k": 2}`.

    A sum keeps its own index, also where it is called the same.
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
    """Every node, the root first, with a function that puts another in the place of it alone.

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
    """Change part `k` of an expression, by what `put` makes of another, and leave the others."""
    if isinstance(expr, Apply):
        return Apply(expr.op, (*expr.args[:k], put(other), *expr.args[k + 1 :]))
    return map_parts(expr, lambda _: put(other))


def match(pattern: Expr, expr: Expr) -> dict[str, Expr] | None:
    """Find what the names of a pattern stand for in an expression; None where it does not match.

    A name that is written twice stands for the same twice: `A * A` matches squares. What is no name
    and no operation in a pattern, such as a number, matches only itself.
    """
    known: dict[str, Expr] = {}
    return known if _matches(pattern, expr, known) else None


def _matches(pattern: Expr, expr: Expr, known: dict[str, Expr]) -> bool:
    if isinstance(pattern, Name):
        before = known.setdefault(pattern.name, expr)
        return before is expr or before == expr
    if not isinstance(pattern, Apply):
        return pattern == expr
    if not (isinstance(expr, Apply) and expr.op == pattern.op):
        return False
    for inner, arg in zip(pattern.args, expr.args, strict=True):  # a generator takes twice as long
        if not _matches(inner, arg, known):
            return False
    return True


def _as_it_is(expr: Expr) -> Expr:
    return expr


@dataclass(frozen=True, eq=False)
class Rule:
    """What matches `pattern` becomes `result`, where `when` holds, if there is one.

    `result` is a pattern, or a function that makes the result. It and `when` are handed what the
    names of the pattern stand for, and the shapes of the names in the expression.
    """

    pattern: Expr
    result: Expr | Callable[[Substitution, Shapes], Expr]
    when: Callable[[Substitution, Shapes], bool] | None = None

    def __call__(self, expr: Expr, shapes: Shapes, change: Change = _as_it_is) -> Expr | None:
        """Apply the rule to the root of an expression; None where it does not match.

        `change` is done to every node that the result is built of, the leaves first.
        """
        parts = match(self.pattern, expr)
        if parts is None or (self.when and not self.when(parts, shapes)):
            return None
        if isinstance(self.result, Expr):
            return _built(self.result, parts, change)
        return rewrite(self.result(parts, shapes), change)


def first_match(
    rules: Iterable[Rule], expr: Expr, shapes: Shapes, change: Change = _as_it_is
) -> Expr | None:
    """Apply the first rule that matches the root of an expression; None where none does."""
    for rule in rules:
        result = rule(expr, shapes, change)
        if result is not None:
            return result
    return None


def simplify(
    expr: Expr, rules: tuple[Rule, ...], shapes: Shapes, parts: Substitution | None = None
) -> Expr:
    """Apply the first rule that matches to every node, the leaves first, and to what rules made.

    `parts` stand in the place of names as they are: they count as simple already. It ends only if
    the rules do not undo each other.
    """
    fitting = _fitting(rules)

    def change(node: Expr) -> Expr:
        return first_match(fitting(_roots(node)), node, shapes, change) or node

    return _built(expr, parts or {}, change)


@lru_cache
def _fitting(rules: tuple[Rule, ...]) -> Callable[[tuple[str, ...]], tuple[Rule, ...]]:
    """The rules that may match a node, by the operations at its root and right below."""

    @cache
    def fitting(roots: tuple[str, ...]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if _may_match(rule.pattern, roots))

    return fitting


def _roots(expr: Expr) -> tuple[str, ...]:
    """The operation of an expression and those of its arguments; an empty text for a leaf."""
    if not isinstance(expr, Apply):
        return ("",)
    return (expr.op, *(arg.op if isinstance(arg, Apply) else "" for arg in expr.args))


def _may_match(pattern: Expr, roots: tuple[str, ...]) -> bool:
    parts = (pattern, *pattern.args) if isinstance(pattern, Apply) else (pattern,)
    wanted = zip(parts, _roots(pattern), roots, strict=False)
    return all(isinstance(part, Name) or root == actual for part, root, actual in wanted)


def _built(pattern: Expr, parts: Substitution, change: Change) -> Expr:
    """Put parts in the place of names, and change every node that is built around them."""
    if isinstance(pattern, Name):
        return parts.get(pattern.name, pattern)
    return change(map_parts(pattern, lambda part: _built(part, parts, change)))
