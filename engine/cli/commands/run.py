"""`run`: every value of the last iteration."""

from __future__ import annotations

import json
import math
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.cli.commands.last import last_trace
from engine.printing.numpy import equation_line
from engine.running.trace import Trace


def command(args: Namespace) -> int:
    """Print the values as JSON, or the equations with them for reading."""
    trace = last_trace(args.scenario)
    if args.json:
        values = {name: plain(trace[name].tolist()) for name in trace.program.names}
        print(json.dumps({"values": values}, allow_nan=False))
    else:
        print("\n".join(_lines(trace)))
    return 0


def plain(value: Any) -> Any:
    """Numbers in lists as JSON has them: what is not finite is `"inf"`, `"-inf"` or `"nan"`."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if math.isfinite(value) else str(value)


def _lines(trace: Trace) -> Iterator[str]:
    yield "input"
    for given in trace.program.inputs:
        yield from _value(given.name, given.name, trace)
    phase = None
    for equation in trace.program.equations:
        if equation.phase is not phase:
            phase = equation.phase
            yield f"\n{phase}"
        yield from _value(equation_line(equation), equation.name, trace)


def _value(line: str, name: str, trace: Trace) -> Iterator[str]:
    yield f"  {line}"
    yield from (f"    {row}" for row in np.array2string(trace[name]).splitlines())
