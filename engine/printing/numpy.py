"""A whole program as a NumPy script that stands alone and gives the same numbers."""

from __future__ import annotations

from engine.compiler import helper_source
from engine.program import Equation, Program
from engine.render import source
from engine.trace import Trace


def equation_line(equation: Equation) -> str:
    """One equation as a line of NumPy: `Y2lin = Y1 @ W2 + B2`."""
    return f"{equation.name} = {source(equation.expr)}"


def script(trace: Trace) -> str:
    """The program of a trace with its inputs, as a script; running it gives the trace's numbers."""
    program = trace.program
    parts = ["import numpy as np", helper_source(program), _inputs(trace), _lines(program)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _inputs(trace: Trace) -> str:
    return "\n".join(
        f"{given.name} = np.array({trace[given.name].tolist()!r})" for given in trace.program.inputs
    )


def _lines(program: Program) -> str:
    sizes = [f"{dim} = {name}.shape[{axis}]" for dim, (name, axis) in program.sizes.items()]
    return "\n".join([*sizes, *map(equation_line, program.equations)])
