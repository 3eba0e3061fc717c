"""Differentiate an operation, `d f(X) = ...`, by the table's vector-Jacobian product.

The product `g -> Jᵀ g` is linear in `g`, so its own vector-Jacobian product is `dx -> J dx`, which
is the differential. No rule is written twice: `d(X⁻¹) = -X⁻¹ dX X⁻¹` follows from the row of
`inv`.
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

GRADIENT, DIFFERENTIAL = Name("?g"), Name("?dx")
"""Names for the gradient of a result and the differential of an argument; nobody can type them."""


def differential(expr: Apply, k: int, dx: Name, shapes: Shapes) -> Expr | None:
    """Differentiate an operation in argument `k`, whose differential is `dx`; None for 0.

    The result is linear in `dx`, which has the shape of the argument.
    """
    arguments = tuple(shape_of(arg, shapes) for arg in expr.args)
    rule = _forward(expr.op, k, arguments)
    if rule is None:
        return None
    known = {**shapes, DIFFERENTIAL.name: arguments[k]}
    result = tidy(_filled(rule, expr.args, expr), known)
    return replace_names(simplify(result, DIFFERENTIAL_LAST, known), {DIFFERENTIAL.name: dx})


def pullback(expr: Apply, k: int, g: Expr, shapes: Shapes) -> Expr:
    """Compute the gradient of argument `k` from the gradient `g` of the result."""
    rule = _back(expr.op, k, tuple(shape_of(arg, shapes) for arg in expr.args))
    assert rule is not None
    return tidy(_filled(rule, expr.args, g), shapes)


def _filled(rule: Expr, args: tuple[Expr, ...], gradient: Expr) -> Expr:
    by_name = {f"x{i}": arg for i, arg in enumerate(args)}
    return replace_names(rule, {**by_name, GRADIENT.name: gradient})


@lru_cache(maxsize=1024)
def _back(op: str, k: int, arguments: tuple[Shape, ...]) -> Expr | None:
    """Write the gradient of `xk` in `op(x0, x1)`; `GRADIENT` stands for that of the result."""
    expr, shapes = _applied(op, arguments)
    return vjp(expr, GRADIENT, shapes).get(f"x{k}")


@lru_cache(maxsize=1024)
def _forward(op: str, k: int, arguments: tuple[Shape, ...]) -> Expr | None:
    """Write the differential of `op(x0, x1)` in `xk`; `GRADIENT` stands for the result itself."""
    back, (_, shapes) = _back(op, k, arguments), _applied(op, arguments)
    known = {**shapes, DIFFERENTIAL.name: arguments[k]}
    return None if back is None else vjp(back, DIFFERENTIAL, known).get(GRADIENT.name)


def _applied(op: str, arguments: tuple[Shape, ...]) -> tuple[Expr, dict[str, Shape]]:
    expr = Apply(op, tuple(Name(f"x{i}") for i in range(len(arguments))))
    shapes = {f"x{i}": shape for i, shape in enumerate(arguments)}
    return expr, {**shapes, GRADIENT.name: shape_of(expr, shapes)}


def _only_varying(name: str) -> Callable[[Substitution, Shapes], bool]:
    """Require factors of one shape, of which only the one called `name` holds the differential."""

    def when(parts: Substitution, shapes: Shapes) -> bool:
        varying = {part for part in parts if DIFFERENTIAL.name in names(parts[part])}
        return varying == {name} and len({shape_of(x, shapes) for x in parts.values()}) == 1

    return when


DIFFERENTIAL_LAST = (
    Rule(A * B * C, A * C * B, _only_varying("B")),
    Rule(A * (B * C), A * B * C, _only_varying("C")),
    Rule(A * B, B * A, _only_varying("A")),
    Rule(scale(A, B), scale(B, A), _only_varying("A")),
)
"""Rules that put the differential last among factors of one shape: `f'(X) ⊙ dX`."""
