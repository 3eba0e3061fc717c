"""The differential of an operation, `d f(X) = ...`, from the table's vector-Jacobian product.

The product `g -> Jᵀ g` is linear in `g`, so its own vector-Jacobian product is `dx -> J dx`: the
differential. No rule stands a second time; `d(X⁻¹) = -X⁻¹ dX X⁻¹` comes out of the row of `inv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, reduce

from engine.calculus.derive.front import is_op
from engine.calculus.derive.ones import with_ones
from engine.calculus.derive.tidy import Shapes, tidy
from engine.core.differentiate import vjp
from engine.core.expr import Apply, Expr, Name, Shape, names
from engine.core.infer import shape_of
from engine.core.ops import hadamard

GRADIENT, CHANGE = Name("g"), Name("dx")


def replaced(expr: Expr, by: Mapping[str, Expr]) -> Expr:
    """The expression with other expressions in the place of names."""
    if isinstance(expr, Name):
        return by.get(expr.name, expr)
    if isinstance(expr, Apply):
        return Apply(expr.op, tuple(replaced(arg, by) for arg in expr.args))
    return expr


def differential(expr: Apply, k: int, change: Name, shapes: Shapes) -> Expr | None:
    """What a change of argument `k` of an operation, `dx`, changes in its result; None if nothing.

    It is linear in `change`, which has the shape of the argument.
    """
    given = tuple(shape_of(arg, shapes) for arg in expr.args)
    rule = _forward(expr.op, k, given)
    if rule is None:
        return None
    known = {**shapes, change.name: given[k]}
    written = tidy(_filled(rule, expr.args, {GRADIENT.name: expr, CHANGE.name: change}), known)
    return with_ones(_change_last(written, change, known), known)


def pullback(expr: Apply, k: int, g: Expr, shapes: Shapes) -> Expr:
    """The gradient of argument `k` of an operation, given that of its result, tidied."""
    given = tuple(shape_of(arg, shapes) for arg in expr.args)
    rule = _back(expr.op, k, given)
    assert rule is not None
    return with_ones(tidy(_filled(rule, expr.args, {GRADIENT.name: g}), shapes), shapes)


def _filled(rule: Expr, args: tuple[Expr, ...], by: Mapping[str, Expr]) -> Expr:
    return replaced(rule, {f"x{i}": arg for i, arg in enumerate(args)} | dict(by))


@lru_cache(maxsize=1024)
def _back(op: str, k: int, given: tuple[Shape, ...]) -> Expr | None:
    """The gradient of `xk` in `op(x0, x1)`, given the gradient `g` of the result."""
    expr, shapes = _applied(op, given)
    return vjp(expr, GRADIENT, shapes).get(f"x{k}")


@lru_cache(maxsize=1024)
def _forward(op: str, k: int, given: tuple[Shape, ...]) -> Expr | None:
    """The change of `op(x0, x1)` for a change `dx` of `xk`; `g` is as a result."""
    back, (_, shapes) = _back(op, k, given), _applied(op, given)
    changed = {**shapes, CHANGE.name: given[k]}
    return None if back is None else vjp(back, CHANGE, changed).get(GRADIENT.name)


def _applied(op: str, given: tuple[Shape, ...]) -> tuple[Expr, dict[str, Shape]]:
    expr = Apply(op, tuple(Name(f"x{i}") for i in range(len(given))))
    shapes = {f"x{i}": shape for i, shape in enumerate(given)}
    return expr, {**shapes, GRADIENT.name: shape_of(expr, shapes)}


def _change_last(expr: Expr, change: Name, shapes: Shapes) -> Expr:
    """`f'(X) ⊙ dX`: of the factors of one shape, the one that changes stands last."""
    if not isinstance(expr, Apply):
        return expr
    if is_op(expr, "scale") and not shape_of(expr, shapes) and change.name in names(expr.args[0]):
        return Apply("scale", (expr.args[1], _change_last(expr.args[0], change, shapes)))
    factors = _factors(expr, shapes) if is_op(expr, "hadamard") else []
    changing = [change.name in names(factor) for factor in factors]
    if len(factors) < 2 or changing.count(True) != 1:
        return Apply(expr.op, tuple(_change_last(arg, change, shapes) for arg in expr.args))
    last = _change_last(factors.pop(changing.index(True)), change, shapes)
    return reduce(hadamard, factors) * last


def _factors(expr: Expr, shapes: Shapes) -> list[Expr]:
    """`A ⊙ B ⊙ C` as its factors, as far as all have the shape of the whole."""
    if is_op(expr, "hadamard") and isinstance(expr, Apply):
        whole = shape_of(expr, shapes)
        if all(shape_of(arg, shapes) == whole for arg in expr.args):
            return [factor for arg in expr.args for factor in _factors(arg, shapes)]
    return [expr]
