"""Take a program apart into single NumPy calls, without those that repeat or that nobody needs.

The lines are the NumPy source that the table of operations writes, read by Python's parser. So the
fast program is the one that is printed, and a new operation needs nothing here.
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
COMPARISONS = {"np.greater", "np.less", "np.greater_equal", "np.less_equal", "np.equal"}
"""Functions whose results are true or false, which a product with 1 makes numbers."""


@immutable
class Call:
    """`target = function(*args, **settings)`; arguments are names or numbers, as source.

    `counted`: whether the result of a comparison is needed as the numbers 1 and 0.
    """

    target: str
    function: str
    args: tuple[str, ...]
    settings: tuple[str, ...] = ()
    counted: bool = False

    @property
    def line(self) -> str:
        """Write the right-hand side as plain NumPy, which makes a new array."""
        return f"{self.function}({', '.join((*self.args, *self.settings))})"


@immutable
class Lowered:
    """Calls in the order they run.

    `values`: for each name of the program, the name or the number that holds its value here
    """

    calls: tuple[Call, ...]
    values: Mapping[str, str]

    def at(self, sizes: Mapping[str, int]) -> Lowered:
        """Give the named dimensions their sizes; leave out calls that then change nothing."""
        calls, same = dict[str, Call](), dict[str, str]()
        for call in self.calls:
            args = (same.get(arg, arg) for arg in call.args)
            sized = replace(call, args=tuple(str(sizes.get(arg, arg)) for arg in args))
            kept = _unchanged(sized)
            if kept in calls and calls[kept].function not in COMPARISONS:
                same[call.target] = kept
            else:
                calls[call.target] = sized
        values = {name: same.get(value, value) for name, value in self.values.items()}
        return Lowered(tuple(calls.values()), values)


def _unchanged(call: Call) -> str:
    """Name what a call gives back as it is: a factor of 1, a divisor of 1 change nothing."""
    if call.function not in {"np.multiply", "np.divide"}:
        return ""
    left, right = call.args
    if _is_one(right):
        return left
    return right if _is_one(left) and call.function == "np.multiply" else ""


def _is_one(text: str) -> bool:
    return text in {"1", "1.0"}


def lowered(program: Program, wanted: Collection[str]) -> Lowered:
    """Find the calls that compute the values `wanted` of a program."""
    builder = _Builder(helpers(program))
    for equation in program.needed_for(*wanted):
        value = builder.value(ast.parse(source(equation.expr), mode="eval").body)
        builder.names[equation.name] = value
    return Lowered(tuple(builder.calls.values()), builder.names)


@dataclass
class _Builder:
    """Collect calls; equal calls (function, arguments, settings) are made once.

    Each method returns the name that holds the result of the call that it adds, or the number that
    the result is.
    """

    helpers: Mapping[str, Callable[..., object]]
    names: dict[str, str] = field(default_factory=dict)
    calls: dict[tuple[object, ...], Call] = field(default_factory=dict)

    def value(self, node: ast.expr) -> str:
        """Add the calls of a piece of source."""
        match node:
            case ast.Constant(number):
                return repr(number)
            case ast.Name(name):
                return self.names.get(name, name)
            case ast.UnaryOp(op, operand):
                return self.add_call(FUNCTIONS[type(op)], (operand,))
            case ast.BinOp(base, ast.Pow(), ast.Constant(2)):
                return self.add_call("square", (base,))
            case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
                return self.add_call(FUNCTIONS[type(op)], (left, right))
            case ast.Attribute(ast.Name("np"), "pi"):
                return repr(np.pi)
            case ast.Attribute(of, "T"):
                return self.add_call("transpose", (of,))
            case ast.Call():
                return self.add_written_call(node)
        return self.add_source(node)

    def add_written_call(self, node: ast.Call) -> str:
        """Add what is written as a call: of a helper, of NumPy, or of a method of an array."""
        match node:
            case ast.Call(ast.Name(helper), args) if helper in self.helpers:
                return self.add_helper(helper, tuple(map(self.value, args)))
            case ast.Call(
                ast.Attribute(ast.Name("np"), "heaviside"), [of, ast.Constant(0) as zero]
            ):
                return self.add_call("greater", (of, zero), counted=True)
            case ast.Call(ast.Attribute(ast.Name("np"), function), args, settings) if all(
                isinstance(setting.value, ast.Constant) for setting in settings
            ):
                return self.add_call(function, args, settings)
            case ast.Call(ast.Attribute(of, "sum" | "max" | "min" as method), args, settings):
                return self.add_call(method, (of, *args), settings)
        return self.add_source(node)

    def add_call(
        self,
        function: str,
        args: Sequence[ast.expr],
        settings: Sequence[ast.keyword] = (),
        counted: bool = False,
    ) -> str:
        """Add a call of a NumPy function; if all arguments are numbers, compute it right here."""
        values = tuple(map(self.value, args))
        if all(map(_is_number, values)):
            return repr(float(getattr(np, function)(*map(float, values))))
        return self.add_once(f"np.{function}", values, tuple(map(ast.unparse, settings)), counted)

    def add_source(self, node: ast.expr) -> str:
        """Add a piece of source as one call, of a lambda of the names that it reads."""
        read = sorted({n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - {"np", "len"})
        function = f"(lambda {', '.join(read)}: {ast.unparse(node)})"
        args = tuple(self.names.get(name, name) for name in read)
        return self.add_once(function, args, (), False)

    def add_once(self, *parts: Any) -> str:
        """Add a call, unless an equal one is there."""
        if parts not in self.calls:
            self.calls[parts] = Call(f"_{len(self.calls)}", *parts)
        return self.calls[parts].target

    def add_helper(self, name: str, args: tuple[str, ...]) -> str:
        """Add the lines of a helper, if they are assignments and a `return`; else a call of it."""
        parameters, assigned, result = _body(self.helpers[name])
        if result is None:
            return self.add_once(name, args, (), False)
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
    """Read a function: its parameters, assignments and result.

    The result is None where the function has other statements besides.
    """
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
