"""Diagnose one answer: its shape, its entries, and the mistakes that it may come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.core.expr import Cell
from engine.entries.terms import check_cell
from engine.running.trace import Array, Trace
from engine.teach.diagnose.causes import causes, explaining
from engine.teach.diagnose.shapes import HARMLESS, ShapeFault, fitted, shape_fault
from engine.teach.diagnose.tolerance import RELATIVE, Answer, Flags, Values, answer_of
from engine.teach.mistakes.cause import Cause
from engine.teach.mistakes.noticeable import rounding_of


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """An answer compared with a value.

    - `expected`: the right numbers; `given`: the numbers of the answer
    - `shape`: what is wrong with the shape of the answer; None if nothing
    - `right`: which entries are right; None if the shapes cannot be compared
    - `causes`: the known mistakes that give exactly this answer, the nearest and most specific
      first; a mistake may be in an earlier step, with the steps after it computed rightly
    """

    name: str
    expected: Array
    given: Array
    shape: ShapeFault | None
    right: Flags | None
    causes: tuple[Cause, ...]

    @property
    def passed(self) -> bool:
        """Whether the numbers are right, and the shape is too, or is harmless, as a list is."""
        fine = self.shape is None or self.shape in HARMLESS
        return fine and self.right is not None and bool(self.right.all())

    @property
    def wrong_at(self) -> tuple[tuple[int, ...], ...]:
        """List the wrong entries, row by row."""
        if self.right is None:
            return ()
        return tuple(tuple(map(int, index)) for index in np.argwhere(~self.right))


def diagnose(
    trace: Trace,
    name: str,
    answer: Any,
    at: tuple[int, int] | None = None,
    relative: float = RELATIVE,
) -> Diagnosis:
    """Compare an answer with a value of a trace, or with its entry `at`, row and column from 0.

    `Typed` numbers have to be right to the typed digits, other numbers to `relative`. The causes
    are found by making each known mistake on the trace.
    Raises `BindError` for a value or an entry that does not exist, `AnswerError` for answers
    that are not numbers.
    """
    row, col = at or (0, 0)
    check_cell(trace, Cell(name, row, col))
    diagnosis = diagnosed(trace, dict(trace.values), name, answer_of(answer, relative), at)
    return replace(diagnosis, causes=explaining(diagnosis.causes))


def diagnosed(
    trace: Trace,
    values: Values,
    name: str,
    answer: Answer,
    at: tuple[int, int] | None = None,
    in_inputs: bool = True,
) -> Diagnosis:
    """Compare an answer with `values`, which may be computed from someone's own arrays.

    Its causes are all that there are, plain factors too; those in the inputs where asked for.
    For a single entry, a mistake that changes the shape of the value is not a cause, nor one in the
    inputs: an entry of another sample says nothing of an order.
    """

    def part(value: Array) -> Array:
        return value if at is None or not value.ndim else np.asarray(value[at])

    def matches(value: Array) -> bool:
        comparable = at is None or value.shape == values[name].shape
        return comparable and same(answer, part(value), rounding)

    expected = part(values[name])
    fault = shape_fault(expected.shape, answer.values.shape)
    fitting = fitted(answer, expected.shape, fault)
    rounding = rounding_of(trace.program, name, values)
    right = None if fitting is None else fitting.equal(expected, rounding)
    wrong = name in trace.program.by_name and not (right is not None and right.all())
    known = causes(trace, values, name, matches, in_inputs and at is None) if wrong else ()
    return Diagnosis(name, expected, answer.values, fault, right, known)


def same(answer: Answer, value: Array, rounding: float) -> bool:
    """Tell whether an answer equals a value in every entry; a list counts as a row or a column."""
    fault = shape_fault(value.shape, answer.values.shape)
    if fault is not None and fault not in HARMLESS:
        return False
    fitting = fitted(answer, value.shape, fault)
    return fitting is not None and bool(fitting.equal(value, rounding).all())
