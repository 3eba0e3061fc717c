"""A scene: a program with the values it is shown with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from engine.core.errors import LessonError
from engine.core.program import Program
from engine.network.conventions import Conventions
from engine.network.scenario import from_json
from engine.running.trace import Trace, run
from engine.teach.lessons.figures import Array, array
from engine.teach.lessons.program import read_program

OWN = Conventions(mean="nowhere")
"""Of a program that is written out: what it averages stands in its own lines."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A program and a value for each of its inputs.

    `conventions` are those that the program was made with, where it is a network's.
    """

    id: str
    program: Program
    values: Mapping[str, Array]
    conventions: Conventions = OWN

    def trace(self) -> Trace:
        """The program run on the values."""
        return run(self.program, self.values)

    def with_values(self, changed: Mapping[str, Array]) -> Scene:
        """The same program with some values replaced."""
        return replace(self, values=MappingProxyType({**self.values, **changed}))


def read_scene(name: str, table: Mapping[str, Any]) -> Scene:
    """A scene of `scenes.toml`: a scenario, or a program in the words of the document with values.

    Raises `LessonError` for other keys, and what the parts raise.
    """
    if table.keys() == {"scenario"}:
        scenario = from_json(table["scenario"])
        return Scene(name, scenario.program, scenario.values, scenario.spec.conventions)
    if table.keys() != {"program", "values"}:
        raise LessonError(f"scene {name}", "needs a scenario, or a program and values")
    values = {key: array(given) for key, given in table["values"].items()}
    return Scene(name, read_program(table["program"]), MappingProxyType(values))
