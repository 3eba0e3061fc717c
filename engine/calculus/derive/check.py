"""A gradient against central differences, `(f(x + h e) - f(x - h e)) / 2h`, entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.running.numbers import Array

MOST_ENTRIES = 64
"""So many entries are tried, drawn if there are more."""
TOLERANCE = 1e-6


@dataclass(frozen=True, eq=False)
class Check:
    """A gradient by its formula and by differences; NaN where an entry was not tried.

    `error` is the largest difference, relative to the largest entry where that is over 1.
    """

    analytic: Array
    numeric: Array
    error: float

    @property
    def agrees(self) -> bool:
        """Whether the two are the same but for rounding."""
        return bool(self.error <= TOLERANCE)


def checked(f: Callable[[Array], float], at: Array, analytic: Array, seed: int) -> Check:
    """Compare the gradient of `f` at a point with central differences."""
    numeric = np.full(at.shape, np.nan)
    places = list(np.ndindex(at.shape))
    if len(places) > MOST_ENTRIES:
        drawn = np.random.default_rng(seed).choice(len(places), MOST_ENTRIES, replace=False)
        places = [places[k] for k in drawn]
    for place in places:
        numeric[place] = _slope(f, at, place)
    analytic = np.broadcast_to(analytic, at.shape)
    pairs = np.array([(analytic[place], numeric[place]) for place in places])
    error = float(np.abs(pairs[:, 0] - pairs[:, 1]).max() / max(1.0, np.abs(pairs).max()))
    return Check(analytic, numeric, error)


def _slope(f: Callable[[Array], float], at: Array, place: tuple[int, ...]) -> float:
    step = np.zeros(at.shape)
    step[place] = 6e-6 * max(1.0, abs(float(at[place])))
    return (f(at + step) - f(at - step)) / float(2 * step[place])
