"""What the scripts of all libraries share: a program with its inputs, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from engine.core.expr import Expr
from engine.core.program import Equation
from engine.running.trace import Trace

Source = Callable[[Expr], str]
"""How a library writes an expression."""


def script_in(library: Source, trace: Trace, head: str, value: str, helpers: str = "") -> str:
    """Write the program of a trace with its inputs as a script.

    `head` imports the library, `value` is its matrix of some numbers, `np.array({})`, and `helpers`
    are the functions that the lines call.
    """
    input_lines = inputs(trace, lambda _name, numbers: value.format(numbers))
    return joined(
        not_finite(trace), head, helpers, input_lines, lines(trace.program.equations, library)
    )


def joined(*parts: str) -> str:
    """Join the parts that are not empty, with a blank line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"


def not_finite(trace: Trace) -> str:
    """Import the names of the numbers that are not finite, where an input has some."""
    finite = all(np.isfinite(value).all() for value in trace.inputs.values())
    return "" if finite else "from math import inf, nan"


def inputs(trace: Trace, written: Callable[[str, Any], str]) -> str:
    """Write a line for every input, then for every named dimension: `n = X.shape[0]`.

    `written` writes an input, given its name and its numbers.
    """
    values = (f"{name} = {written(name, value.tolist())}" for name, value in trace.inputs.items())
    axes = trace.program.sizes.items()
    return "\n".join((*values, *(f"{dim} = {name}.shape[{axis}]" for dim, (name, axis) in axes)))


def lines(equations: Iterable[Equation], source: Source) -> str:
    """Write a line for every equation: `Y1 = np.maximum(Y1lin, 0)`."""
    return "\n".join(f"{equation.name} = {source(equation.expr)}" for equation in equations)
