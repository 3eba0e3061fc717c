"""Read an expression of a lesson, such as `X @ W1 + b1`.

It is written in Python's grammar and read by Python's own parser, but never run. It may have
names, numbers, `+ - * / @ **`, `.T`, brackets, and operations of the table by name, `relu(Z1)`.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.core.errors import LessonError
from engine.core.expr import Expr, Name, Number, Shape, Size
from engine.core.infer import shape_of
from engine.core.ops import OPS, div, over, power, scale, square


def parse(text: str, shapes: Mapping[str, Shape]) -> Expr:
    """Read an expression over names with these shapes; a named dimension such as `n` is a number.

    A number times a matrix is `scale`, a matrix over a number `over`; the rest is entry by entry.
    Raises `LessonError` for other Python, `ShapeError` for shapes that do not fit.

    >>> from engine.core.render import source
    >>> source(parse("2 * X.T @ relu(X) / n", {"X": ("n", 3)}))
    '2 * X.T @ np.maximum(X, 0) / n'
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise LessonError(text, f"cannot be read: {error.msg}") from None
    return _Reader(text, shapes).read(tree)


_SIGNS: Mapping[type[ast.operator], Callable[[Expr, Expr], Expr]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.MatMult: operator.matmul,
}


@dataclass(frozen=True)
class _Reader:
    text: str
    shapes: Mapping[str, Shape]

    def read(self, node: ast.expr) -> Expr:
        match node:
            case ast.Constant(int() | float() as value):
                return Number(value)
            case ast.Name(name):
                return self._name(name)
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)):
                return Number(-value)
            case ast.UnaryOp(ast.USub(), of):
                return -self.read(of)
            case ast.BinOp(left, sign, right):
                return self._pair(self.read(left), sign, self.read(right))
            case ast.Attribute(of, "T"):
                return self.read(of).T
            case ast.Call(ast.Name(name), args, []) if name in OPS:
                return OPS[name](*map(self.read, args))
        raise LessonError(self.text, f"{ast.unparse(node)} is not in the language of lessons")

    def _name(self, name: str) -> Expr:
        if name in self.shapes:
            return Name(name)
        if name in {dim for shape in self.shapes.values() for dim in shape}:
            return Size(name)
        raise LessonError(self.text, f"{name} is not assigned; there are {', '.join(self.shapes)}")

    def _pair(self, a: Expr, sign: ast.operator, b: Expr) -> Expr:
        match sign:
            case ast.Mult():
                return self._product(a, b)
            case ast.Div():
                return over(a, b) if self._is_number(b) else div(a, b)
            case ast.Pow():
                return square(a) if b == Number(2) else power(a, b)
        if type(sign) not in _SIGNS:
            raise LessonError(self.text, f"{type(sign).__name__} is not in the language of lessons")
        return _SIGNS[type(sign)](a, b)

    def _product(self, a: Expr, b: Expr) -> Expr:
        if self._is_number(a):
            return scale(a, b)
        return scale(b, a) if self._is_number(b) else a * b

    def _is_number(self, expr: Expr) -> bool:
        return shape_of(expr, self.shapes) == ()
