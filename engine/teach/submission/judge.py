"""Judge work as someone has it: find its names, layout and convention, then what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.core.errors import AnswerError
from engine.network.scenario.scenario import Scenario, last_of
from engine.running.trace import Trace
from engine.teach.diagnose.comparison import (
    Compared,
    Verdict,
    answered,
    compare,
    equals,
    first_wrong,
)
from engine.teach.diagnose.shapes import shape_fault
from engine.teach.diagnose.tolerance import RELATIVE, Answer
from engine.teach.submission.conventions import Change, other_conventions
from engine.teach.submission.digits import coarseness, tolerance, typed
from engine.teach.submission.layout import Layout, layouts, oriented
from engine.teach.submission.names import Named, named


@dataclass(frozen=True, eq=False)
class Judged:
    """What is said of someone's work.

    - `names`: the value that each of their names stands for, None where none was found
    - `compared`: each of their arrays, in the order of the program
    - `layout`: how their arrays stand
    - `changes`: the conventions with which all of it is right, where those of the scenario differ
    """

    names: tuple[Named, ...]
    compared: tuple[Compared, ...]
    layout: Layout
    changes: tuple[Change, ...] = ()


def judge(
    scenario: Scenario,
    own: Mapping[str, Any],
    relative: float = RELATIVE,
    chosen: Mapping[str, str] | None = None,
) -> Judged:
    """Judge someone's arrays against the last iteration of a scenario.

    `chosen` says what some of their names stand for. Raises `AnswerError` for what is not an array
    of numbers, and where none of the names stands for a value.
    """
    trace = last_of(scenario)
    given = {
        name: replace(
            answered(name, typed(value), tolerance(value, relative)), coarse=coarseness(value)
        )
        for name, value in own.items()
    }
    names = _named(trace, given, chosen or {})
    answers = {one.name: given[one.own] for one in names if one.name}
    if not answers:
        raise AnswerError("unknown_names", _unknown(trace, names))
    ways = layouts(trace.program, _sizes(trace), answers)
    judged = min((_compared(trace, answers, way, names) for way in ways), key=_wrongs)
    return _in_convention(scenario, answers, judged) if first_wrong(judged.compared) else judged


def _named(
    trace: Trace, given: Mapping[str, Answer], chosen: Mapping[str, str]
) -> tuple[Named, ...]:
    shapes = {own: answer.values.shape for own, answer in given.items()}
    return named(trace.program, shapes, trace.dims, chosen)


def _unknown(trace: Trace, names: tuple[Named, ...]) -> str:
    own, known = ", ".join(one.own for one in names[:5]), ", ".join(trace.program.names)
    return f"{own} is not a value of the program; there are {known}"


def _sizes(trace: Trace) -> dict[str, tuple[int, ...]]:
    return {name: trace[name].shape for name in trace.program.names}


def _wrongs(judged: Judged) -> int:
    return sum(one.verdict.value != "right" for one in judged.compared)


def _compared(
    trace: Trace, answers: Mapping[str, Answer], layout: Layout, names: tuple[Named, ...]
) -> Judged:
    """Compare the arrays as they stand in a layout, and say where one had to be turned."""
    turned = _turned(trace, answers, layout)
    found = tuple(_with_shape(one, answers) for one in compare(trace, turned))
    return Judged(names, found, layout)


def _turned(trace: Trace, answers: Mapping[str, Answer], layout: Layout) -> dict[str, Answer]:
    return {
        name: oriented(trace.program, layout, name, answer, trace[name].shape)
        for name, answer in answers.items()
    }


def _with_shape(compared: Compared, answers: Mapping[str, Answer]) -> Compared:
    """Say the shape that an array had before it was turned."""
    diagnosis = compared.diagnosis
    given = answers[diagnosis.name].values
    if given.shape == diagnosis.given.shape:
        return compared
    shape = shape_fault(diagnosis.expected.shape, given.shape)
    return replace(compared, diagnosis=replace(diagnosis, shape=shape, given=given))


def _in_convention(scenario: Scenario, answers: Mapping[str, Answer], judged: Judged) -> Judged:
    """Look for conventions with which all of the work is right.

    Where there are none, take those with which most of it is right, if fewer mistakes explain the
    rest than with the scenario's own.
    """
    best, most = None, _count(last_of(scenario), answers, judged.layout)
    for changes, other in other_conventions(scenario):
        if most == len(answers):
            break
        if (count := _count(last_of(other), answers, judged.layout)) > most:
            best, most = (changes, other), count
    if best is None:
        return judged
    changes, other = best
    compared = _compared(last_of(other), answers, judged.layout, judged.names)
    nearest = replace(compared, changes=changes)
    return nearest if most == len(answers) else min(judged, nearest, key=_mistakes)


def _mistakes(judged: Judged) -> tuple[int, int]:
    """Count the mistakes that are not known, and those that are."""
    wrong = [one for one in judged.compared if one.verdict is Verdict.WRONG]
    known = sum(bool(one.diagnosis.causes) for one in wrong)
    return len(wrong) - known, known


def _count(trace: Trace, answers: Mapping[str, Answer], layout: Layout) -> int:
    """Count the arrays that are values of a trace; none where it lacks one of the names."""
    if not trace.program.shapes.keys() >= answers.keys():
        return 0
    turned = _turned(trace, answers, layout)
    return sum(equals(trace, dict(trace.values), *one) for one in turned.items())
