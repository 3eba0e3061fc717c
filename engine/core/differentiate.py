"""Differentiation: vector-Jacobian products as expressions, from the table of operations alone.

For a scalar `L` and `Z = expr`, with `G` the gradient of `L` with respect to `Z`, the gradient with
respect to each name in `expr` is a sum over the paths on which the name enters it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial, reduce

from engine.core.errors import BindError
from engine.core.expr import Apply, Expr, Name, Number, Shape
from engine.core.infer import shape_of
from engine.core.ops import OPS, add, sum_all, sum_cols, sum_rows
from engine.core.ops.shapes import dims
from engine.core.program import Equation, Phase, Program

PREFIX = "d"
"""What the derived gradient of a value is called: `dW2` of `W2`."""
ANY = Name("G")
"""A gradient of which only matters whether something flows on from it."""


def vjp(expr: Expr, g: Expr, shapes: Mapping[str, Shape]) -> dict[str, Expr]:
    """Differentiate an expression: from the gradient `g` of its value to those of its names.

    Each has the shape of its name. Names through which nothing flows are left out. `shapes` has
    those of all names in `expr` and in `g`; a `ShapeError` where they do not fit.

    >>> from engine.core.render import source
    >>> shapes = {"X": (3, 2), "W": (2, 4), "B": (1, 4), "G": (3, 4)}
    >>> for name, grad in vjp(Name("X") @ Name("W") + Name("B"), Name("G"), shapes).items():
    ...     print(name, "=", source(grad))
    X = G @ W.T
    W = X.T @ G
    B = G.sum(axis=0, keepdims=True)
    """
    by_name: dict[str, list[Expr]] = {}
    for name, grad in _flows(expr, g, partial(_summed_to, shapes)):
        by_name.setdefault(name, []).append(grad)
    return {name: reduce(add, grads) for name, grads in by_name.items()}


def _flows(expr: Expr, g: Expr, fit: Callable[[Expr, Expr], Expr]) -> Iterator[tuple[str, Expr]]:
    """Yield the gradients that reach the names, one for each place where a name is written.

    `fit` makes the gradient of an argument, as the table has it, one of the argument's shape.
    """
    if isinstance(expr, Name):
        yield expr.name, g
    elif isinstance(expr, Apply):
        for arg, grad in zip(expr.args, OPS[expr.op].vjp(g, expr.args, expr), strict=True):
            if grad is not None:
                yield from _flows(arg, fit(arg, grad), fit)


def flows_to(expr: Expr) -> Iterator[str]:
    """The names through which a gradient flows back, one for each place where a name is written."""
    yield from (name for name, _ in _flows(expr, ANY, lambda _arg, _grad: ANY))


def _summed_to(shapes: Mapping[str, Shape], arg: Expr, grad: Expr) -> Expr:
    """Sum a gradient over the rows or columns that the forward pass broadcast."""
    want, have = shape_of(arg, shapes), shape_of(grad, shapes)
    if not want:
        return sum_all(grad) if have else grad
    if have and want[0] == 1 != have[0]:
        grad = sum_rows(grad)
    if have and want[1] == 1 != have[1]:
        grad = sum_cols(grad)
    return grad


def derived(program: Program, of: str = "L") -> Program:
    """Differentiate a program: its forward pass, followed by the gradient of every value.

    The gradient of `of` with respect to a value `Y` is called `dY`; it is the sum of what comes
    back through every equation that reads `Y`. Nothing of the program's own backward pass is used.
    Raises `BindError` where `of` is not a number that is computed forward.
    """
    ahead = program.forward_pass
    _check_number(program, of, [equation.name for equation in ahead])
    shapes: dict[str, Shape] = dict(program.shapes)
    flows: dict[str, Expr] = {of: Number(1)}
    back: list[Equation] = []
    for equation in reversed(ahead):
        if equation.name in flows:
            back.append(_named(equation.name, flows[equation.name]))
            shapes[back[-1].name] = shapes[equation.name]
            for name, grad in vjp(equation.expr, Name(back[-1].name), shapes).items():
                flows[name] = flows[name] + grad if name in flows else grad
    back += [_named(i.name, flows[i.name]) for i in program.inputs if i.name in flows]
    return Program(program.inputs, (*ahead, *back))


def _check_number(program: Program, of: str, ahead: list[str]) -> None:
    if of not in ahead:
        known = ", ".join(ahead)
        raise BindError(of, f"is not computed on the way to the loss; there are {known}")
    if program.shapes[of]:
        raise BindError(of, f"is {dims(program.shapes[of])}, but what is derived is a number")


def _named(name: str, expr: Expr) -> Equation:
    return Equation(PREFIX + name, expr, Phase.BACKWARD, "derived")
