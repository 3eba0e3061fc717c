"""The same expression with fewer signs: what a person would not write down is left out.

Only identities of linear algebra are used: `(Aᵀ)ᵀ = A`, `I A = A`, `1 ⊙ A = A`, and signs and
numbers are moved to the front of a product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.calculus.derive.front import ONE, args_of, front_of, is_op, negated, scaled
from engine.core import ops
from engine.core.expr import Apply, Expr, Name, Number, Shape, walk
from engine.core.infer import shape_of

Shapes = Mapping[str, Shape]


def tidy(expr: Expr, shapes: Shapes) -> Expr:
    """The expression, tidied from its leaves up; it keeps its shape and its value."""
    if not isinstance(expr, Apply):
        return expr
    args = [tidy(arg, shapes) for arg in expr.args]
    return RULES.get(expr.op, _as_it_is(expr.op))(shapes, *args)


Rule = Callable[..., Expr]


def _as_it_is(op: str) -> Rule:
    return lambda _shapes, *args: Apply(op, args)


def _linear(op: ops.Op) -> Rule:
    """An operation that is linear in its argument: signs and factors come out in front."""

    def rule(shapes: Shapes, a: Expr) -> Expr:
        front = front_of(a)
        if front:
            return front[0](RULES[op.name](shapes, front[1]))
        return op(a)

    return rule


def transposed(shapes: Shapes, a: Expr) -> Expr:
    """`Aᵀ`, and `A` for `(Aᵀ)ᵀ`."""
    front = front_of(a)
    if front:
        return front[0](transposed(shapes, front[1]))
    if is_op(a, "transpose"):
        return args_of(a)[0]
    return a if is_op(a, "eye_like") else a.T


def _transpose(shapes: Shapes, a: Expr) -> Expr:
    """`(A B)ᵀ = Bᵀ Aᵀ` too."""
    front = front_of(a)
    if front:
        return front[0](_transpose(shapes, front[1]))
    if is_op(a, "matmul"):
        left, right = args_of(a)
        return product(shapes, _transpose(shapes, right), _transpose(shapes, left))
    return transposed(shapes, a)


def product(shapes: Shapes, a: Expr, b: Expr) -> Expr:
    """`A B`, grouped from the left, without an identity."""
    for k, one in enumerate((a, b)):
        front = front_of(one)
        if front:
            pair = (front[1], b) if k == 0 else (a, front[1])
            return front[0](product(shapes, *pair))
    if is_op(a, "eye_like"):
        return b
    if is_op(b, "matmul"):
        return product(shapes, product(shapes, a, args_of(b)[0]), args_of(b)[1])
    return a if is_op(b, "eye_like") else a @ b


def _hadamard(shapes: Shapes, a: Expr, b: Expr) -> Expr:
    shape_a, shape_b = shape_of(a, shapes), shape_of(b, shapes)
    if not shape_a or not shape_b:
        return scaled(a, b) if not shape_a else scaled(b, a)
    whole = ops.hadamard.shape(shape_a, shape_b)
    for one, other, kept in ((a, b, shape_a), (b, a, shape_b)):
        front = front_of(one)
        if front:
            return front[0](_hadamard(shapes, *((front[1], b) if one is a else (a, front[1]))))
        if kept == whole and is_ones(other):
            return one
        if is_op(one, "div") and args_of(one)[1] == other and shape_a == shape_b:
            return args_of(one)[0]
    return a * b


def is_ones(expr: Expr) -> bool:
    """Whether an expression is a matrix of ones: `1`, `1ᵀ`, `1 1ᵀ`."""
    args = args_of(expr)
    if is_op(expr, "transpose"):
        return is_op(args[0], "ones_column")
    if is_op(expr, "matmul"):
        return is_op(args[0], "ones_column") and is_op(args[1], "transpose") and is_ones(args[1])
    return is_op(expr, "ones_like", "ones_column")


def _sum_all(shapes: Shapes, a: Expr) -> Expr:
    """`Σ A ⊙ B = tr(Bᵀ A)`, the product of Frobenius."""
    if is_op(a, "hadamard"):
        left, right = args_of(a)
        if shape_of(left, shapes) == shape_of(right, shapes):
            return RULES["trace"](shapes, product(shapes, transposed(shapes, right), left))
    return _linear(ops.sum_all)(shapes, a)


def _div(shapes: Shapes, a: Expr, b: Expr) -> Expr:
    front = front_of(a)
    return front[0](_div(shapes, front[1], b)) if front else ops.div(a, b)


def _add(shapes: Shapes, a: Expr, b: Expr) -> Expr:
    if isinstance(a, Number) and isinstance(b, Number):
        return Number(a.value + b.value)
    if is_op(b, "neg"):
        return _sub(shapes, a, args_of(b)[0])
    if is_op(a, "neg"):
        return _sub(shapes, b, args_of(a)[0])
    (c, one), (d, other) = _multiple(a), _multiple(b)
    return scaled(Number(c + d), one) if one == other else a + b


def _multiple(expr: Expr) -> tuple[float, Expr]:
    """`2 A` as 2 and `A`, so that `2 A + A` is `3 A`."""
    factor = args_of(expr)[0] if is_op(expr, "scale") else None
    return (factor.value, args_of(expr)[1]) if isinstance(factor, Number) else (1, expr)


def _sub(shapes: Shapes, a: Expr, b: Expr) -> Expr:
    if isinstance(a, Number) and isinstance(b, Number):
        return Number(a.value - b.value)
    if is_op(a, "neg"):
        return negated(_add(shapes, args_of(a)[0], b))
    return _add(shapes, a, args_of(b)[0]) if is_op(b, "neg") else a - b


def _power(_shapes: Shapes, a: Expr, exponent: Expr) -> Expr:
    if exponent == ONE:
        return a
    return ops.square(a) if exponent == Number(2) else ops.power(a, exponent)


def _ones_like(shapes: Shapes, a: Expr) -> Expr:
    return ops.ones_like(_witness(a, shapes))


def _eye_like(shapes: Shapes, a: Expr) -> Expr:
    return ops.eye_like(_witness(a, shapes))


def _witness(expr: Expr, shapes: Shapes) -> Expr:
    """A name of the same shape, if the expression reads one: it says as much about a size."""
    shape = shape_of(expr, shapes)
    found = (node for node in walk(expr) if isinstance(node, Name))
    return next((name for name in found if shapes[name.name] == shape), expr)


RULES: dict[str, Rule] = {
    "neg": lambda _shapes, a: negated(a),
    "scale": lambda _shapes, c, a: scaled(c, a),
    "transpose": _transpose,
    "matmul": product,
    "hadamard": _hadamard,
    "trace": _linear(ops.trace),
    "sum_rows": _linear(ops.sum_rows),
    "sum_cols": _linear(ops.sum_cols),
    "sum_all": _sum_all,
    "div": _div,
    "add": _add,
    "sub": _sub,
    "power": _power,
    "ones_like": _ones_like,
    "eye_like": _eye_like,
}
