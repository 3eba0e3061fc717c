"""A whole program as a NumPy script that stands alone and gives the same numbers."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache

from engine.core.expr import Apply, Expr, walk
from engine.core.ops import OPS
from engine.core.program import Equation
from engine.core.render import source
from engine.printing.scripts import lines, script_in
from engine.running.compiler import helper_source
from engine.running.trace import Trace


def equation_line(equation: Equation) -> str:
    """Write an equation as a line of NumPy: `Y2lin = Y1 @ W2 + B2`."""
    return lines((equation,), source)


def helper_functions(expr: Expr) -> str:
    """Write the functions that a line of NumPy calls and NumPy does not have, such as `softmax`.

    With them the line runs wherever `np` and the values are known; empty if it calls none.
    """
    helpers = {OPS[node.op].helper: None for node in walk(expr) if isinstance(node, Apply)}
    return "\n".join(_bare(helper) for helper in helpers if helper)


@cache
def _bare(function: Callable[..., object]) -> str:
    """Write a function without its docstring and its types."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    (definition,) = tree.body
    assert isinstance(definition, ast.FunctionDef)
    definition.body = definition.body[1:]
    definition.returns = None
    for argument in definition.args.args:
        argument.annotation = None
    return ast.unparse(tree)


def script(trace: Trace) -> str:
    """Write the program of a trace with its inputs; running it gives the trace's numbers."""
    helpers = helper_source(trace.program)
    return script_in(source, trace, "import numpy as np", "np.array({!r})", helpers)
