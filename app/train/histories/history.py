"""A view over the iterations of a training: the rows that it shows, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.train.stretch import OFTEN, USUALLY, Row
from app.train.training import Training

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """A view of what was measured on the way.

    - `seen`: the numbers of its figures: `parts` by the names in the figures, and `axes` by figure
    - `choices`: how a choice is written
    """

    seen: Callable[[Training, Sequence[Row], str], Data]
    choices: str = ""


def evenly(training: Training, rows: Sequence[Row]) -> list[Row]:
    """Keep rows that are equally far apart: as far as the last ones, which are the rarest.

    So they change only where the number of iterations has doubled.
    """
    last = rows[-1].iteration if rows else 0
    stride = max(1, 2 ** (last.bit_length() - 1) // OFTEN.get(training.set, USUALLY)) if last else 1
    return [row for row in rows if row.iteration % stride == 0]
