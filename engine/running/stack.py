"""Stack many matrices of one shape, so that a line of NumPy runs on all of them at once.

The copies stand along the last axis: `axis=0` is still the rows and `axis=1` the columns, so that
the NumPy source of an operation needs no change.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Stack(np.ndarray[Any, np.dtype[np.float64]]):
    """`(rows, columns, copies)`; `(1, 1, copies)` for numbers. A single copy counts for all."""

    def __matmul__(self, other: Any) -> Any:
        return _product(self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return _product(other, self)

    @property
    def T(self) -> Any:
        """Transpose every copy."""
        return self.swapaxes(0, 1)

    def sum(self, axis: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Sum every copy, or its rows or columns."""
        if axis is None:
            return super().sum(axis=(0, 1), keepdims=True)
        return super().sum(axis, *args, **kwargs)


def _product(a: Any, b: Any) -> Stack:
    copies_first = (np.asarray(x).transpose(2, 0, 1) for x in (a, b))
    return np.matmul(*copies_first).transpose(1, 2, 0).view(Stack)


def stacked(array: Array) -> Stack:
    """Make a stack of one copy of a matrix or a number."""
    return np.reshape(array, (*(np.shape(array) or (1, 1)), 1)).view(Stack)


def moved_copies(array: Array, entries: NDArray[np.intp], moved: Array) -> Stack:
    """Copy an array once for each of some entries, with that entry replaced by its `moved` value.

    Entries are counted row by row. One more copy, the last, is the array itself.
    """
    flat = np.repeat(np.reshape(array, (-1, 1)), len(entries) + 1, axis=1)
    flat[entries, np.arange(len(entries))] = moved
    return flat.reshape((*(np.shape(array) or (1, 1)), -1)).view(Stack)
