"""Signs and numbers at the front of a product, where a person writes them: `-2 A B`."""

from __future__ import annotations

from collections.abc import Callable

from engine.core import ops
from engine.core.expr import Apply, Expr, Number

ONE = Number(1)


def is_op(expr: Expr, *names: str) -> bool:
    """Whether an expression is one of these operations, applied."""
    return isinstance(expr, Apply) and expr.op in names


def args_of(expr: Expr) -> tuple[Expr, ...]:
    """The arguments of an operation; a name or a number has none."""
    return expr.args if isinstance(expr, Apply) else ()


def front_of(expr: Expr) -> tuple[Callable[[Expr], Expr], Expr] | None:
    """A sign or a factor at the front of an expression, and what stands behind it."""
    if is_op(expr, "neg"):
        return negated, args_of(expr)[0]
    if is_op(expr, "scale"):
        factor, rest = args_of(expr)
        return lambda e: scaled(factor, e), rest
    if is_op(expr, "over"):
        part, number = args_of(expr)
        return lambda e: ops.over(e, number), part
    return None


def negated(expr: Expr) -> Expr:
    """`-A`, and `A` for `-(-A)`."""
    if is_op(expr, "neg"):
        return args_of(expr)[0]
    if isinstance(expr, Number):
        return Number(-expr.value)
    return -expr


def scaled(factor: Expr, expr: Expr) -> Expr:
    """`c A`, without a factor 1, with numbers multiplied, and signs and numbers in front."""
    if isinstance(expr, Number):
        factor, expr = expr, factor
    if is_op(factor, "neg"):
        return negated(scaled(args_of(factor)[0], expr))
    if is_op(expr, "neg"):
        return negated(scaled(factor, args_of(expr)[0]))
    if isinstance(factor, Number):
        return _times(factor.value, expr)
    if is_op(expr, "scale"):
        inner, rest = args_of(expr)
        if isinstance(inner, Number):
            return scaled(inner, scaled(factor, rest))
        if _reciprocal(factor, inner):
            return rest
    return ONE if _reciprocal(factor, expr) else ops.scale(factor, expr)


def _times(value: float, expr: Expr) -> Expr:
    if isinstance(expr, Number):
        return Number(value * expr.value)
    if value < 0:
        return negated(_times(-value, expr))
    inner = args_of(expr)[0] if is_op(expr, "scale") else None
    if isinstance(inner, Number):
        return _times(value * inner.value, args_of(expr)[1])
    return expr if value == 1 else ops.scale(Number(value), expr)


def _reciprocal(a: Expr, b: Expr) -> bool:
    """Whether one of two numbers is 1 over the other."""
    return a == ops.div(ONE, b) or b == ops.div(ONE, a)
