"""Where in a lesson a visitor is, and what they have done to its scenes, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.bench import Bench, opened
from app.work.plain import LONGEST_FORMULA
from engine.core.errors import LessonError
from engine.teach.lessons.lesson import Lesson, Stop, lesson_ids, load
from engine.teach.lessons.scene import Scene

Typed = Mapping[tuple[str, int], str]
"""Formulas as they were typed, for a stop and one of its panels."""


@dataclass(frozen=True)
class Visit:
    """A lesson at one of its stops; `benches` holds the work on the scenes that were left."""

    lesson: Lesson
    stop: Stop
    benches: Mapping[str, Bench] = field(default_factory=dict)
    typed: Typed = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Which of the stops it is, counted from 1."""
        return self.lesson.stops.index(self.stop) + 1

    @property
    def scene(self) -> Scene:
        """The scene of the stop, as the lesson has it."""
        return self.lesson.scenes[self.stop.scene]

    def bench(self) -> Bench:
        """The work on the scene of the stop, as it was left, or a new one."""
        return self.benches.get(self.stop.scene) or opened(self.scene)


def asked(lesson: str | None, stop: str | None) -> Visit | None:
    """The visit that an address asks for; an unknown stop is the first stop."""
    if lesson not in lesson_ids():
        return None
    try:
        known = load(lesson)
    except LessonError:
        return None
    return Visit(known, next((s for s in known.stops if s.id == stop), known.stops[0]))


def moved(visit: Visit, stop: str, bench: Bench) -> Visit:
    """Go to another stop and keep the work on the scene; nothing for an unknown stop."""
    to = next((s for s in visit.lesson.stops if s.id == stop), visit.stop)
    return replace(visit, stop=to, benches={**visit.benches, visit.stop.scene: bench})


def typed(visit: Visit, panel: int, formula: str) -> Visit:
    """Put another formula into a panel of the stop; nothing for a panel that is not there."""
    if not 0 <= panel < len(visit.stop.panels):
        return visit
    key = visit.stop.id, panel
    return replace(visit, typed={**visit.typed, key: str(formula)[:LONGEST_FORMULA]})
