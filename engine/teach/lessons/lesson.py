"""A lesson: its stops, its scenes, and what the document prints, read from a folder."""

from __future__ import annotations

import tomllib
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

FOLDER = Path(__file__).resolve().parents[3] / "assets" / "lessons"
_STOP = {"id", "where", "scene", "step", "focus", "title", "text", "panel"}
_LESSON = {"order", "minutes", "title", "line", "notation_line", "notation", "idea", "stop"}


@dataclass(frozen=True)
class Stop:
    """A stop on the way through a lesson: a paragraph, and what the player shows beside it.

    - `scene`, `step`: where the player goes; no step is before the first
    - `focus`: the values that are lit
    - `panels`: what is shown besides: a derivation, a Jacobian, paths, a training run
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

    `notation` says how its names are written, `ideas` the sentences of steps that only it has.
    """

    id: str
    order: int
    minutes: int
    title: Text
    line: Text
    notation_line: Text
    notation: Mapping[str, Box]
    ideas: Mapping[str, Text]
    stops: tuple[Stop, ...]
    scenes: Mapping[str, Scene]
    checkpoints: tuple[Checkpoint, ...]
    findings: tuple[Finding, ...]

    def judgements(self) -> tuple[Judgement, ...]:
        """The engine's judgement of every checkpoint, now."""
        return tuple(judge(c, self.scenes[c.scene]) for c in self.checkpoints)

    def demonstrations(self) -> tuple[Demonstration, ...]:
        """Every finding in numbers, but those that are about words alone."""
        shown = (finding for finding in self.findings if not finding.words)
        return tuple(demonstrate(finding, self.scenes[finding.scene]) for finding in shown)


def lesson_ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """The lessons that there are, in the order they are offered."""
    found = [path.parent.name for path in folder.glob("*/lesson.toml")]
    return tuple(sorted(found, key=lambda name: load(name, folder).order))


@lru_cache(maxsize=64)
def load(name: str, folder: Path = FOLDER) -> Lesson:
    """A lesson by name. Raises `LessonError` for one that is not there or not as it should be."""
    place = folder / name
    if not (place / "lesson.toml").is_file():
        known = ", ".join(sorted(path.parent.name for path in folder.glob("*/lesson.toml")))
        raise LessonError(name, f"is not a lesson; there are {known}")
    about = _toml(place / "lesson.toml")
    if extra := about.keys() - _LESSON:
        raise LessonError(name, f"has unknown keys: {', '.join(extra)}")
    scenes = {key: read_scene(key, t) for key, t in _toml(place / "scenes.toml")["scene"].items()}
    return Lesson(
        name,
        about["order"],
        about["minutes"],
        about["title"],
        about["line"],
        about["notation_line"],
        MappingProxyType({key: written(text) for key, text in about.get("notation", {}).items()}),
        MappingProxyType({f"lesson.{name}.{k}": t for k, t in about.get("idea", {}).items()}),
        tuple(map(_stop, about["stop"])),
        MappingProxyType(scenes),
        tuple(map(read_checkpoint, _toml(place / "checkpoints.toml").get("checkpoint", ()))),
        tuple(map(read_finding, _toml(place / "findings.toml").get("finding", ()))),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LessonError(f"{path.parent.name}/{path.name}", str(error)) from None


def _stop(table: Mapping[str, Any]) -> Stop:
    if extra := table.keys() - _STOP:
        raise LessonError(f"stop {table.get('id')}", f"has unknown keys: {', '.join(extra)}")
    return Stop(
        table["id"],
        table["where"],
        table["scene"],
        table["step"],
        tuple(table.get("focus", ())),
        table["title"],
        table["text"],
        tuple(table.get("panel", ())),
    )
