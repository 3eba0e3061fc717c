"""How fast the machine is at a moment: on a shared one the same work takes twice as long at times.

A target is held against all runs. Beside it stands what came out of those runs before which a
fixed loop took about as long as it ever did: they tell the app's own time from its neighbours'.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

LOOP = 100_000
FULL = 1.2
"""At full pace the loop takes at most this many times its least time."""

_seen: list[float] = []


def pace() -> float:
    """Seconds of processor time that a fixed loop takes now."""
    begun = process_time()
    total = 0
    for k in range(LOOP):
        total += k * k
    _seen.append(process_time() - begun)
    return _seen[-1]


def at_full_pace(runs: Sequence[float], paces: Sequence[float]) -> list[float]:
    """The runs before which the loop was about as fast as it ever was."""
    most = FULL * min(_seen)
    return [run for run, taken in zip(runs, paces, strict=True) if taken <= most]
