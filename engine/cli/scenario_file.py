"""The scenario in a file, as an argument of a command, and its last iteration.

A file that is no JSON is read as a network that someone has written, in Python.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from engine.core.errors import EngineError
from engine.core.words import text as words
from engine.network.scenario.limits import CHARACTERS
from engine.network.scenario.reading import from_text
from engine.network.scenario.scenario import Scenario, last_of
from engine.network.written.begin import begun
from engine.network.written.network import WrittenNetwork, read_network
from engine.running.trace import Trace
from engine.teach.submission.files import BYTES, read_arrays
from engine.teach.submission.values import with_arrays

COLUMNS = (
    "read with a column for every sample and W as (outputs, inputs), which alone fits: "
    "X, D and every W are shown transposed, with a row for every sample"
)


def add_scenario(parser: ArgumentParser) -> None:
    """Add the argument that names the scenario's file."""
    about = "a scenario, or a network as it is written in PyTorch or Keras, or -"
    parser.add_argument("scenario", metavar="S.json", help=about)
    about = "weights or samples to put in: .npz, .safetensors, .csv, ...; may be given again"
    parser.add_argument("--values", action="append", default=[], metavar="FILE", help=about)


def scenario_at(path: str, values: Sequence[str] = ()) -> Scenario:
    """Read the scenario in a file, and no more of it than is allowed; `-` is standard input.

    `values` are files with arrays to put into it. Raises `EngineError` for what cannot be read,
    `ScenarioError` for what is not a scenario, `WrittenError` for what is not a network.
    """
    scenario = _scenario(path, bytes_at(path))
    for file in values:
        scenario = with_file(scenario, file)
    if scenario.columns:
        print(COLUMNS, file=sys.stderr)
    return scenario


def _scenario(path: str, text: bytes) -> Scenario:
    """Read JSON where it begins as JSON does, or the file says so; else a written network."""
    if path.endswith(".json") or text.lstrip()[:1] in (b"{", b""):
        return from_text(text)
    network = _written(text)
    for key in network.assumed:
        print(words(f"written.assumed.{key}"), file=sys.stderr)
    return begun(network)


def _written(text: bytes) -> WrittenNetwork:
    return read_network(text.decode("utf-8-sig", errors="replace"))


def with_file(scenario: Scenario, path: str) -> Scenario:
    """Put the arrays of a file into a scenario. Raises `EngineError` where none of them fits."""
    taken = with_arrays(scenario, read_arrays(path, bytes_at(path, BYTES)))
    if not taken.inputs:
        known = ", ".join(given.name for given in scenario.program.inputs)
        raise EngineError(f"{path} has no array that can be put in; there are {known}")
    return taken.scenario


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


def last_trace(args: Namespace) -> Trace:
    """Run the scenario that is asked for to its end; the trace of the last iteration."""
    return last_of(scenario_at(args.scenario, args.values))
