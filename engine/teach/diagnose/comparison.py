"""Someone's own arrays against a trace: the first that differs, why, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from engine.core.errors import AnswerError
from engine.core.expr import Cell
from engine.entries.terms import check_cell
from engine.running.trace import Trace
from engine.teach.diagnose.causes import with_mistake, with_value
from engine.teach.diagnose.diagnosis import Diagnosis, diagnosed, same
from engine.teach.diagnose.shapes import fitted
from engine.teach.diagnose.tolerance import RELATIVE, Answer, Values, answer_of
from engine.teach.mistakes.noticeable import rounding_of
from engine.teach.mistakes.wrong_steps import WrongStep


class Verdict(StrEnum):
    """What one of the arrays is: `right`; `follows` rightly from a wrong one before; or `wrong`."""

    RIGHT = "right"
    FOLLOWS = "follows"
    WRONG = "wrong"


@dataclass(frozen=True, eq=False)
class Compared:
    """One of the arrays: the verdict, and how it differs from what it should be.

    For a wrong one, it is what follows from the arrays before it, so that each mistake is found
    in the step where it is made.
    """

    verdict: Verdict
    diagnosis: Diagnosis


def compare(
    trace: Trace, own: Mapping[str, Any], relative: float = RELATIVE
) -> tuple[Compared, ...]:
    """Compare someone's own arrays, by the names of a trace, in the order of the program.

    The first wrong one is where it began. Of the mistakes that explain it, the one that explains
    most of the later arrays comes first, and what it leads to is what they are held against.
    Raises `BindError` for a name that the trace does not have, `AnswerError` for what is no array.
    """
    answers = {name: _answer(trace, name, own[name], relative) for name in own}
    order = [name for name in trace.program.names if name in own]
    values, found = dict(trace.values), list[Compared]()
    for k, name in enumerate(order):
        compared = _compared(trace, values, name, answers[name])
        if compared.verdict is Verdict.WRONG:
            arrays = _Arrays(answers, order[:k], order[k + 1 :])
            compared, values = _explained(trace, values, compared, arrays)
        elif compared.diagnosis.expected is not values[name]:
            values = with_value(trace, values, name, trace[name])
        found.append(compared)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Arrays:
    """The arrays, and which of them stand before the one that is looked at, and which after."""

    answers: Mapping[str, Answer]
    before: list[str]
    after: list[str]


def first_wrong(found: tuple[Compared, ...]) -> Compared | None:
    """Find where it began; None where all is right."""
    return next((one for one in found if one.verdict is Verdict.WRONG), None)


def _answer(trace: Trace, name: str, given: Any, relative: float) -> Answer:
    check_cell(trace, Cell(name, 0, 0))
    try:
        return answer_of(given, relative)
    except AnswerError as error:
        raise AnswerError(error.reason, f"{name} {error}") from None


def _compared(trace: Trace, values: Values, name: str, answer: Answer) -> Compared:
    """Judge an array against what follows from those before it.

    One that is right although those before it are wrong is right: it was not computed from them.
    """
    right = _is(trace, dict(trace.values), name, answer)
    if _is(trace, values, name, answer):
        verdict = Verdict.RIGHT if right else Verdict.FOLLOWS
        return Compared(verdict, diagnosed(trace, values, name, answer))
    base = dict(trace.values) if right else values
    return Compared(Verdict.RIGHT if right else Verdict.WRONG, diagnosed(trace, base, name, answer))


def _explained(
    trace: Trace, values: Values, wrong: Compared, arrays: _Arrays
) -> tuple[Compared, Values]:
    """Put the causes of a wrong array in order, and find the values from there on.

    A cause that would have shown in an array before is none.
    """
    name, tried = wrong.diagnosis.name, list[tuple[int, WrongStep, Values]]()
    for cause in wrong.diagnosis.causes:
        under = with_mistake(trace, values, cause) if cause.fits else values
        if all(_is(trace, under, n, arrays.answers[n]) for n in arrays.before):
            tried.append((_count(trace, under, arrays) if cause.fits else 0, cause, under))
    tried.sort(key=lambda one: -one[0])
    diagnosis = replace(wrong.diagnosis, causes=tuple(cause for _, cause, _ in tried))
    compared = replace(wrong, diagnosis=diagnosis)
    if tried and tried[0][1].fits:
        return compared, tried[0][2]
    return compared, _own(trace, values, diagnosis, arrays.answers[name])


def _count(trace: Trace, values: Values, arrays: _Arrays) -> int:
    """Count the later arrays that the values account for."""
    return sum(_is(trace, values, name, arrays.answers[name]) for name in arrays.after)


def _is(trace: Trace, values: Values, name: str, answer: Answer) -> bool:
    return same(answer, values[name], rounding_of(trace.program, name, values))


def _own(trace: Trace, values: Values, diagnosis: Diagnosis, answer: Answer) -> Values:
    """Find the values that follow from an array as it is, where its numbers are all there."""
    own = fitted(answer, diagnosis.expected.shape, diagnosis.shape)
    return with_value(trace, values, diagnosis.name, own.values) if own else values
