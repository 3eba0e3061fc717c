"""Judge what a learner typed, entry by entry, and name the mistake that gives the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.core.errors import AnswerError
from engine.running.numbers import Numbers
from engine.running.trace import Array, Trace
from engine.teach.answers.matrix import Typed
from engine.teach.answers.number import NotANumber, TypedNumber, read_number
from engine.teach.answers.shape import read_shape
from engine.teach.diagnose.diagnosis import diagnose
from engine.teach.diagnose.shapes import ShapeFault, shape_fault
from engine.teach.mistakes.cause import Cause

TOLERANCE = 1e-9
"""How far rounding may take a number from an exact one, as a part of it."""
RIGHT, WRONG, UNREAD = "right", "wrong", "unread"
Place = tuple[int, int]
SIZES: tuple[Place, Place] = ((0, 0), (0, 1))
"""The two fields of a shape, as places."""


@dataclass(frozen=True)
class Judged:
    """A mark for each entry that was typed.

    - `complete`: whether all entries were typed
    - `refused`: why the first unreadable entry cannot be read, and where it is
    - `slip`: the known mistake that gives exactly these numbers
    - `fault`: what is wrong with a shape
    - `digits`: to how many digits the least precise right number is right; 0 if all are exact
    """

    typed: Mapping[Place, str]
    marks: Mapping[Place, str]
    complete: bool
    refused: tuple[str, Place] | None = None
    slip: Cause | None = None
    fault: ShapeFault | None = None
    digits: int = 0

    @property
    def right(self) -> bool:
        """Whether all that is asked for is there and right."""
        return self.complete and set(self.marks.values()) == {RIGHT}


def judged_entries(
    trace: Trace,
    name: str,
    places: tuple[Place, ...],
    typed: Mapping[Place, str],
    decimals: Mapping[str, int] = MappingProxyType({}),
) -> Judged:
    """Judge the entries of a value that were typed; empty ones are not judged.

    A number is right if it is exact, or if it is the right one rounded to the digits that were
    typed. `decimals` says to how many decimals the browser rounds each value that it shows: what
    follows from the rounded numbers is right, too.
    """
    texts = {place: typed[place] for place in places if typed.get(place, "").strip()}
    read, refused = _read(texts)
    if len(read) == trace[name].size > 1:
        result = diagnose(trace, name, _matrix(trace, name, read), relative=TOLERANCE)
        right = {place: bool(result.right[place]) for place in read}
        causes = [result.causes]
    else:
        right, causes = _one_by_one(trace, name, read)
    reads = trace.program.by_name[name].reads
    shown = {value: np.round(trace[value], decimals[value]) for value in reads if value in decimals}
    for place, number in read.items():
        right[place] = right[place] or _follows(trace, name, place, number, shown)
    marks = {p: (RIGHT if right[p] else WRONG) if p in right else UNREAD for p in texts}
    slip = _common(causes) if WRONG in marks.values() else None
    digits = _digits(trace[name], {p: n for p, n in read.items() if right[p]})
    return Judged(texts, marks, len(texts) == len(places), refused, slip, digits=digits)


def _digits(value: Array, right: Mapping[Place, TypedNumber]) -> int:
    """Count the digits of the shortest right number that is not exact; 0 if all are."""
    exact = np.atleast_2d(value)
    rounded = (
        number.digits
        for place, number in right.items()
        if abs(number.value - exact[place]) > TOLERANCE * max(1.0, abs(exact[place]))
    )
    return min(filter(None, rounded), default=0)


def _one_by_one(
    trace: Trace, name: str, read: Mapping[Place, TypedNumber]
) -> tuple[dict[Place, bool], list[tuple[Cause, ...]]]:
    """Judge each entry by itself, and find the mistakes that give each of the wrong ones."""
    results = {p: diagnose(trace, name, _typed(n), p, TOLERANCE) for p, n in read.items()}
    causes = [one.causes for one in results.values() if not one.passed]
    return {place: one.passed for place, one in results.items()}, causes


def _follows(
    trace: Trace, name: str, place: Place, number: TypedNumber, shown: Mapping[str, Array]
) -> bool:
    """Tell whether a number follows from the numbers as the browser shows them, rounded."""
    expr = trace.program.by_name[name].expr
    value = np.atleast_2d(Numbers({**trace.values, **shown}, trace.dims).of(expr))[place]
    return abs(number.value - value) <= max(TOLERANCE * abs(value), number.slack)


def _read(texts: Mapping[Place, str]) -> tuple[dict[Place, TypedNumber], tuple[str, Place] | None]:
    read: dict[Place, TypedNumber] = {}
    refused = None
    for place, text in texts.items():
        try:
            read[place] = read_number(text[:60])
        except NotANumber as error:
            refused = refused or (error.reason, place)
    return read, refused


def _typed(number: TypedNumber) -> Typed:
    return Typed(np.array(number.value), np.array(number.slack))


def _matrix(trace: Trace, name: str, read: Mapping[Place, TypedNumber]) -> Typed:
    shape = trace[name].shape
    values, slack = np.zeros(shape), np.zeros(shape)
    for place, number in read.items():
        values[place], slack[place] = number.value, number.slack
    return Typed(values, slack)


def _common(causes: list[tuple[Cause, ...]]) -> Cause | None:
    """Find the first mistake that gives every wrong entry."""
    if not causes:
        return None
    return next((s for s in causes[0] if all(s in others for others in causes[1:])), None)


def judged_shape(trace: Trace, name: str, typed: Mapping[Place, str]) -> Judged:
    """Judge two whole numbers typed for the shape of a matrix."""
    texts = {p: typed[p] for p in SIZES if typed.get(p, "").strip()}
    sizes: dict[Place, int] = {}
    refused = None
    for place, text in texts.items():
        try:
            (sizes[place],) = read_shape(f"{text[:20]},")
        except (AnswerError, ValueError):
            refused = refused or ("shape", place)
    want = trace[name].shape
    marks = {p: RIGHT if sizes.get(p) == want[p[1]] else WRONG for p in sizes}
    marks |= {p: UNREAD for p in texts if p not in sizes}
    have = tuple(sizes[p] for p in SIZES if p in sizes)
    fault = shape_fault(want, have) if len(have) == len(SIZES) else None
    return Judged(texts, marks, len(texts) == len(SIZES), refused, fault=fault)
