"""Find the layers of neurons of a program from its equations.

A layer begins with a product of a value and a parameter, `Y1 @ W2` or `W2 @ a1`, and ends with the
value that the next layer reads. Samples may be rows or columns, a layer one equation or several,
and names may be any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from engine.core.expr import Expr, Name, walk
from engine.core.program import Equation, Phase, Program, Role
from engine.core.rewrite import match

PRODUCT, TRANSPOSE = Name("A") @ Name("B"), Name("A").T


@dataclass(frozen=True)
class LayerNames:
    """A layer: what it reads, its parameters, and its values from the product to the output.

    - `turned`: a row of the weights belongs to an output, not to an input
    - `upright`: a sample is a column, not a row
    """

    below: str
    weights: str
    bias: str | None
    values: tuple[str, ...]
    turned: bool
    upright: bool


@dataclass(frozen=True)
class _Product:
    below: str
    weights: str
    turned: bool
    upright: bool


def layers(program: Program) -> tuple[LayerNames, ...]:
    """Find the layers, each reading the one before; none where they form no chain."""
    parameters = program.with_role(Role.PARAMETER)
    ahead = program.in_phase(Phase.FORWARD)
    starts = [(e, product) for e in ahead if (product := _product(e.expr, parameters))]
    ends = [product.below for _, product in starts[1:]]
    made = [
        _layer(program, ahead, first, product, end)
        for (first, product), end in zip_longest(starts, ends)
    ]
    return tuple(made) if _is_chain(program, made) else ()


def _product(expr: Expr, parameters: Sequence[str]) -> _Product | None:
    """Find the only product of a value and a parameter; None if there is not exactly one."""
    products = [product for node in walk(expr) for product in _products(node, parameters)]
    return products[0] if len(products) == 1 else None


def _products(node: Expr, parameters: Sequence[str]) -> Iterator[_Product]:
    factors = match(PRODUCT, node)
    if factors is None:
        return
    (left, left_turned), (right, right_turned) = map(_named, factors.values())
    if left and right and right in parameters and left not in parameters and not left_turned:
        yield _Product(left, right, turned=right_turned, upright=False)
    if left and right and left in parameters and right not in parameters and not right_turned:
        yield _Product(right, left, turned=not left_turned, upright=True)


def _named(expr: Expr) -> tuple[str | None, bool]:
    """Find the name that an expression is, and whether it is transposed; None for any other."""
    if transposed := match(TRANSPOSE, expr):
        name, turned = _named(transposed["A"])
        return name, not turned
    return (expr.name if isinstance(expr, Name) else None), False


def _layer(
    program: Program, ahead: Sequence[Equation], first: Equation, product: _Product, end: str | None
) -> LayerNames:
    parameters = program.with_role(Role.PARAMETER)
    others = [n for n in first.reads if n in parameters and n != product.weights]
    values = tuple(_values(program, ahead, first, end))
    bias = others[0] if len(others) == 1 else None
    return LayerNames(product.below, product.weights, bias, values, product.turned, product.upright)


def _values(
    program: Program, ahead: Sequence[Equation], first: Equation, end: str | None
) -> Iterator[str]:
    """Yield the values computed from the product, up to `end`, with an entry for every neuron."""
    made, shape = {first.name}, program.shapes[first.name]
    yield first.name
    for equation in ahead[ahead.index(first) + 1 :]:
        if first.name == end or end in made:
            return
        if made.intersection(equation.reads):
            made.add(equation.name)
            if program.shapes[equation.name] == shape:
                yield equation.name


def _is_chain(program: Program, made: Sequence[LayerNames]) -> bool:
    """Tell whether the first layer reads an input, and each other the output of the one before."""
    starts = bool(made) and program.roles.get(made[0].below) is Role.INPUT
    return starts and all(after.below == before.values[-1] for before, after in pairwise(made))
