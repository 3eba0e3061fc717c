"""One expression on given values, as the smallest program there is."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.core.expr import Expr
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.running.trace import Trace, run


def program_of(expr: Expr, **values: Any) -> Program:
    """`result = expr`, of inputs that have the shapes of the values."""
    inputs = tuple(Input(name, np.shape(value), Role.INPUT) for name, value in values.items())
    return Program(inputs, (Equation("result", expr, Phase.FORWARD, "test"),))


def trace_of(expr: Expr, **values: Any) -> Trace:
    return run(program_of(expr, **values), values)


def calculate(expr: Expr, **values: Any) -> np.ndarray:
    """`calculate(Name("A") @ Name("B"), A=..., B=...)`."""
    return trace_of(expr, **values)["result"]
