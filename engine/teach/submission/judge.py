"""Judge work as someone has it: find its names, layout and convention, then what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
from engine.teach.submission.concatenated import taken_apart
from engine.teach.submission.conventions import Change, other_conventions
from engine.teach.submission.digits import coarseness, tolerance, typed
from engine.teach.submission.layout import Layout, layouts, oriented
from engine.teach.submission.names import Named, named

InConvention = tuple[tuple[Change, ...], Trace]
"""The trace of a network with other conventions, and which those are."""
Others = Callable[[Collection[str]], Iterable[InConvention]]
"""Gives a network in each of the other conventions on which some values depend."""


@dataclass(frozen=True, eq=False)
class Judged:
    """What is said of someone's work.

    - `names`: the value that each of their names stands for, None where none was found
    - `compared`: each of their arrays, in the order of the program
    - `layout`: how their arrays stand
    - `trace`: the numbers that they are compared with
    - `changes`: the conventions with which all of it is right, where those of the scenario differ
    """

    names: tuple[Named, ...]
    compared: tuple[Compared, ...]
    layout: Layout
    trace: Trace
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
    return judged_by(last_of(scenario), own, relative, chosen, in_other_conventions(scenario))


def in_other_conventions(scenario: Scenario) -> Others:
    """Run a scenario with each of the other conventions that work may follow."""

    def others(names: Collection[str]) -> Iterator[InConvention]:
        found = other_conventions(scenario, names)
        return ((changes, last_of(other)) for changes, other in found)

    return others


def no_others(_names: Collection[str]) -> tuple[InConvention, ...]:
    """Give no other convention, as for a program that has none."""
    return ()


def judged_by(
    trace: Trace,
    own: Mapping[str, Any],
    relative: float = RELATIVE,
    chosen: Mapping[str, str] | None = None,
    others: Others = no_others,
) -> Judged:
    """Judge someone's arrays against a trace, or `others` that follow another convention.

    Raises `AnswerError` as `judge` does.
    """
    given = answers_of(own, relative)
    names = _named(trace, given, chosen or {})
    answers = {one.name: given[one.own] for one in names if one.name}
    if not answers:
        raise AnswerError("unknown_names", _unknown(trace, names))
    ways = _ways(trace, answers)
    judged, own = min(
        ((_compared(trace, own, way, names), own) for way, own in ways),
        key=lambda one: _wrongs(one[0]),
    )
    return _in_convention(others(own), own, judged) if first_wrong(judged.compared) else judged


def _ways(
    trace: Trace, answers: Mapping[str, Answer]
) -> Iterator[tuple[Layout, Mapping[str, Answer]]]:
    """List the layouts that the arrays may stand in, each with the arrays, biases taken out."""
    sizes = _sizes(trace)
    for place, own in taken_apart(trace.program, sizes, answers):
        for layout in layouts(trace.program, sizes, own):
            yield replace(layout, bias=place), own


def answers_of(own: Mapping[str, Any], relative: float = RELATIVE) -> dict[str, Answer]:
    """Read someone's arrays, each as precisely as it was written or computed.

    Raises `AnswerError` for what is not an array of numbers.
    """
    return {
        name: replace(
            answered(name, typed(value), tolerance(value, relative)), coarse=coarseness(value)
        )
        for name, value in own.items()
    }


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
    return Judged(names, found, layout, trace)


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


def _in_convention(
    others: Iterable[InConvention], answers: Mapping[str, Answer], judged: Judged
) -> Judged:
    """Look for conventions with which all of the work is right.

    Where there are none, take those with which most of it is right, if fewer mistakes explain the
    rest than with the scenario's own.
    """
    # They stand in the same way whatever the convention is.
    turned = _turned(judged.trace, answers, judged.layout)
    best, most = None, _count(judged.trace, turned)
    for changes, trace in others:
        if (count := _count(trace, turned)) > most:
            best, most = (changes, trace), count
        if most == len(answers):
            break
    if best is None:
        return judged
    changes, trace = best
    compared = _compared(trace, answers, judged.layout, judged.names)
    nearest = replace(compared, changes=changes)
    return nearest if most == len(answers) else min(judged, nearest, key=_mistakes)


def _mistakes(judged: Judged) -> tuple[int, int]:
    """Count the mistakes that are not known, and those that are."""
    wrong = [one for one in judged.compared if one.verdict is Verdict.WRONG]
    known = sum(bool(one.diagnosis.causes) for one in wrong)
    return len(wrong) - known, known


def _count(trace: Trace, turned: Mapping[str, Answer]) -> int:
    """Count the arrays that are values of a trace; none where it lacks one of the names."""
    if not trace.program.shapes.keys() >= turned.keys():
        return 0
    values = dict(trace.values)
    return sum(equals(trace, values, *one) for one in turned.items())
