"""Compile a program to one Python function of NumPy lines: what is printed is what runs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container, Iterable
from functools import cache, lru_cache
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from engine.core.expr import Apply, Expr, walk
from engine.core.ops import OPS, Op
from engine.core.program import Program
from engine.core.render import source

Compiled = Callable[..., tuple[Any, ...]]

_compiled: WeakKeyDictionary[Program, Compiled] = WeakKeyDictionary()


def helpers(program: Program) -> dict[str, Callable[..., object]]:
    """Collect the functions beyond NumPy's own that a program calls by name, such as `softmax`."""
    ops = (OPS[n.op] for e in program.equations for n in walk(e.expr) if isinstance(n, Apply))
    return {op.helper.__name__: op.helper for op in ops if op.helper}


def function_source(program: Program) -> str:
    """Write a program as one function, `def compute(X, D, W1, ...)`.

    It reads the named dimensions off the inputs first, and returns the value of every equation.
    """
    lines = [f"{dim} = {name}.shape[{axis}]" for dim, (name, axis) in program.sizes.items()]
    lines += [f"{equation.name} = {_kept_source(equation.expr)}" for equation in program.equations]
    results = [equation.name for equation in program.equations]
    return definition(program.roles, lines, results)


@lru_cache(maxsize=4096)
def _kept_source(expr: Expr) -> str:
    """Write an expression, or take what was written: programs may differ in few equations.

    Of equal expressions, as with 2 and 2.0, it may be the text of the other: the values are equal.
    """
    return source(expr)


def definition(inputs: Iterable[str], lines: Iterable[str], results: Iterable[str]) -> str:
    """Write the source of a function `compute` of these inputs, lines and results."""
    returned = "".join(f"{result}, " for result in results).rstrip()
    body = "".join(f"    {line}\n" for line in (*lines, f"return ({returned})"))
    return f"def compute({', '.join(inputs)}):\n{body}"


def defined(source: str, scope: dict[str, Any]) -> Callable[..., Any]:
    """Run the definition of a function `compute` in a scope, and return the function."""
    exec(source, scope)
    compute: Callable[..., Any] = scope["compute"]
    return compute


def compiled(program: Program) -> Compiled:
    """Compile a program: a function from its inputs to all its values; made once for a program.

    The source is safe to execute: its names have been checked by `Program`, and the rest comes from
    the table of operations.
    """
    if program not in _compiled:
        scope = {"np": np, **helpers(program)}
        _compiled[program] = defined(function_source(program), scope)
    return _compiled[program]


@cache
def function(op: Op, library: ModuleType = np) -> Callable[..., Any]:
    """Make a function of an operation, from its one line of source.

    `library` is what the line calls `np`.
    """
    args = [f"x{k}" for k in range(len(op.source.takes))]
    scope: dict[str, Any] = {"np": library}
    if op.helper:
        scope[op.helper.__name__] = op.helper
    return defined(f"def compute({', '.join(args)}):\n    return {op.source.build(*args)}\n", scope)


def helper_source(program: Program, besides: Container[object] = ()) -> str:
    """Write the source of the helpers that a program calls, leaving out those in `besides`."""
    needed = (helper for helper in helpers(program).values() if helper not in besides)
    return "\n\n".join(map(inspect.getsource, needed))
