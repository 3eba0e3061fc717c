"""What the documents print of a network's own numbers, for whoever sees them outside a lesson."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from app.design import Design
from app.text import text
from app.views.lesson.data import content
from app.work.numbers import trace_of
from app.work.run import Run
from app.work.source import lesson_of
from app.work.work import FRESH
from engine.running.trace import Trace
from engine.teach.lessons.lesson import Lesson, lesson_ids
from engine.teach.lessons.scene import Scene

Data = dict[str, Any]


@lru_cache(maxsize=64)
def printed(design: Design, lang: str) -> dict[str, list[Data]]:
    """By the name of a computed value: where it is printed, and the stop that speaks of it.

    A lesson is about these numbers if it has a scene of the same program with the same inputs. A
    value of which all that is printed agrees has one entry, any other one for each disagreement.
    """
    trace = trace_of(Run(design, FRESH))
    steps = {equation.name for equation in trace.program.equations}
    found: dict[str, list[Data]] = {}
    for lesson in filter(None, map(lesson_of, lesson_ids())):
        for scene in lesson.scenes.values():
            if _is_alike(scene, trace):
                for name, place in _places(lesson, scene, lang):
                    found.setdefault(name, []).append(place)
    return {name: _worth_saying(places) for name, places in found.items() if name in steps}


def _is_alike(scene: Scene, trace: Trace) -> bool:
    return scene.program.is_like(trace.program) and all(
        np.array_equal(value, trace[name]) for name, value in scene.values.items()
    )


def _places(lesson: Lesson, scene: Scene, lang: str) -> list[tuple[str, Data]]:
    """List the checkpoints and the findings of a scene, as the lesson sends them itself."""
    sent = content(lesson, lang)
    about = {"lesson": lesson.id, "of": sent["title"]}
    checks = [
        (check["name"], about | _place(check, _check_words(check, lang)))
        for check in sent["checks"]
        if check["scene"] == scene.id
    ]
    findings = [
        (finding.name, about | _place(shown, text("printed.finding", lang, where=finding.where)))
        for finding, shown in zip(lesson.findings, sent["findings"], strict=True)
        if finding.scene == scene.id and finding.name
    ]
    return checks + findings


def _place(sent: Data, words: str) -> Data:
    return {"stop": sent["stop"], "agrees": sent.get("agrees", False), "text": words}


def _check_words(check: Data, lang: str) -> str:
    """Say where an array is printed, with the first of its numbers that differs."""
    if check["agrees"]:
        return text("printed.agrees", lang, where=check["where"])
    row, col = check["differs"][0]
    number = check["printed"][row][col].replace("-", "−")
    return text("printed.differs", lang, where=check["where"], number=number)


def _worth_saying(places: list[Data]) -> list[Data]:
    return [place for place in places if not place["agrees"]] or places[:1]
