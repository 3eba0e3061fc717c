"""The scenario in a file, as an argument of a command, and its last iteration."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from engine.core.errors import EngineError
from engine.network.scenario.limits import CHARACTERS
from engine.network.scenario.reading import from_text
from engine.network.scenario.scenario import Scenario, last_of
from engine.running.trace import Trace

COLUMNS = (
    "read with a column for every sample and W as (outputs, inputs), which alone fits: "
    "X, D and every W are shown transposed, with a row for every sample"
)


def add_scenario(parser: ArgumentParser) -> None:
    """Add the argument that names the scenario's file."""
    parser.add_argument("scenario", metavar="S.json", help="a scenario, or -")


def scenario_at(path: str) -> Scenario:
    """Read the scenario in a file, and no more of it than is allowed; `-` is standard input.

    Raises `EngineError` for what cannot be read, `ScenarioError` for what is not a scenario.
    """
    scenario = from_text(bytes_at(path))
    if scenario.columns:
        print(COLUMNS, file=sys.stderr)
    return scenario


def bytes_at(path: str, most: int = CHARACTERS) -> bytes:
    """Read what stands in a file, and no more than is allowed; `-` is standard input.

    Raises `EngineError` for what cannot be read.
    """
    try:
        return _standard_input(most) if path == "-" else _file(path, most)
    except OSError as error:
        raise EngineError(f"{path}: {error.strerror}") from None


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise EngineError("standard input is closed")
    return sys.stdin.buffer.read(most + 1)


def _file(path: str, most: int) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(most + 1)


def last_trace(path: str) -> Trace:
    """Run the scenario in a file to its end; the trace of the last iteration."""
    return last_of(scenario_at(path))
