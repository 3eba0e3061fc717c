"""A data set: samples as rows, what is to come out of each, and what is done before training."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DataError
from engine.running.numbers import Array


@dataclass(frozen=True, eq=False)
class DataSet:
    """Samples `x` (n, d) and targets `d` (n, m).

    - `classes`: the names of the columns of `d`, which is one-hot; none where numbers are wanted
    - `inputs`: the names of the columns of `x`
    """

    x: Array
    d: Array
    classes: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.x)

    def rows(self, positions: NDArray[np.intp] | slice) -> DataSet:
        """Keep the samples at some positions."""
        return replace(self, x=self.x[positions], d=self.d[positions])


def of_classes(x: Array, numbers: NDArray[Any], classes: tuple[str, ...]) -> DataSet:
    """A data set whose samples have the number of a class, from 0."""
    return DataSet(x, np.eye(len(classes))[numbers], classes)


def split(data: DataSet, share: float, seed: int = 0) -> tuple[DataSet, DataSet]:
    """Shuffle the samples, and divide them: those to train on, and a share to validate with.

    `share` is that of the second part, rounded to whole samples; both parts get at least one.
    Raises `DataError` for a share that is not between 0 and 1, and for fewer than two samples.
    """
    if not 0 < share < 1:
        raise DataError("share", f"is {share:g}, but needs to be between 0 and 1")
    if len(data) < 2:
        raise DataError("data", f"has {len(data)} samples, but a split needs 2")
    order = np.random.default_rng(seed).permutation(len(data))
    count = min(max(1, round(share * len(data))), len(data) - 1)
    return data.rows(order[count:]), data.rows(order[:count])


@dataclass(frozen=True, eq=False)
class Standard:
    """The mean and the deviation of every column, as they were in the samples to train on."""

    mean: Array
    deviation: Array

    def of(self, data: DataSet) -> DataSet:
        """Move and scale the columns: `(x − mean) / deviation`."""
        return replace(data, x=(data.x - self.mean) / self.deviation)


def standard_of(data: DataSet) -> Standard:
    """Measure the columns (deviation by n); one that is the same everywhere is only moved."""
    deviation = data.x.std(axis=0)
    return Standard(data.x.mean(axis=0), np.where(deviation > 0, deviation, 1.0))
