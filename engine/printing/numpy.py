"""A whole program as a NumPy script that stands alone and gives the same numbers."""

from __future__ import annotations

from engine.core.program import Equation
from engine.core.render import source
from engine.printing.scripts import inputs, joined, lines, not_finite
from engine.running.compiler import helper_source
from engine.running.trace import Trace


def equation_line(equation: Equation) -> str:
    """One equation as a line of NumPy: `Y2lin = Y1 @ W2 + B2`."""
    return lines((equation,), source)


def script(trace: Trace) -> str:
    """The program of a trace with its inputs, as a script; running it gives the trace's numbers."""
    program = trace.program
    given = inputs(trace, lambda _name, numbers: f"np.array({numbers!r})")
    return joined(
        not_finite(trace),
        "import numpy as np",
        helper_source(program),
        given,
        lines(program.equations, source),
    )
