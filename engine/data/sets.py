"""Every data set by its name: a new one is an entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.core.errors import DataError
from engine.data.bundled import digits, mnist, toy
from engine.data.data_set import DataSet
from engine.data.drawn import circles, gate, gaussians, moons, spirals
from engine.data.functions import curve, sides

MOST_SAMPLES = 10_000


Draw = Callable[[int, float, np.random.Generator, str], DataSet]


@dataclass(frozen=True)
class DataEntry:
    """A data set: how it is drawn, and what is usual.

    - `count`: how many samples are usual; 0 where the data are what they are
    - `noise`: how much noise is usual; `formula`: which function, where it has one
    """

    draw: Draw
    count: int = 200
    noise: float = 0.0
    formula: str = ""


def _points(draw: Callable[[int, float, np.random.Generator], DataSet]) -> Draw:
    return lambda count, noise, rng, _: draw(count, noise, rng)


def _fixed(read: Callable[[], DataSet]) -> Draw:
    return lambda _count, _noise, _rng, _formula: read()


DATA_SETS = {
    "toy": DataEntry(_fixed(toy), 0),
    "and": DataEntry(_points(partial(gate, outputs=(0, 0, 0, 1))), 4),
    "xor": DataEntry(_points(partial(gate, outputs=(0, 1, 1, 0))), 4),
    "circles": DataEntry(_points(circles), noise=0.1),
    "moons": DataEntry(_points(moons), noise=0.1),
    "spirals": DataEntry(_points(spirals), noise=0.02),
    "gaussians": DataEntry(_points(gaussians), noise=0.25),
    "sides": DataEntry(sides, formula="sin(3*x)"),
    "curve": DataEntry(curve, 60, 0.1, "sin(3*x)"),
    "digits": DataEntry(_fixed(digits), 0),
    "mnist": DataEntry(_fixed(mnist), 0),
}
"""The data sets by their names."""


def data_set(
    name: str,
    count: int | None = None,
    noise: float | None = None,
    formula: str | None = None,
    seed: int = 0,
) -> DataSet:
    """Draw or read a data set; what is not said is as usual, and the same seed gives the same.

    Raises `DataError` for a name that is not in the table, a count that is not from 2 to 10,000,
    noise that is negative or not finite, and a formula that cannot be read.
    """
    if name not in DATA_SETS:
        raise DataError("data", f"is {name}, but needs to be one of {', '.join(DATA_SETS)}")
    entry = DATA_SETS[name]
    count = entry.count if count is None else count
    noise = entry.noise if noise is None else noise
    if entry.count and not 2 <= count <= MOST_SAMPLES:
        raise DataError("count", f"is {count}, but needs to be from 2 to {MOST_SAMPLES:,}")
    if not 0 <= noise < np.inf:
        raise DataError("noise", f"is {noise}, but needs to be a finite number from 0 on")
    return entry.draw(count, noise, np.random.default_rng(seed), formula or entry.formula)
