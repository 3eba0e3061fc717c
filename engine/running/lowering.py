"""From the lines of a program to single NumPy calls: each value computed once, none for nothing.

The lines are the table's own source, read by Python's parser. So what runs fast is what is
printed, and an operation that gets a row in the table needs nothing here.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from engine.core.immutable import immutable
from engine.core.program import Program
from engine.core.render import source
from engine.running.compiler import helpers

FUNCTIONS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.MatMult: "matmul",
    ast.Pow: "power",
    ast.USub: "negative",
    ast.Gt: "greater",
    ast.Lt: "less",
    ast.GtE: "greater_equal",
    ast.LtE: "less_equal",
    ast.Eq: "equal",
}
"""NumPy's function behind each of Python's operators."""


@immutable
class Call:
    """`target = function(*args, **settings)`; arguments are names or numbers, as source.

    What a comparison gives is `counted` where it is used as the numbers 1 and 0.
    """

    target: str
    function: str
    args: tuple[str, ...]
    settings: tuple[str, ...] = ()
    counted: bool = False

    def at(self, sizes: Mapping[str, int]) -> Call:
        """Give the named dimensions their sizes."""
        return replace(self, args=tuple(str(sizes.get(arg, arg)) for arg in self.args))

    @property
    def line(self) -> str:
        """Write the right-hand side as plain NumPy, which makes a new array."""
        return f"{self.function}({', '.join((*self.args, *self.settings))})"


@immutable
class Lowered:
    """Calls in the order they run; `values` says which target or input holds which name."""

    calls: tuple[Call, ...]
    values: Mapping[str, str]


def lowered(program: Program, wanted: Collection[str]) -> Lowered:
    """Take a program apart into the calls that compute the values `wanted`, and what they need."""
    builder = _Builder(helpers(program))
    for equation in program.needed_for(*wanted):
        value = builder.value(ast.parse(source(equation.expr), mode="eval").body)
        builder.names[equation.name] = value
    return Lowered(tuple(builder.calls.values()), builder.names)


@dataclass
class _Builder:
    """The calls so far, by what they compute, so that nothing is computed twice."""

    helpers: Mapping[str, Callable[..., object]]
    names: dict[str, str] = field(default_factory=dict)
    calls: dict[tuple[object, ...], Call] = field(default_factory=dict)

    def value(self, node: ast.expr) -> str:
        """Add the calls of a piece of source: the name or the number that holds its value."""
        match node:
            case ast.Constant(number):
                return repr(number)
            case ast.Name(name):
                return self.names.get(name, name)
            case ast.UnaryOp(op, operand):
                return self.called(FUNCTIONS[type(op)], (operand,))
            case ast.BinOp(base, ast.Pow(), ast.Constant(2)):
                return self.called("square", (base,))
            case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
                return self.called(FUNCTIONS[type(op)], (left, right))
            case ast.Attribute(ast.Name("np"), "pi"):
                return repr(np.pi)
            case ast.Attribute(of, "T"):
                return self.called("transpose", (of,))
            case ast.Call(ast.Name(helper), args) if helper in self.helpers:
                return self.helped(helper, tuple(map(self.value, args)))
            case ast.Call(
                ast.Attribute(ast.Name("np"), "heaviside"), [of, ast.Constant(0) as zero]
            ):
                return self.called("greater", (of, zero), counted=True)
            case ast.Call(ast.Attribute(ast.Name("np"), function), args, settings) if all(
                isinstance(setting.value, ast.Constant) for setting in settings
            ):
                return self.called(function, args, settings)
            case ast.Call(ast.Attribute(of, "sum" | "max" | "min" as method), args, settings):
                return self.called(method, (of, *args), settings)
        return self.whole(node)

    def called(
        self,
        function: str,
        args: Sequence[ast.expr],
        settings: Sequence[ast.keyword] = (),
        counted: bool = False,
    ) -> str:
        """Add a call of NumPy: the name that holds the result; of numbers, the result itself."""
        held = tuple(map(self.value, args))
        if all(map(_is_number, held)):
            return repr(float(getattr(np, function)(*map(float, held))))
        return self.kept(f"np.{function}", held, tuple(map(ast.unparse, settings)), counted)

    def whole(self, node: ast.expr) -> str:
        """Add a piece of source that is not taken apart: the name that holds its value."""
        read = sorted({n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - {"np", "len"})
        function = f"(lambda {', '.join(read)}: {ast.unparse(node)})"
        return self.kept(function, tuple(self.names.get(name, name) for name in read), (), False)

    def kept(self, *what: Any) -> str:
        """Add a call unless one computes the same: the name that holds its result."""
        if what not in self.calls:
            self.calls[what] = Call(f"_{len(self.calls)}", *what)
        return self.calls[what].target

    def helped(self, name: str, args: tuple[str, ...]) -> str:
        """Add a helper: its own lines, where it has only assignments before its `return`."""
        parameters, assigned, result = _body(self.helpers[name])
        if result is None:
            return self.kept(name, args, (), False)
        inner = _Builder(self.helpers, dict(zip(parameters, args, strict=True)), self.calls)
        for target, expr in assigned:
            inner.names[target] = inner.value(expr)
        return inner.value(result)


def _is_number(text: str) -> bool:
    return not text.isidentifier()


@cache
def _body(
    helper: Callable[..., object],
) -> tuple[list[str], list[tuple[str, ast.expr]], ast.expr | None]:
    """Read a function: parameters, assignments and result; no result where it has other lines."""
    (function,) = ast.parse(inspect.getsource(helper)).body
    assert isinstance(function, ast.FunctionDef)
    parameters = [arg.arg for arg in function.args.args]
    assigned: list[tuple[str, ast.expr]] = []
    for line in function.body[1:]:  # after the docstring
        match line:
            case ast.Assign([ast.Name(target)], expr):
                assigned.append((target, expr))
            case ast.Return(ast.expr() as result):
                return parameters, assigned, result
            case _:
                break
    return parameters, [], None
