"""Find what a link to a lesson asks for in the work that is open, and is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.work import view_address
from app.work.errors import WorkError, no_choice
from app.work.plain import read_lesson
from app.work.source import stop_named
from app.work.work import Work


def misread(work: Work, change: Mapping[str, Any]) -> Iterator[WorkError]:
    """Name the stop and the step of a change that has opened a lesson, where there are none such.

    The lesson is then open at the stop, and the step, at which it begins.
    """
    if change["type"] != "lesson":
        return
    lesson, asked = read_lesson(change["lesson"], "lesson"), change.get("stop")
    if asked and stop_named(lesson, asked) is None:
        yield no_choice("stop", asked, (stop.id for stop in lesson.stops))
    yield from _misread_step(work, change.get("step", ""))


def _misread_step(work: Work, step: str) -> Iterator[WorkError]:
    refusals = list[WorkError]()
    view = view_address.read({"step": step}, refusals)
    view_address.there(replace(work, view=view), refusals)
    yield from refusals
