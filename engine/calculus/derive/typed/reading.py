"""Read a formula into an expression, with the shapes that its parts need.

A name that begins with a small letter is a column vector, any other a matrix, unless it is
declared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.calculus.derive.typed.dims import Dims, named
from engine.calculus.derive.typed.functions import FUNCTIONS
from engine.calculus.derive.typed.operators import OPERATORS, POWERS
from engine.calculus.derive.typed.shaped import ONE_BY_ONE, Shaped
from engine.calculus.derive.typed.syntax import SyntaxNode, parse
from engine.core.errors import DeriveError, ShapeError
from engine.core.expr import Expr, Name, Number, Shape, walk

LARGEST = 125
"""How many signs and names a formula may have once its powers are written out."""


@dataclass(frozen=True)
class Reading:
    """A formula as an expression, the shapes of its names, and the columns of its parts.

    The parts stand innermost first.
    """

    expr: Expr
    shapes: Mapping[str, Shape]
    columns: tuple[tuple[int, Expr], ...]


def read(text: str, declared: Mapping[str, Shape]) -> Reading:
    """Read a formula whose value is a number.

    Raises `DeriveError`, with the column, for what is not a formula, for shapes that do not fit,
    and for a formula that is not a number.
    """
    node = parse(text)
    reader = _Reader(declared)
    expr, shape = reader.read(node)
    if shape and not reader.dims.alike(shape, ONE_BY_ONE):
        shown = reader.dims.shown(shape)
        raise DeriveError(
            f"the whole is {shown}, but it needs to be a number, as tr(...) or norm2(...) are",
            node.token.column,
        )
    shapes = named({name: reader.dims.known(shape) for name, shape in reader.shapes.items()})
    return Reading(expr, shapes, tuple(reader.columns))


@dataclass
class _Reader:
    declared: Mapping[str, Shape]
    dims: Dims = field(default_factory=Dims)
    shapes: dict[str, Shape] = field(default_factory=dict)
    columns: list[tuple[int, Expr]] = field(default_factory=list)

    def read(self, node: SyntaxNode) -> Shaped:
        args = [self.read(arg) for arg in node.args]
        try:
            expr, shape = self.build(node, args)
        except ShapeError as error:
            raise DeriveError(f"{node.token.text} {error}", node.token.column) from None
        if sum(1 for _ in walk(expr)) > LARGEST:
            raise DeriveError("the powers up to here make the formula too large", node.token.column)
        self.columns.append((node.token.column, expr))
        return expr, shape

    def build(self, node: SyntaxNode, args: list[Shaped]) -> Shaped:
        text = node.token.text
        if node.called:
            return self.function(text, args)
        if node.token.kind == "number":
            return Number(_finite(text)), ()
        if node.token.kind == "name":
            return self.name(text)
        if text in POWERS:
            return POWERS[text](self.dims, args[0], _exponent(node.args[1]))
        if len(args) == 2:
            return OPERATORS[text](self.dims, *args)
        return _transposed(*args[0]) if text == "'" else (-args[0][0], args[0][1])

    def name(self, name: str) -> Shaped:
        if name in FUNCTIONS and name not in self.declared:
            raise ShapeError("is a function and needs '(' after it")
        if name not in self.shapes and name in self.declared:
            self.shapes[name] = self.declared[name]
        elif name not in self.shapes:
            self.shapes[name] = self.usual(name)
        return Name(name), self.shapes[name]

    def usual(self, name: str) -> Shape:
        return (self.dims.unknown(), 1 if name[0].islower() else self.dims.unknown())

    def function(self, name: str, args: list[Shaped]) -> Shaped:
        if name not in FUNCTIONS:
            raise ShapeError(f"is not a function; there are {', '.join(FUNCTIONS)}")
        wanted = FUNCTIONS[name].arity
        if len(args) != wanted:
            raise ShapeError(f"takes {wanted} argument{'s' * (wanted > 1)}, not {len(args)}")
        if not FUNCTIONS[name].takes_numbers and not all(shape for _, shape in args):
            raise ShapeError("needs a vector or a matrix, not a number")
        return FUNCTIONS[name].build(self.dims, *args)


def _transposed(expr: Expr, shape: Shape) -> Shaped:
    return (expr.T, shape[::-1]) if shape else (expr, shape)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ShapeError("is too large a number")
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _exponent(node: SyntaxNode) -> float:
    negative = node.token.text == "-" and len(node.args) == 1
    digits = node.args[0] if negative else node
    if digits.token.kind != "number":
        raise ShapeError("needs a number as its exponent, as in x^2")
    return -_finite(digits.token.text) if negative else _finite(digits.token.text)
