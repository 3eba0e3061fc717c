"""The panels of a stop, and the function that makes each kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from app.views.panels.check import check
from app.views.panels.derivation import derivation
from app.views.panels.formula import formula
from app.views.panels.jacobian import jacobian
from app.views.panels.path import path
from app.views.panels.refusal import refusal
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


def panels(place: Place, trace: Trace, lang: str, untouched: bool) -> list[Data]:
    """Make the panels of a stop; once for everyone who has not changed the numbers."""
    lesson, stop = open_lesson(place), stop_of(place)
    made = list[Data]()
    for k, panel in enumerate(stop.panels):
        typed = place.formula(k)
        if panel["kind"] not in KINDS:
            continue
        # What is typed may be given up for lack of time, and then be asked for again.
        if untouched and typed is None:
            made.append(_kept(lesson, stop.id, k, lang))
        else:
            made.append(_shown(_request(lesson, stop, k, trace, lang, typed)))
    return made


@lru_cache(maxsize=1024)
def _kept(lesson: Lesson, stop_id: str, k: int, lang: str) -> Data:
    stop = stop_named(lesson, stop_id)
    assert stop is not None
    return _shown(_request(lesson, stop, k, lesson.scenes[stop.scene].trace(), lang, None))


def _request(
    lesson: Lesson, stop: Stop, k: int, trace: Trace, lang: str, typed: str | None
) -> Request:
    made = lesson.scenes[stop.scene].conventions
    return Request(stop.panels[k], trace, lang, lesson.notation, typed, made)


def _shown(request: Request) -> Data:
    """Make a panel, or say why it cannot be made with these numbers."""
    kind = request.panel["kind"]
    try:
        data: Data = json_ready({"kind": kind, **KINDS[kind](request)})
    except EngineError as error:
        return {"kind": kind, "error": refusal(error, request.lang)}
    return data
