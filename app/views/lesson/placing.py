"""Decide at which stop of a lesson a printed number or formula is shown."""

from __future__ import annotations

import re
from itertools import takewhile

from engine.teach.lessons.checkpoint import Checkpoint
from engine.teach.lessons.finding import Finding
from engine.teach.lessons.lesson import Lesson, Stop


def placed(lesson: Lesson, printed: Checkpoint | Finding) -> Stop:
    """The stop whose place in the document is nearest, of the same scene where there is one.

    A stop of the same scene whose place begins the printed one comes first; then one of the same
    scene close by; then one at the same place; then any of the scene; at last the last stop.
    """
    return max(reversed(lesson.stops), key=lambda stop: _nearness(lesson, stop, printed))


def _nearness(lesson: Lesson, stop: Stop, printed: Checkpoint | Finding) -> tuple[float, ...]:
    own, other = _parts(stop.where), _parts(printed.where)
    begins = other[: len(own)] == own
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(own, other, strict=False))
    shared = len(list(alike))
    same = stop.scene == printed.scene
    return begins and same, shared > 0 and same, begins, same, shared, _fit(lesson, stop, printed)


def _parts(where: str) -> list[str]:
    return re.findall(r"\w+", where.lower())


def _fit(lesson: Lesson, stop: Stop, printed: Checkpoint | Finding) -> float:
    """Prefer the stop at the step itself, then the next one after it, then the last before it."""
    if stop.scene != printed.scene:
        return 0.0
    steps = {e.name: k for k, e in enumerate(lesson.scenes[stop.scene].program.equations)}
    ahead = steps.get(stop.step, -1) - steps.get(printed.name, -1)
    return -ahead if ahead >= 0 else ahead - len(steps)
