"""Read a lesson from its folder: stops, scenes, and what the document prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine.core.box import Box
from engine.core.errors import LessonError
from engine.teach.lessons.checkpoint import Checkpoint, Judgement, Text, judge, read_checkpoint
from engine.teach.lessons.finding import Demonstration, Finding, demonstrate, read_finding
from engine.teach.lessons.notation import written
from engine.teach.lessons.scene import Scene, read_scene
from engine.teach.lessons.tables import Table, read_folder, take

FOLDER = Path(__file__).resolve().parents[3] / "assets" / "lessons"


@dataclass(frozen=True)
class Stop:
    """A stop on the way through a lesson: a paragraph, and what the player shows beside it.

    - `scene`, `step`: the scene and the step that the player goes to; an empty step is the start
    - `focus`: the values that are highlighted
    - `panels`: what is shown below: a derivation, a Jacobian, paths, a training run
    """

    id: str
    where: str
    scene: str
    step: str
    focus: tuple[str, ...]
    title: Text
    text: Text
    panels: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, eq=False)
class Lesson:
    """A document to walk through.

    - `source`: what the document is, by name and date or course; empty for a lesson of our own
    - `notation`: how its names are written
    - `ideas`: the sentences of steps that are in this lesson only
    """

    id: str
    order: int
    minutes: int
    title: Text
    source: Text
    line: Text
    notation_line: Text
    notation: Mapping[str, Box]
    ideas: Mapping[str, Text]
    stops: tuple[Stop, ...]
    scenes: Mapping[str, Scene]
    checkpoints: tuple[Checkpoint, ...]
    findings: tuple[Finding, ...]

    def judgements(self) -> tuple[Judgement, ...]:
        """Judge every checkpoint by running its scene."""
        return tuple(judge(c, self.scenes[c.scene]) for c in self.checkpoints)

    def demonstrations(self) -> tuple[Demonstration, ...]:
        """Show every finding in numbers that can be."""
        shown = (finding for finding in self.findings if finding.computable)
        return tuple(demonstrate(finding, self.scenes[finding.scene]) for finding in shown)


def lesson_ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """List the lessons in the order they are offered."""
    return tuple(sorted(_names(folder), key=lambda name: load(name, folder).order))


def _names(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/lesson.toml"))


@lru_cache(maxsize=64)
def load(name: str, folder: Path = FOLDER) -> Lesson:
    """Read a lesson by name, from the TOML files of its folder.

    Its stops, scenes, checkpoints and findings may be in one file or in several.
    Raises `LessonError` for a lesson that does not exist, for a mistake in its files, and for
    something printed that stands at a stop that does not exist.
    """
    if name not in _names(folder):
        raise LessonError(name, f"is not a lesson; there are {', '.join(_names(folder))}")
    table = read_folder(folder / name)
    needed = "order minutes title line notation_line stop scene"
    about = take(name, table, needed, "source notation idea checkpoint finding")
    notation = {key: written(text) for key, text in table.get("notation", {}).items()}
    ideas = {f"lesson.{name}.{key}": text for key, text in table.get("idea", {}).items()}
    scenes = {key: read_scene(key, scene) for key, scene in about.pop("scene").items()}
    lesson = Lesson(
        name,
        stops=tuple(map(_stop, about.pop("stop"))),
        **about,
        source=table.get("source", {}),
        notation=MappingProxyType(notation),
        ideas=MappingProxyType(ideas),
        scenes=MappingProxyType(scenes),
        checkpoints=tuple(map(read_checkpoint, table.get("checkpoint", ()))),
        findings=tuple(map(read_finding, table.get("finding", ()))),
    )
    _require_stops(lesson)
    return lesson


def _require_stops(lesson: Lesson) -> None:
    stops = [stop.id for stop in lesson.stops]
    for kind, found in (("checkpoint", lesson.checkpoints), ("finding", lesson.findings)):
        for one in found:
            if one.stop not in stops:
                why = f"stands at {one.stop!r}, which is not a stop; there are {', '.join(stops)}"
                raise LessonError(f"{kind} {one.where}", why)


def _stop(table: Table) -> Stop:
    what = f"stop {table.get('id')}"
    about = take(what, table, "id where scene step title text", "focus panel")
    lit, panels = tuple(table.get("focus", ())), tuple(table.get("panel", ()))
    return Stop(**about, focus=lit, panels=panels)
