"""Differentiate expressions and programs by the chain rule, from the table of operations alone.

Let `L` be a number, `Z = expr`, and `G` the gradient of `L` with respect to `Z`. The gradient of
`L` with respect to a name in `expr` (a vector-Jacobian product) is a sum of one term for each place
where the name is written.
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
"""How the name of a derived gradient begins: `dW2` is that of `W2`."""
ANY = Name("G")
"""Stands for a gradient where only the names that it reaches matter."""


def vjp(expr: Expr, g: Expr, shapes: Mapping[str, Shape]) -> dict[str, Expr]:
    """Differentiate an expression: from the gradient `g` of its value, find those of its names.

    Each gradient has the shape of its name; a name that no gradient reaches is left out. `shapes`
    has the shape of every name in `expr` and in `g`. Raises `ShapeError` if they do not fit.

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

    `fit` brings the gradient of an argument, as the table has it, to the shape of the argument.
    """
    if isinstance(expr, Name):
        yield expr.name, g
    elif isinstance(expr, Apply):
        for arg, grad in zip(expr.args, OPS[expr.op].vjp(g, expr.args, expr), strict=True):
            if grad is not None:
                yield from _flows(arg, fit(arg, grad), fit)


def flows_to(expr: Expr) -> Iterator[str]:
    """List the names that a gradient reaches, once for each place where a name is written."""
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

    The gradient of `of` with respect to a value `Y` is called `dY`: a sum of one term for every
    equation that reads `Y`. The program's own backward pass is not used. Raises `BindError` if `of`
    is not a number of the forward pass.
    """
    forward = program.forward_pass
    _check_number(program, of, [equation.name for equation in forward])
    shapes: dict[str, Shape] = dict(program.shapes)
    flows: dict[str, Expr] = {of: Number(1)}
    back: list[Equation] = []
    for equation in reversed(forward):
        if equation.name in flows:
            back.append(_named(equation.name, flows[equation.name]))
            shapes[back[-1].name] = shapes[equation.name]
            for name, grad in vjp(equation.expr, Name(back[-1].name), shapes).items():
                flows[name] = flows[name] + grad if name in flows else grad
    back += [_named(i.name, flows[i.name]) for i in program.inputs if i.name in flows]
    return Program(program.inputs, (*forward, *back))


def _check_number(program: Program, of: str, names: list[str]) -> None:
    if of not in names:
        known = ", ".join(names)
        raise BindError(of, f"is not computed on the way to the loss; there are {known}")
    if program.shapes[of]:
        raise BindError(of, f"is {dims(program.shapes[of])}, but only a number has a gradient")


def _named(name: str, expr: Expr) -> Equation:
    return Equation(PREFIX + name, expr, Phase.BACKWARD, "derived")
