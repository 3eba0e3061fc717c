"""The panels of a stop, and the function that makes each kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from app.views.panels.check import check
from app.views.panels.derivation import derivation
from app.views.panels.formula import formula
from app.views.panels.jacobian import jacobian
from app.views.panels.path import path
from app.views.panels.request import Data, Request
from app.views.plain import json_ready
from app.work.source import open_lesson, stop_named, stop_of
from app.work.work import Place
from engine.core.errors import EngineError
from engine.running.trace import Trace
from engine.teach.lessons.lesson import Lesson, Stop

KINDS: dict[str, Callable[[Request], Data]] = {
    "check": check,
    "derivation": derivation,
    "formula": formula,
    "jacobian": jacobian,
    "path": path,
    "training": lambda request: dict(request.panel),
}
Typed = tuple[str | None, ...]


def panels(place: Place, trace: Trace, lang: str, untouched: bool) -> list[Data]:
    """Make the panels of a stop; once for everyone who has not changed the numbers."""
    lesson, stop = open_lesson(place), stop_of(place)
    typed = tuple(place.formula(k) for k in range(len(stop.panels)))
    if untouched:
        return _kept(lesson, stop.id, lang, typed)
    return _computed(lesson, stop, trace, lang, typed)


@lru_cache(maxsize=512)
def _kept(lesson: Lesson, stop_id: str, lang: str, typed: Typed) -> list[Data]:
    stop = stop_named(lesson, stop_id)
    assert stop is not None
    return _computed(lesson, stop, lesson.scenes[stop.scene].trace(), lang, typed)


def _computed(lesson: Lesson, stop: Stop, trace: Trace, lang: str, typed: Typed) -> list[Data]:
    made = lesson.scenes[stop.scene].conventions
    requests = (
        Request(panel, trace, lang, lesson.notation, own, made)
        for panel, own in zip(stop.panels, typed, strict=True)
        if panel["kind"] in KINDS
    )
    return [_shown(request) for request in requests]


def _shown(request: Request) -> Data:
    """Make a panel, or say why it cannot be made with these numbers."""
    kind = request.panel["kind"]
    try:
        data: Data = json_ready({"kind": kind, **KINDS[kind](request)})
    except EngineError as error:
        return {"kind": kind, "error": str(error)}
    return data
