"""`run`: every value of the last iteration."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

import numpy as np

from engine.cli.as_json import add_json, plain
from engine.cli.scenario_file import add_scenario, last_trace
from engine.printing.numpy import equation_line
from engine.running.trace import Trace


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_scenario(parser)
    form = '{"values": {"Y1lin": [[..]], ..}}; not finite: "inf", "-inf", "nan"'
    add_json(parser, form)


def command(args: Namespace) -> int:
    """Print the values as JSON, or the equations with them for reading."""
    trace = last_trace(args)
    if args.json:
        values = {name: plain(trace[name].tolist()) for name in trace.program.names}
        print(json.dumps({"values": values}, allow_nan=False))
    else:
        print("\n".join(_lines(trace)))
    return 0


def _lines(trace: Trace) -> Iterator[str]:
    yield "input"
    for name in trace.program.roles:
        yield from _value(name, name, trace)
    phase = None
    for equation in trace.program.equations:
        if equation.phase is not phase:
            phase = equation.phase
            yield f"\n{phase}"
        yield from _value(equation_line(equation), equation.name, trace)


def _value(line: str, name: str, trace: Trace) -> Iterator[str]:
    yield f"  {line}"
    yield from (f"    {row}" for row in np.array2string(trace[name]).splitlines())
