"""Differentiate an operation, `d f(X) = ...`, by the table's vector-Jacobian product.

The product `g -> Jᵀ g` is linear in `g`, so its own vector-Jacobian product is `dx -> J dx`: the
differential. No rule stands a second time; `d(X⁻¹) = -X⁻¹ dX X⁻¹` comes out of the row of `inv`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from engine.calculus.derive.tidy import A, B, C, tidy
from engine.core.differentiate import vjp
from engine.core.expr import Apply, Expr, Name, Shape, names
from engine.core.infer import shape_of
from engine.core.ops import scale
from engine.core.rewrite import Rule, Shapes, Substitution, replace_names, simplify

GRADIENT, CHANGE = Name("?g"), Name("?dx")
"""The gradient of a result and the change of an argument, by names that nobody can type."""


def differential(expr: Apply, k: int, change: Name, shapes: Shapes) -> Expr | None:
    """Differentiate an operation for a change of argument `k`; None where nothing changes.

    It is linear in `change`, which has the shape of the argument.
    """
    arguments = tuple(shape_of(arg, shapes) for arg in expr.args)
    rule = _forward(expr.op, k, arguments)
    if rule is None:
        return None
    known = {**shapes, CHANGE.name: arguments[k]}
    result = tidy(_filled(rule, expr.args, expr), known)
    return replace_names(simplify(result, CHANGE_LAST, known), {CHANGE.name: change})


def pullback(expr: Apply, k: int, g: Expr, shapes: Shapes) -> Expr:
    """Pull the gradient of the result of an operation back to argument `k`."""
    rule = _back(expr.op, k, tuple(shape_of(arg, shapes) for arg in expr.args))
    assert rule is not None
    return tidy(_filled(rule, expr.args, g), shapes)


def _filled(rule: Expr, args: tuple[Expr, ...], gradient: Expr) -> Expr:
    by_name = {f"x{i}": arg for i, arg in enumerate(args)}
    return replace_names(rule, {**by_name, GRADIENT.name: gradient})


@lru_cache(maxsize=1024)
def _back(op: str, k: int, arguments: tuple[Shape, ...]) -> Expr | None:
    """The gradient of `xk` in `op(x0, x1)`, from the gradient of the result."""
    expr, shapes = _applied(op, arguments)
    return vjp(expr, GRADIENT, shapes).get(f"x{k}")


@lru_cache(maxsize=1024)
def _forward(op: str, k: int, arguments: tuple[Shape, ...]) -> Expr | None:
    """The change of `op(x0, x1)` from a change of `xk`; in it the result is called `GRADIENT`."""
    back, (_, shapes) = _back(op, k, arguments), _applied(op, arguments)
    known = {**shapes, CHANGE.name: arguments[k]}
    return None if back is None else vjp(back, CHANGE, known).get(GRADIENT.name)


def _applied(op: str, arguments: tuple[Shape, ...]) -> tuple[Expr, dict[str, Shape]]:
    expr = Apply(op, tuple(Name(f"x{i}") for i in range(len(arguments))))
    shapes = {f"x{i}": shape for i, shape in enumerate(arguments)}
    return expr, {**shapes, GRADIENT.name: shape_of(expr, shapes)}


def _changes(name: str) -> Callable[[Substitution, Shapes], bool]:
    """Ask for factors of one shape of which only the one called `name` changes."""

    def when(parts: Substitution, shapes: Shapes) -> bool:
        changing = {part for part in parts if CHANGE.name in names(parts[part])}
        return changing == {name} and len({shape_of(x, shapes) for x in parts.values()}) == 1

    return when


CHANGE_LAST = (
    Rule(A * B * C, A * C * B, _changes("B")),
    Rule(A * (B * C), A * B * C, _changes("C")),
    Rule(A * B, B * A, _changes("A")),
    Rule(scale(A, B), scale(B, A), _changes("A")),
)
"""`f'(X) ⊙ dX`: of the factors of one shape, the one that changes stands last."""
