"""How far an answer may be from the right number: a part of it, and the digits that were typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import AnswerError
from engine.running.trace import NUMBERS, Array, numbers_in
from engine.teach.answers.matrix import Typed

RELATIVE = 1e-6

Flags = NDArray[np.bool_]
Values = dict[str, Array]


@dataclass(frozen=True, eq=False)
class Answer:
    """The numbers of an answer, and how far what is meant may be from each.

    `relative` is how far an answer may be off besides, as a part of the right number.
    """

    values: Array
    slack: Array
    relative: float = RELATIVE

    def reshaped(self, values: Array, slack: Array) -> Answer:
        """Give the same answer another shape."""
        return Answer(values, slack, self.relative)

    def equal(self, expected: Array, rounding: float) -> Flags:
        """Compare entry by entry; `rounding` is what the right numbers are off by themselves."""
        near = np.maximum(self.relative * np.abs(expected), rounding)
        with np.errstate(all="ignore"):
            same = np.abs(self.values - expected) <= np.maximum(near, self.slack * (1 + 1e-9))
        neither = np.isnan(self.values) & np.isnan(expected)
        return np.asarray((same & np.isfinite(expected)) | neither)


def answer_of(answer: Any, relative: float = RELATIVE) -> Answer:
    """Read an answer: numbers, or what was typed. Raises `AnswerError` for what is neither."""
    if isinstance(answer, Typed):
        return Answer(answer.values, answer.slack, relative)
    values = numbers_in(answer)
    if values is None:
        raise AnswerError("not_a_number", f"is not {NUMBERS}")
    return Answer(values, np.zeros_like(values), relative)
