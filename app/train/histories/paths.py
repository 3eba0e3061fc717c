"""The paths of some entries of a parameter over the iterations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.train.histories.history import Data, History, evenly
from app.train.stretch import Row
from app.train.training import Training, plan_of
from engine.learning.followed import Entry, followed

PATHS = "paths"
"""The figure; its parts are called `paths 0`, with the place of the entry among those followed."""
LINES = 24
"""So many lines there are at most."""
DIGITS = 5


def seen(training: Training, rows: Sequence[Row], choice: str) -> Data:
    """Write the path of each entry that is followed of a parameter; the last row is shown, too."""
    known = followed(plan_of(training).program)
    (name, chosen), start = _place(known, choice)
    shown = evenly(training, rows)
    shown += [row for row in rows[-1:] if row is not shown[-1]]
    numbers = np.array([row.entries[start : start + len(chosen)] for row in shown])
    x = [row.iteration for row in shown]
    columns = ([float(f"{number:.{DIGITS}g}") for number in path] for path in numbers.T)
    parts = {f"{PATHS} {k}": {"x": x, "y": path} for k, path in enumerate(columns)}
    return {"parts": parts, "parameters": {"names": [*known], "chosen": name, "entries": chosen}}


def _place(known: dict[str, list[Entry]], choice: str) -> tuple[tuple[str, list[Entry]], int]:
    """Find a parameter, or else the first one, and where its entries begin among all."""
    start = 0
    for name, entries in known.items():
        if name == choice:
            return (name, entries), start
        start += len(entries)
    return next(iter(known.items())), 0


PATHS_OF_PARAMETERS = History(seen, r"[A-Za-z][A-Za-z0-9_]{0,20}")
