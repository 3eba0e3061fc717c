"""The graph of everything that can be opened: examples, other networks, scenes of lessons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from app.design import PRESETS
from app.start import scenario_of
from app.views.structure import structure
from app.work.writing import GRADIENTS, SCHEMES, Writing
from engine.teach.lessons.lesson import lesson_ids, load
from tests.support.kinds import NAMED, trace_of_kind

Figure = dict[str, Any]


@cache
def every_figure() -> dict[str, Figure]:
    """Collect the figures by what they show."""
    return dict([*_of_examples(), *_of_writings(), *_of_kinds(), *_of_scenes()])


def _of_examples() -> Iterator[tuple[str, Figure]]:
    for name, design in PRESETS.items():
        yield name, structure(scenario_of(design).trace(), "en")["figure"]


def _of_writings() -> Iterator[tuple[str, Figure]]:
    """BatchNorm has the longest names, in the names of every document."""
    trace = scenario_of(PRESETS["norm"]).trace()
    for names in SCHEMES:
        for gradients in GRADIENTS:
            writing = Writing(names, gradients)
            yield f"norm in {names} {gradients}", structure(trace, "en", None, writing)["figure"]


def _of_kinds() -> Iterator[tuple[str, Figure]]:
    for name, kind in NAMED.items():
        yield f"kind {name}", structure(trace_of_kind(**kind), "en")["figure"]


def _of_scenes() -> Iterator[tuple[str, Figure]]:
    for lesson in map(load, lesson_ids()):
        for name, scene in lesson.scenes.items():
            yield f"{lesson.id}/{name}", structure(scene.trace(), "en", lesson)["figure"]
