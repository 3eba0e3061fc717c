"""A whole program as a NumPy script that stands alone and gives the same numbers."""

from __future__ import annotations

from engine.core.program import Equation
from engine.core.render import source
from engine.printing.scripts import lines, script_in
from engine.running.compiler import helper_source
from engine.running.trace import Trace


def equation_line(equation: Equation) -> str:
    """Write an equation as a line of NumPy: `Y2lin = Y1 @ W2 + B2`."""
    return lines((equation,), source)


def script(trace: Trace) -> str:
    """Write the program of a trace with its inputs; running it gives the trace's numbers."""
    helpers = helper_source(trace.program)
    return script_in(source, trace, "import numpy as np", "np.array({!r})", helpers)
