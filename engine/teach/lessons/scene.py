"""A scene: a program with the values it is shown with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from engine.core.program import Program
from engine.network.conventions import Conventions
from engine.network.scenario.reading import from_json
from engine.running.trace import Array, Trace, run
from engine.teach.lessons.printed import read_array
from engine.teach.lessons.program import read_program
from engine.teach.lessons.tables import Table, take

OWN = Conventions(mean="nowhere")
"""The conventions of a program that a lesson writes out: its own lines say what is averaged."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A program and a value for each of its inputs.

    `conventions` are those that a network's program was made with.
    """

    id: str
    program: Program
    values: Mapping[str, Array]
    conventions: Conventions = OWN

    def trace(self) -> Trace:
        """Run the program on the values, once."""
        return self._trace

    @cached_property
    def _trace(self) -> Trace:
        return run(self.program, self.values)

    def with_values(self, changed: Mapping[str, Array]) -> Scene:
        """Replace some values; the program stays."""
        return replace(self, values=MappingProxyType({**self.values, **changed}))


def read_scene(name: str, table: Table) -> Scene:
    """Read a scene: a scenario, or a program as the document writes it, with its values.

    Raises `LessonError` for other keys, and what reading the program and its values raises.
    """
    if table.keys() == {"scenario"}:
        # A document that names no convention follows the handout: it says what is averaged itself.
        scenario = from_json({"conventions": "handout", **table["scenario"]})
        return Scene(name, scenario.program, scenario.values, scenario.spec.conventions)
    about = take(f"scene {name}", table, "program values")
    values = {key: read_array(value) for key, value in about["values"].items()}
    return Scene(name, read_program(about["program"]), MappingProxyType(values))
