"""Send a lesson to the browser: its content once, and the stop with every answer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from app.text import named, section
from app.views.lesson.judged import check_data, finding_data
from app.views.panels import panels
from app.views.plain import json_ready
from app.work.source import open_lesson, stop_of
from app.work.work import Place
from engine.core.box import Box
from engine.printing.names import label
from engine.printing.screen import screen
from engine.running.trace import Trace
from engine.teach.lessons.checkpoint import Judgement
from engine.teach.lessons.finding import Demonstration
from engine.teach.lessons.lesson import Lesson, Stop

Data = dict[str, Any]


def lesson_data(place: Place, trace: Trace, lang: str, knows: str, untouched: bool) -> Data:
    """Say where in the lesson someone is, with the content where the browser lacks it.

    `untouched`: the numbers are those that the lesson came with; printed numbers are about these.
    """
    known, stop = content(open_lesson(place), lang), stop_of(place)
    return {
        "id": known["id"],
        "content": None if knows == known["id"] else known,
        "stop": stop.id,
        "scene": stop.scene,
        "edited": not untouched,
        "panels": panels(place, trace, lang, untouched),
    }


@lru_cache(maxsize=32)
def content(lesson: Lesson, lang: str) -> Data:
    """Collect all stops with their texts, and every printed number with the engine's judgement."""
    judgements, shown = _judged(lesson)
    data = {
        "id": f"{lesson.id}/{lang}",
        "lesson": lesson.id,
        "title": lesson.title[lang],
        "source": lesson.source.get(lang, ""),
        "line": lesson.notation_line[lang],
        "text": section("lesson", lang),
        "labels": {name: screen(box) for name, box in labels(lesson).items()},
        "stops": [_stop(stop, lang) for stop in lesson.stops],
        "checks": [check_data(judgement, lang) for judgement in judgements],
        "findings": [
            finding_data(finding, shown.get(id(finding)), lang) for finding in lesson.findings
        ],
    }
    sent: Data = json_ready(data)
    return sent


@lru_cache(maxsize=16)
def _judged(lesson: Lesson) -> tuple[tuple[Judgement, ...], dict[int, Demonstration]]:
    """Judge all that a lesson prints; the demonstrations are kept by the `id` of their finding."""
    return lesson.judgements(), {id(shown.finding): shown for shown in lesson.demonstrations()}


def labels(lesson: Lesson) -> dict[str, Box]:
    """Write the name of each value of each scene as a box."""
    names = dict.fromkeys(name for s in lesson.scenes.values() for name in s.program.names)
    return {name: label(name, lesson.notation) for name in names}


def _stop(stop: Stop, lang: str) -> Data:
    return {
        "id": stop.id,
        "where": stop.where,
        "scene": stop.scene,
        "step": stop.step,
        "focus": list(stop.focus),
        "title": stop.title[lang],
        "text": named(stop.text[lang].strip()),
        "panels": len(stop.panels),
    }
