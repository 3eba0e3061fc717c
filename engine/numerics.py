"""The few functions that are more than one NumPy expression, right for large numbers too.

The result has the type of the matrices, beside Python's numbers: where `x` is 0, `x` and `x + 1`
are the 0 and the 1 of its own type.

An exported script carries the source of those it uses, so each needs `np` and, besides it, only
what it imports itself from the standard library.
"""

from __future__ import annotations

import numpy as np


def softmax(z: np.ndarray) -> np.ndarray:
    """`e^z / Σ e^z` along each row, `(n, m) -> (n, m)`.

    The largest entry of a row is taken off first, which changes nothing in the ratio
    and keeps `e^z` finite.
    """
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def log_softmax(z: np.ndarray) -> np.ndarray:
    """`z - log Σ e^z` along each row, `(n, m) -> (n, m)`; finite wherever `z` is."""
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def xlogy(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """`x log y` entry by entry, and 0 where `x` is 0, which is its limit there."""
    return np.where(x == 0, x, x * np.log(np.where(x == 0, x + 1, y)))


def quotient(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """`x / y` entry by entry, and 0 where `x` is 0, the derivative of `x log y` there."""
    return np.where(x == 0, x, x / np.where(x == 0, x + 1, y))


def normal_cdf(z: np.ndarray) -> np.ndarray:
    """`Φ(z) = ½ erfc(-z / √2)` entry by entry: how much of the standard normal lies below `z`."""
    from math import erfc

    x = z * -(0.5**0.5)
    return 0.5 * np.vectorize(erfc, otypes=[np.result_type(x)])(x)
