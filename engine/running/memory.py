"""The arrays that iterations update, which stay where they are, some of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.running.joining import Names, end_to_end

Array = NDArray[Any]


class Memory:
    """A copy of arrays, by name, that functions compiled for it read and write over.

    `rows`: the arrays that hold several of them. They are laid with the first function, for good:
    a later one, for another size of the batch, joins only what lies side by side already.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays = {name: np.array(array, order="C") for name, array in arrays.items()}
        self.rows: dict[Names, Array] = {}
        self._is_laid = False

    def lie_together(self, names: Names) -> bool:
        """Tell whether arrays lie side by side, or still can."""
        return names in self.rows or (not self._is_laid and self.arrays.keys() >= set(names))

    def lay(self, rows: Mapping[str, Names]) -> dict[str, Array]:
        """Lay the arrays of each of these rows side by side; name every array there is."""
        own = {row: names for row, names in rows.items() if names[0] in self.arrays}
        for names in own.values() if not self._is_laid else ():
            self.rows[names] = end_to_end(self.arrays, names)
            shapes = {name: self.arrays[name].shape for name in names}
            self.arrays |= parts(self.rows[names], shapes)
        self._is_laid = True
        return {**self.arrays, **{row: self.rows[names] for row, names in own.items()}}


def parts(row: Array, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    """Show by name what lies end to end in a long array, and shares its memory."""
    found, start = dict[str, Array](), 0
    for name, shape in shapes.items():
        end = start + prod(shape)
        found[name] = row[start:end].reshape(shape)
        start = end
    return found
