"""Many matrices of one shape as one array, so that a line of NumPy runs on all of them at once.

The copies stand along the last axis: `axis=0` is still the rows and `axis=1` the columns, and the
source of every operation in the table means what it says.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Stack(np.ndarray[Any, np.dtype[np.float64]]):
    """`(rows, columns, copies)`, one copy counting for all; of numbers, `(1, 1, copies)`."""

    def __matmul__(self, other: Any) -> Any:
        return _product(self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return _product(other, self)

    @property
    def T(self) -> Any:
        """Every copy transposed."""
        return self.swapaxes(0, 1)

    def sum(self, axis: Any = None, *args: Any, **kwargs: Any) -> Any:
        """The sum of every copy, or of its rows or columns."""
        if axis is None:
            return super().sum(axis=(0, 1), keepdims=True)
        return super().sum(axis, *args, **kwargs)


def _product(a: Any, b: Any) -> Stack:
    copies_first = (np.asarray(x).transpose(2, 0, 1) for x in (a, b))
    return np.matmul(*copies_first).transpose(1, 2, 0).view(Stack)


def stacked(array: Array) -> Stack:
    """One matrix, or one number, as a stack of one copy."""
    return np.reshape(array, (*(np.shape(array) or (1, 1)), 1)).view(Stack)


def moved_copies(array: Array, entries: NDArray[np.intp], to: Array) -> Stack:
    """A copy for each of the entries, counted row by row, where that entry has moved `to` a number.

    One more copy, the last, is the array as it is.
    """
    flat = np.repeat(np.reshape(array, (-1, 1)), len(entries) + 1, axis=1)
    flat[entries, np.arange(len(entries))] = to
    return flat.reshape((*(np.shape(array) or (1, 1)), -1)).view(Stack)
