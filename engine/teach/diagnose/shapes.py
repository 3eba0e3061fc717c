"""Find what is wrong with the shape of an answer, before its numbers are compared."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from engine.teach.diagnose.tolerance import Answer

Sizes = tuple[int, ...]


class ShapeFault(StrEnum):
    """What is wrong with the shape of an answer.

    - `vector`: a list for a row or a column; its numbers stand in the right order
    - `boxed`: a number in a 1x1 matrix, or the other way round
    - `transposed`: rows and columns are exchanged
    - `not_summed`: several rows or columns, which should have been summed to one
    - `summed`: a single row or column, where there should be several
    - `other`: anything else
    """

    VECTOR = "vector"
    BOXED = "boxed"
    TRANSPOSED = "transposed"
    NOT_SUMMED = "not_summed"
    SUMMED = "summed"
    OTHER = "other"


HARMLESS = (ShapeFault.VECTOR, ShapeFault.BOXED)
"""Faults where all numbers are there, in the right order."""


def shape_fault(want: Sizes, have: Sizes) -> ShapeFault | None:
    """Compare the shape that an answer should have with the one it has; None if they are equal.

    >>> shape_fault((3, 2), (2, 3)), shape_fault((1, 3), (3,)), shape_fault((1, 3), (4, 3))
    (<ShapeFault.TRANSPOSED: 'transposed'>, <ShapeFault.VECTOR: 'vector'>, \
<ShapeFault.NOT_SUMMED: 'not_summed'>)
    """
    if have == want:
        return None
    if np.prod(want) == np.prod(have) == 1:
        return ShapeFault.BOXED
    if len(have) == 1 and 1 in want and int(np.prod(want)) == have[0]:
        return ShapeFault.VECTOR
    if len(have) != 2 or len(want) != 2:
        return ShapeFault.OTHER
    if have == want[::-1]:
        return ShapeFault.TRANSPOSED
    return _one_axis(want, have)


def _one_axis(want: Sizes, have: Sizes) -> ShapeFault:
    """Tell `NOT_SUMMED` and `SUMMED`, which differ along one axis of length 1, from `OTHER`."""
    differ = [(w, h) for w, h in zip(want, have, strict=True) if w != h]
    if len(differ) == 1 and 1 in differ[0]:
        return ShapeFault.NOT_SUMMED if differ[0][0] == 1 else ShapeFault.SUMMED
    return ShapeFault.OTHER


def fitted(answer: Answer, want: Sizes, fault: ShapeFault | None) -> Answer | None:
    """Bring an answer into the wanted shape; None for a fault that cannot be undone."""
    if fault is None:
        return answer
    if fault in HARMLESS:
        return answer.reshaped(answer.values.reshape(want), answer.slack.reshape(want))
    if fault is ShapeFault.TRANSPOSED:
        return answer.reshaped(answer.values.T, answer.slack.T)
    return None
