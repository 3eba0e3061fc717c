"""Tidy an expression by rules, so that it looks as a person would write it: `A + -B` is `A - B`.

All rules are identities of linear algebra. In a rule `A`, `B`, `C` and `c` stand for any
expression, `m` and `n` for numbers such as `2`. A matrix of ones is written as `1 1ᵀ`, a column of
ones times a row of ones. A row `B` that is repeated in every row of a matrix is written as `1 B`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator

from engine.core.expr import Expr, Name, Number, names
from engine.core.infer import shape_of
from engine.core.ops import (
    OPS,
    Op,
    count,
    div,
    eye_like,
    item,
    neg,
    ones_column,
    ones_like,
    over,
    power,
    scale,
    square,
    sum_all,
    trace,
)
from engine.core.rewrite import Rule, Shapes, Substitution, replace_names, simplify

A, B, C, c, m, n = map(Name, "ABCcmn")
ONE = Number(1)
When = Callable[[Substitution, Shapes], bool]
Result = Callable[[Substitution, Shapes], Expr]


def tidy(expr: Expr, shapes: Shapes) -> Expr:
    """Tidy an expression without changing its shape or its value."""
    return simplify(expr, TIDY, shapes)


def finished(expr: Expr, shapes: Shapes) -> Expr:
    """Tidy an expression that is shown as the result."""
    return simplify(simplify(expr, TIDY, shapes), FINAL, shapes)


def tidy_around(pattern: Expr, parts: Substitution, shapes: Shapes) -> Expr:
    """Replace names of a pattern by parts, and tidy the pattern, but not the parts.

    `(A B)ᵀ` is not multiplied out to `Bᵀ Aᵀ`, as `tidy` does.
    """
    return simplify(pattern, RULES, shapes, parts)


def _numbers(parts: Substitution, _shapes: Shapes) -> bool:
    return all(isinstance(parts[name], Number) for name in parts.keys() & {"m", "n"})


def _negative(parts: Substitution, _shapes: Shapes) -> bool:
    factor = parts["m"]
    return isinstance(factor, Number) and factor.value < 0


def _value(function: Callable[..., float]) -> Result:
    """Compute the result of a rule from the numbers in its pattern."""
    return lambda parts, _shapes: Number(
        function(*(part.value for part in parts.values() if isinstance(part, Number)))
    )


def _alike(a: Expr, b: Expr) -> When:
    """Require that two patterns stand for expressions of the same shape."""

    def when(parts: Substitution, shapes: Shapes) -> bool:
        shape_a, shape_b = (shape_of(replace_names(x, parts), shapes) for x in (a, b))
        return shape_a == shape_b

    return when


def _divided_by_a_number(parts: Substitution, shapes: Shapes) -> bool:
    """Require a matrix over a number: the number then moves to the front as its inverse."""
    return shape_of(parts["A"], shapes) != () == shape_of(parts["c"], shapes)


def _one_by_one(parts: Substitution, shapes: Shapes) -> bool:
    """Require a 1x1 matrix, such as an inner product."""
    return shape_of(parts["A"], shapes) == (1, 1)


def _negated(number: Expr) -> Number:
    assert isinstance(number, Number)
    return Number(-number.value)


def _short(value: float) -> Number | None:
    """Find a number that is written in few digits; None for one such as 1/3."""
    whole = int(value) if value.is_integer() else value
    return Number(whole) if float(f"{value:.6g}") == value else None


def _exact(parts: Substitution, _shapes: Shapes) -> bool:
    """Require two numbers whose quotient is written in few digits."""
    m, n = parts["m"], parts["n"]
    if not (isinstance(m, Number) and isinstance(n, Number)):
        return False
    return _short(m.value / n.value) is not None


def _quotient(parts: Substitution, _shapes: Shapes) -> Expr:
    """Write `m A / n` with one number where it has few digits: `2 (A / 2)` is `A`."""
    m, n, a = parts["m"], parts["n"], parts["A"]
    assert isinstance(m, Number)
    assert isinstance(n, Number)
    short = _short(m.value / n.value)
    return scale(short, a) if short else over(a if m == ONE else scale(m, a), n)


def _in_front(linear: Callable[[Expr], Expr]) -> Iterator[Rule]:
    """Move signs and numbers to the front of a linear operation: `tr(-A) = -tr(A)`."""
    yield Rule(linear(-A), -linear(A))
    yield Rule(linear(scale(c, A)), scale(c, linear(A)))
    yield Rule(linear(over(A, c)), over(linear(A), c))


def _spread(ones: Expr, product: Expr) -> Iterator[Rule]:
    """Write `A ⊙ 1` as `A`, or as `product` if `A` is a single row or column that is repeated."""
    for whole in (A * ones, ones * A):
        yield Rule(whole, A, _alike(whole, A))
        yield Rule(whole, product)


def _ones(parts: Substitution, shapes: Shapes) -> Expr:
    """Write a matrix of ones as `1 1ᵀ`, a column of ones as `1`, a row of ones as `1ᵀ`."""
    shape = shape_of(parts["A"], shapes)
    if not shape:
        return ONE
    down, across = ones_column(parts["A"]), ones_column(parts["A"].T).T
    return down if shape[1] == 1 else across if shape[0] == 1 else down @ across


def _name(parts: Substitution, shapes: Shapes, dims: int) -> Expr:
    """Find a name in `A`, or its transpose, whose first `dims` dimensions are those of `A`.

    `A` itself if there is none.
    """
    size = shape_of(parts["A"], shapes)[:dims]
    read = [Name(name) for name in names(parts["A"]) if shapes[name]]
    fits = (x for x in (*read, *(x.T for x in read)) if shape_of(x, shapes)[:dims] == size)
    return next(fits, parts["A"])


def _by_name(op: Op, dims: int) -> Rule:
    """Take the size of `1` or `I` from a name: `1` of `X W` is `1` of `X`, of as many rows."""
    return Rule(
        op(A),
        lambda parts, shapes: op(_name(parts, shapes, dims)),
        lambda parts, shapes: _name(parts, shapes, dims) != parts["A"],
    )


LINEAR: tuple[Callable[[Expr], Expr], ...] = (
    *(
        op
        for op in OPS.values()
        if op.differential in ("linear", "transpose") and len(op.source.takes) == 1 and op != neg
    ),
    lambda x: x @ B,
    lambda x: B @ x,
    lambda x: x * B,
    lambda x: B * x,
    lambda x: div(x, B),
)
"""The operations that are linear in their argument `x`."""
RULES = (
    # Numbers are computed.
    Rule(m + n, _value(operator.add), _numbers),
    Rule(m - n, _value(operator.sub), _numbers),
    Rule(-m, _value(operator.neg), _numbers),
    Rule(scale(m, n), _value(operator.mul), _numbers),
    # Signs in a sum; multiples of one expression.
    Rule(neg(neg(A)), A),
    Rule(A + -B, A - B),
    Rule(-A + B, B - A),
    Rule(-A - B, -(A + B)),
    Rule(A - (-B), A + B),
    Rule(A + A, scale(Number(2), A)),
    Rule(A + B + B, A + scale(Number(2), B)),
    Rule(A - B - B, A - scale(Number(2), B)),
    Rule(A + scale(n, A), scale(ONE + n, A), _numbers),
    Rule(scale(m, A) + A, scale(m + ONE, A), _numbers),
    Rule(scale(m, A) + scale(n, A), scale(m + n, A), _numbers),
    # The factor of a multiple: one number, in front.
    Rule(scale(A, m), scale(m, A), _numbers),
    Rule(div(m, A), lambda parts, _: -div(_negated(parts["m"]), parts["A"]), _negative),
    Rule(scale(-A, B), -scale(A, B)),
    Rule(scale(A, -B), -scale(A, B)),
    Rule(scale(m, A), -scale(-m, A), _negative),
    Rule(scale(m, scale(n, A)), scale(scale(m, n), A), _numbers),
    Rule(scale(ONE, A), A),
    Rule(scale(A, scale(m, B)), scale(m, scale(A, B)), _numbers),
    Rule(scale(c, scale(div(ONE, c), A)), A),
    Rule(scale(div(ONE, c), scale(c, A)), A),
    Rule(scale(c, div(ONE, c)), ONE),
    Rule(scale(div(ONE, c), c), ONE),
    Rule(div(A, c), scale(div(ONE, c), A), _divided_by_a_number),
    Rule(scale(m, over(A, n)), _quotient, _numbers),
    Rule(over(scale(m, A), n), _quotient, _exact),
    Rule(scale(over(m, n), A), _quotient, _numbers),
    # Entry by entry with a number is a multiple; the sum of a product is an inner product.
    Rule(A * B, scale(A, B), _alike(A, ONE)),
    Rule(A * B, scale(B, A), _alike(B, ONE)),
    Rule(sum_all(A * B), trace(B.T @ A), _alike(A, B)),
    # Signs and numbers move to the front of a linear operation.
    *(rule for linear in LINEAR for rule in _in_front(linear)),
    # Operations that undo each other, or do nothing.
    Rule(A.T.T, A),
    Rule(eye_like(A).T, eye_like(A)),
    Rule(eye_like(A) @ B, B),
    Rule(A @ eye_like(B), A),
    Rule(A @ (B @ C), A @ B @ C),
    Rule(div(A, B) * B, A, _alike(A, B)),
    Rule(B * div(A, B), A, _alike(A, B)),
    Rule(power(A, ONE), A),
    Rule(power(A, Number(2)), square(A)),
    # Ones and broadcasts.
    *_spread(ones_column(B), ones_column(B) @ A),
    *_spread(ones_column(B).T, A @ ones_column(B).T),
    Rule(A * (ones_column(B) @ ones_column(C).T), A * ones_column(B) * ones_column(C).T),
    Rule(ones_column(B) @ ones_column(C).T * A, A * ones_column(B) * ones_column(C).T),
    Rule(ones_like(A), _ones),
    _by_name(ones_column, 1),
    _by_name(eye_like, 2),
    _by_name(count, 2),
)
FINAL = (
    Rule(scale(A, div(ONE, B)), div(A, B)),
    Rule(scale(div(ONE, c), A), div(A, c)),
    Rule(scale(over(ONE, c), A), over(A, c)),
    Rule(trace(A), item(A), _one_by_one),
)
"""Rules for a result that is not rewritten any more: `1/c A` is `A / c`, `tr(aᵀ b)` is `aᵀ b`."""
TIDY = (Rule((A @ B).T, B.T @ A.T), *RULES)
