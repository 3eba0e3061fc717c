"""How fast the machine is at a moment: on a shared one the same work takes twice as long at times.

So a run begins when a fixed loop takes about as long as it ever did, or after a second of waiting
for that. A target is held against all runs; beside it stands what came out of those at full pace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time

LOOP = 100_000
FULL = 1.2
"""At full pace the loop takes at most this many times its least time."""
REST, TRIES = 250, 4
"""Milliseconds between two looks at the pace, and how many there are."""

_seen: list[float] = []


def pace() -> float:
    """Seconds of processor time that a fixed loop takes now."""
    begun = process_time()
    total = 0
    for k in range(LOOP):
        total += k * k
    _seen.append(process_time() - begun)
    return _seen[-1]


def awaited(wait: Callable[[float], None]) -> float:
    """The pace before a run, waited for as long as the machine is slower than it can be."""
    taken = pace()
    for _ in range(TRIES):
        if taken <= FULL * min(_seen):
            break
        wait(REST)
        taken = pace()
    return taken


def at_full_pace(runs: Sequence[float], paces: Sequence[float]) -> list[float]:
    """The runs before which the loop was about as fast as it ever was."""
    most = FULL * min(_seen)
    return [run for run, taken in zip(runs, paces, strict=True) if taken <= most]
