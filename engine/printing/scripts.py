"""What the scripts of all libraries share: a program with its inputs, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from engine.core.expr import Expr
from engine.core.program import Equation, Program
from engine.running.trace import Trace

TORCH_HEAD = "import torch"


def joined(*parts: str) -> str:
    """The parts that are not empty, a blank line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"


def not_finite(trace: Trace) -> str:
    """The names that Python's numbers have when they are not finite, where an input has some."""
    values = (trace[given.name] for given in trace.program.inputs)
    return "" if all(np.isfinite(v).all() for v in values) else "from math import inf, nan"


def inputs(trace: Trace, written: Callable[[str, Any], str]) -> str:
    """A line for every input; `written` writes one of a name and its numbers."""
    program = trace.program
    given = (f"{i.name} = {written(i.name, trace[i.name].tolist())}" for i in program.inputs)
    return "\n".join((*given, *sizes(program)))


def sizes(program: Program) -> Iterable[str]:
    """The named dimensions, read off the inputs: `n = X.shape[0]`."""
    return (f"{dim} = {name}.shape[{axis}]" for dim, (name, axis) in program.sizes.items())


def lines(equations: Iterable[Equation], source: Callable[[Expr], str]) -> str:
    """A line for every equation: `Y1 = np.maximum(Y1lin, 0)`."""
    return "\n".join(f"{equation.name} = {source(equation.expr)}" for equation in equations)


def tensor(numbers: Any, *, moving: bool = False) -> str:
    """Numbers as a PyTorch tensor of float64; a gradient is wanted of one that is `moving`."""
    extra = ", requires_grad=True" if moving else ""
    return f"torch.tensor({numbers!r}, dtype=torch.float64{extra})"
