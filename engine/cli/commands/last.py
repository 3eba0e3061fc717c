"""The last iteration of a scenario in a file."""

from __future__ import annotations

import sys
from collections import deque
from pathlib import Path

from engine.core.errors import EngineError
from engine.network.scenario import Scenario, from_text, iterate
from engine.network.scenario.limits import CHARACTERS
from engine.running.trace import Trace


def scenario_at(path: str) -> Scenario:
    """The scenario in a file, of which no more is read than is allowed; `-` is standard input.

    Raises `EngineError` for what cannot be read, `ScenarioError` for what is not a scenario.
    """
    return from_text(bytes_at(path))


def bytes_at(path: str) -> bytes:
    """What stands in a file, of which no more is read than is allowed; `-` is standard input.

    Raises `EngineError` for what cannot be read.
    """
    try:
        return _standard_input() if path == "-" else _file(path)
    except OSError as error:
        raise EngineError(f"{path}: {error.strerror}") from None


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise EngineError("standard input is closed")
    return sys.stdin.buffer.read(CHARACTERS + 1)


def _file(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(CHARACTERS + 1)


def last_of(scenario: Scenario) -> Trace:
    """The trace of the last iteration."""
    return deque(iterate(scenario), maxlen=1)[0]


def last_trace(path: str) -> Trace:
    """The trace of the last iteration of the scenario in a file."""
    return last_of(scenario_at(path))
