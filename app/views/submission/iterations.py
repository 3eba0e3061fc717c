"""What is said of a recorded training: each iteration, and the first wrong one value by value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.text import text
from app.views.practice.words import Reader
from app.views.submission.brought import NOT_THIS
from app.views.submission.values import value_data
from engine.core.errors import AnswerError
from engine.network.scenario.scenario import Scenario
from engine.teach.diagnose.comparison import first_wrong
from engine.teach.submission.recorded import (
    Iteration,
    first_wrong_iteration,
    is_recorded,
    judge_recorded,
    plain_name,
)

Data = dict[str, Any]


def recorded_data(
    source: object, own: Mapping[str, Any], chosen: Mapping[str, str], reader: Reader
) -> Data | None:
    """Judge the iterations of a recorded training; None where none is brought.

    The values are those of the first wrong iteration, else of the last one; each iteration began
    with the numbers that were recorded, not with those of the network that is shown.
    """
    if not isinstance(source, Scenario) or not is_recorded(own):
        return None
    left = {plain_name(name) for name in own if chosen.get(plain_name(name)) == NOT_THIS}
    kept = {name: value for name, value in own.items() if plain_name(name) not in left}
    iterations = _judged(source, kept, chosen)
    shown = first_wrong_iteration(iterations) or iterations[-1]
    judged, trace = shown.judged, shown.judged.trace
    wrong = first_wrong(judged.compared)
    return {
        "names": [
            *(_named(one.own, one.name) for one in judged.names),
            *(_named(name, None) for name in sorted(left)),
        ],
        "values": {
            one.diagnosis.name: value_data(trace, judged, one, reader) for one in judged.compared
        },
        "first": wrong.diagnosis.name if wrong else None,
        "said": [text("submission.iterations.shown", reader.lang, number=shown.number)],
        "iterations": [_line(one, reader) for one in iterations],
    }


def _judged(
    source: Scenario, own: Mapping[str, Any], chosen: Mapping[str, str]
) -> tuple[Iteration, ...]:
    """Judge what is not left out. Raises `AnswerError` where there is nothing."""
    if not is_recorded(own):
        raise AnswerError("unknown_names", "has no array that is not left out")
    return judge_recorded(source, own, chosen={k: v for k, v in chosen.items() if v})


def _named(own: str, name: str | None) -> Data:
    return {"own": own, "name": name, "shape": [], "choices": None}


def _line(iteration: Iteration, reader: Reader) -> Data:
    """Say of an iteration whether it is right, also given what came before, or wrong, and why."""
    wrong, lang = first_wrong(iteration.judged.compared), reader.lang
    facts = {
        "number": iteration.number,
        "name": wrong.diagnosis.name if wrong else "",
        "count": len(iteration.judged.compared),
    }
    causes = wrong.diagnosis.causes if wrong else ()
    why = reader.mistake(causes[0])["name"] if causes else ""
    if iteration.accumulated:
        why = text("recorded.accumulated", lang, names=", ".join(iteration.accumulated))
    verdict = iteration.verdict.value
    return {
        "number": iteration.number,
        "verdict": verdict,
        "said": text(f"submission.iterations.{verdict}", lang, **facts),
        "why": why,
    }
