"""An example of work with a typical mistake in it, as a program prints its numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.core.program import Phase, Role
from engine.running.trace import Array, Trace, run
from engine.teach.mistakes.broken import BrokenProgram, noticeable_mistakes

TYPICAL = ("slope_forgotten", "transpose_forgotten", "value_too_early", "mask_of_gradient")
"""The mistakes that are looked for first: the slope of ReLU left out is the commonest."""
DIGITS = 6


def wrong_example(trace: Trace) -> str:
    """Write the gradients of a version of a trace with a typical mistake; empty if there is none.

    Parameters have the names that people use for their gradients: `dW2`.
    """
    found = noticeable_mistakes(trace, (Phase.BACKWARD,))
    broken = min(found, key=_rank, default=None)
    if broken is None:
        return ""
    inputs = {given.name: trace[given.name] for given in trace.program.inputs}
    wrong = run(broken.program, inputs)
    return "\n".join(_line(name, wrong[value]) for name, value in _shown(trace))


def _rank(broken: BrokenProgram) -> int:
    known = broken.mistake in TYPICAL
    return TYPICAL.index(broken.mistake) if known else len(TYPICAL)


def _shown(trace: Trace) -> Iterator[tuple[str, str]]:
    """List what is printed: their name for each gradient of a step, and the name of it here."""
    program = trace.program
    for equation in program.gradients:
        if equation.of and program.gradient_of[equation.of] == equation.name:
            is_parameter = program.roles.get(equation.of) is Role.PARAMETER
            yield f"d{equation.of}" if is_parameter else equation.name, equation.name


def _line(name: str, value: Array) -> str:
    printed = np.array2string(value + 0.0, precision=DIGITS, separator=", ", prefix=f"{name} = ")
    return f"{name} = {printed}"
