"""Compare an answer with the right numbers, as precisely as it was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """The numbers of an answer, each with its precision.

    - `slack`: how far the number that is meant may be from the typed one
    - `relative`: the error that is allowed in any case, relative to the right number
    - `coarse`: how much more rounding it has than float64
    """

    values: Array
    slack: Array
    relative: float = RELATIVE
    coarse: float = 1.0

    def reshaped(self, values: Array, slack: Array) -> Answer:
        """Give the same answer another shape."""
        return replace(self, values=values, slack=slack)

    def equal(self, expected: Array, rounding: float) -> Flags:
        """Compare entry by entry; `rounding` is the rounding error of the right numbers."""
        near = np.maximum(self.relative * np.abs(expected), self.coarse * rounding)
        with np.errstate(all="ignore"):
            same = np.abs(self.values - expected) <= np.maximum(near, self.slack * (1 + 1e-9))
        neither = np.isnan(self.values) & np.isnan(expected)
        return np.asarray((same & np.isfinite(expected)) | neither | (self.values == expected))


def answer_of(answer: Any, relative: float = RELATIVE) -> Answer:
    """Read an answer, as numbers or as typed. Raises `AnswerError` for anything else."""
    if isinstance(answer, Typed):
        return Answer(answer.values, answer.slack, relative)
    values = numbers_in(answer)
    if values is None:
        raise AnswerError("not_a_number", f"is not {NUMBERS}")
    return Answer(values, np.zeros_like(values), relative)
