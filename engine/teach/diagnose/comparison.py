"""Compare someone's own arrays with a trace: the first wrong one, why, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from engine.core.errors import AnswerError
from engine.core.expr import Cell
from engine.core.program import Phase, Role
from engine.entries.terms import check_cell
from engine.running.trace import Trace
from engine.teach.diagnose.causes import explaining, with_mistake, with_value
from engine.teach.diagnose.diagnosis import Diagnosis, diagnosed, same
from engine.teach.diagnose.shapes import fitted
from engine.teach.diagnose.tolerance import RELATIVE, Answer, Values, answer_of
from engine.teach.mistakes.cause import Cause
from engine.teach.mistakes.noticeable import rounding_of

DATA = (Role.INPUT, Role.TARGET, Role.PARAMETER)
"""The inputs in which a mistake can be."""


class Verdict(StrEnum):
    """`right`; or it `follows` rightly from a wrong array before it; or it is `wrong` itself."""

    RIGHT = "right"
    FOLLOWS = "follows"
    WRONG = "wrong"


@dataclass(frozen=True, eq=False)
class Compared:
    """One of the arrays: the verdict, and how it differs from what it should be.

    A wrong array is compared with what follows from the arrays before it, right or wrong. So each
    mistake is found in the step where it is made.
    """

    verdict: Verdict
    diagnosis: Diagnosis


def compare(
    trace: Trace, own: Mapping[str, Any], relative: float = RELATIVE
) -> tuple[Compared, ...]:
    """Compare someone's own arrays, by the names of a trace, in the order of the program.

    Of the mistakes that explain a wrong array, the one that explains most later arrays comes
    first; the later arrays are compared with the values that follow from it.
    Raises `BindError` for a name that the trace does not have, `AnswerError` for a value that is
    not an array of numbers.
    """
    for name in own:
        check_cell(trace, Cell(name, 0, 0))
    answers = {name: answered(name, value, relative) for name, value in own.items()}
    order = [name for name in trace.program.names if name in own]
    values, found = dict(trace.values), list[Compared]()
    for k, name in enumerate(order):
        begins = first_wrong(tuple(found)) is None or _reads_data(trace, name)
        compared = _compared(trace, values, name, answers[name], begins)
        if compared.verdict is Verdict.WRONG:
            arrays = _Arrays(answers, order[:k], order[k + 1 :])
            compared, values = _explained(trace, values, compared, arrays)
        elif _is_rounding(trace, name, answers[name]):
            values = _own(trace, values, compared.diagnosis, answers[name])
        elif compared.diagnosis.expected is not values[name]:
            values = with_value(trace, values, name, trace[name])
        found.append(compared)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Arrays:
    """All arrays, and the names of those before and after the one that is compared."""

    answers: Mapping[str, Answer]
    before: list[str]
    after: list[str]


def first_wrong(found: tuple[Compared, ...]) -> Compared | None:
    """Find the first wrong array; None if there is none."""
    return next((one for one in found if one.verdict is Verdict.WRONG), None)


def answered(name: str, given: Any, relative: float) -> Answer:
    """Read an array, if it is not read already. Raises `AnswerError` with its name in it."""
    if isinstance(given, Answer):
        return given
    try:
        return answer_of(given, relative)
    except AnswerError as error:
        raise error.below(name) from None


def _reads_data(trace: Trace, name: str) -> bool:
    """Tell whether a value is computed from an input itself, before the update."""
    equation = trace.program.by_name.get(name)
    inputs = {n for n in trace.program.roles if trace.program.roles[n] in DATA}
    return bool(
        equation and equation.phase is not Phase.UPDATE and not inputs.isdisjoint(equation.reads)
    )


def _compared(trace: Trace, values: Values, name: str, answer: Answer, in_inputs: bool) -> Compared:
    """Compare an array with what follows from the arrays before it.

    An array that equals the trace is right even after a wrong one: it was not computed from that.
    A mistake in the inputs is looked for where it can begin.
    """
    right = equals(trace, dict(trace.values), name, answer)
    if equals(trace, values, name, answer):
        verdict = Verdict.RIGHT if right else Verdict.FOLLOWS
        return Compared(verdict, diagnosed(trace, values, name, answer))
    if right:
        return Compared(Verdict.RIGHT, diagnosed(trace, dict(trace.values), name, answer))
    diagnosis = diagnosed(trace, values, name, answer, in_inputs=in_inputs)
    return Compared(Verdict.WRONG, diagnosis)


def _explained(
    trace: Trace, values: Values, wrong: Compared, arrays: _Arrays
) -> tuple[Compared, Values]:
    """Sort the causes of a wrong array, and compute the values that follow from the first.

    A mistake that would have changed an earlier array is not a cause.
    """
    name, tried = wrong.diagnosis.name, list[tuple[int, Cause, Values]]()
    for cause in wrong.diagnosis.causes:
        under = with_mistake(trace, values, cause) if cause.fits else values
        if all(equals(trace, under, n, arrays.answers[n]) for n in arrays.before):
            tried.append((_count(trace, under, arrays) if cause.fits else 0, cause, under))
    tried.sort(key=lambda one: -one[0])
    left = explaining(tuple(cause for _, cause, _ in tried))
    tried = [one for one in tried if one[1] in left]
    diagnosis = replace(wrong.diagnosis, causes=tuple(cause for _, cause, _ in tried))
    compared = replace(wrong, diagnosis=diagnosis)
    if tried and tried[0][1].fits:
        return compared, tried[0][2]
    return compared, _own(trace, values, diagnosis, arrays.answers[name])


def _is_rounding(trace: Trace, name: str, answer: Answer) -> bool:
    """Tell whether a value should be 0, but for rounding: what follows is theirs, as in Adam."""
    rounding = rounding_of(trace.program, name, trace.values) * answer.coarse
    return name in trace.program.by_name and bool((abs(trace[name]) <= rounding).all())


def _count(trace: Trace, values: Values, arrays: _Arrays) -> int:
    """Count the later arrays that equal these values."""
    return sum(equals(trace, values, name, arrays.answers[name]) for name in arrays.after)


def equals(trace: Trace, values: Values, name: str, answer: Answer) -> bool:
    """Tell whether an array equals the value of this name, up to rounding."""
    return same(answer, values[name], rounding_of(trace.program, name, values))


def _own(trace: Trace, values: Values, diagnosis: Diagnosis, answer: Answer) -> Values:
    """Compute the values that follow from the wrong array itself, if it has the right shape."""
    own = fitted(answer, diagnosis.expected.shape, diagnosis.shape)
    return with_value(trace, values, diagnosis.name, own.values) if own else values
