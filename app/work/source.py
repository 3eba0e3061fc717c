"""What a work is about: the network of its design, or the scene of a lesson."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from app.design import Design, spec_of
from app.work.work import Iterations, Place, Work
from engine.core.errors import LessonError
from engine.network.build import build
from engine.running.trace import Trace
from engine.teach.lessons.lesson import Lesson, Stop, lesson_ids, load
from engine.teach.lessons.scene import Scene

Values = Mapping[str, NDArray[np.float64]]
Shapes = Mapping[str, tuple[int, ...]]


class Source(Protocol):
    """A program with values for its inputs: a network, or a scene of a lesson."""

    @property
    def values(self) -> Values: ...

    def with_values(self, changed: Values) -> Self: ...

    def trace(self) -> Trace: ...


def iterations_of(work: Work) -> Iterations:
    """List what was typed into what is shown, in each of its iterations."""
    return work.place.typed_into(stop_of(work.place).scene) if work.place else work.iterations


def shown_of(work: Work) -> int:
    """Give the number of the iteration that is shown, from 1."""
    shown = work.place.shown_in(stop_of(work.place).scene) if work.place else work.iteration
    return shown or len(iterations_of(work))


@lru_cache(maxsize=32)
def lesson_of(name: str) -> Lesson | None:
    """Read a lesson by its name; None where there is none."""
    try:
        return load(name) if name in lesson_ids() else None
    except LessonError:
        return None


def stop_named(lesson: Lesson, name: object) -> Stop | None:
    """Find a stop of a lesson; None where it has none of this name."""
    return next((stop for stop in lesson.stops if stop.id == name), None)


def open_lesson(place: Place) -> Lesson:
    """Give the lesson of a place, which was read with it."""
    lesson = lesson_of(place.lesson)
    assert lesson is not None
    return lesson


def stop_of(place: Place) -> Stop:
    """Give the stop of a place."""
    stop = stop_named(open_lesson(place), place.stop)
    assert stop is not None
    return stop


def scene_of(place: Place) -> Scene:
    """Give the scene of a stop, as the lesson has it."""
    return open_lesson(place).scenes[stop_of(place).scene]


@lru_cache(maxsize=256)
def input_shapes(design: Design) -> Shapes:
    """List the shapes of all that can be typed over in a network, for the whole batch."""
    program = build(spec_of(design))
    shapes = program.sized({"n": design.batch})
    return {name: shapes[name] for name in program.roles}


@lru_cache(maxsize=256)
def shown_shapes(design: Design) -> Shapes:
    """List the shapes in which these are shown: of a single sample only its row."""
    if not design.single:
        return input_shapes(design)
    program = build(spec_of(design))
    shapes = program.sized({"n": 1})
    return {name: shapes[name] for name in program.roles}


def all_shapes(work: Work) -> Shapes:
    """List the shapes of all values, as they are shown."""
    if work.place:
        scene = scene_of(work.place)
        return {name: value.shape for name, value in scene.trace().values.items()}
    return _all_shapes(work.design)


@lru_cache(maxsize=256)
def _all_shapes(design: Design) -> Shapes:
    return build(spec_of(design)).sized({"n": 1 if design.single else design.batch})


def given_in(work: Work) -> Collection[str]:
    """List the values that are given: all others are computed in a step of their own."""
    if work.place:
        return scene_of(work.place).values
    return input_shapes(work.design)


def scene_shapes(scene: Scene) -> Shapes:
    """List the shapes of all that can be typed over in a scene."""
    return {name: value.shape for name, value in scene.values.items()}


def has_entry(shapes: Shapes, name: str, row: int, col: int) -> bool:
    """Tell whether there is such an entry; a number counts as a matrix, a list as a row."""
    rows, cols = (1, 1, *shapes[name])[-2:] if name in shapes else (0, 0)
    return 0 <= row < rows and 0 <= col < cols
