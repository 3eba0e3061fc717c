"""Which entries of the parameters are followed through a training: a few of each, spread evenly."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.program import Program, Role

MOST = 24
"""So many entries of a matrix are followed at most."""
Entry = tuple[int, int]


def followed(program: Program) -> dict[str, list[Entry]]:
    """List the entries that are followed of each parameter, by row and column, from 0."""
    shapes = program.sized({"n": 1})
    return {
        name: [(int(at // shape[1]), int(at % shape[1])) for at in _places(shape)]
        for name in program.with_role(Role.PARAMETER)
        for shape in [shapes[name]]
    }


def entries(program: Program, values: Mapping[str, Any]) -> array[float]:
    """Read these entries, parameter after parameter, as single-precision numbers."""
    matrices = (np.asarray(values[name]) for name in program.with_role(Role.PARAMETER))
    found = (matrix.ravel()[_places(matrix.shape)].tolist() for matrix in matrices)
    return array("f", chain.from_iterable(found))


@lru_cache(maxsize=256)
def _places(shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Spread places evenly over the entries of a matrix, the first and the last among them.

    >>> _places((2, 2)).tolist(), _places((100, 7))[[0, 1, -1]].tolist()
    ([0, 1, 2, 3], [0, 30, 699])
    """
    size = int(np.prod(shape))
    return np.linspace(0, size - 1, min(size, MOST)).astype(int)
