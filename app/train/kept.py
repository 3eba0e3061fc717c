"""Checkpoints of trainings, for everyone with an equal one, up to a number of bytes.

Nothing is lost with them: a training that was forgotten is computed again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from app.train.stretch import BEGIN, Checkpoint, Row
from app.train.training import Training

MOST = 100_000_000
MOST_OF_ONE = 48
"""So many checkpoints of one training; then every other one is forgotten."""
SHARES = 8
"""No training takes more than this part: those that are compared all have room."""
PER_CHECKPOINT, PER_ROW, PER_LAYER, PER_ENTRY = 2000, 500, 800, 4
"""Bytes of a checkpoint besides its numbers, of a row, and in it of a layer and an entry, about."""


class Kept:
    """Checkpoints by training; the training unused for longest is forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.held = 0
        self._lock = Lock()
        self._kept: OrderedDict[Training, _Own] = OrderedDict()

    def before(self, training: Training, iteration: int) -> Checkpoint:
        """Find the last checkpoint that is not after an iteration, or the beginning."""
        with self._lock:
            own = self._own(training)
            known = sorted(own.checkpoints) if own else []
            at = bisect_right(known, iteration)
            return own.checkpoints[known[at - 1]] if own and at else BEGIN

    def rows(self, training: Training) -> list[Row]:
        """List all that was measured, in order: up to every checkpoint there is no gap."""
        with self._lock:
            own = self._own(training)
            return [own.rows[at] for at in sorted(own.rows)] if own else []

    def keep(
        self, training: Training, checkpoint: Checkpoint, rows: Iterable[Row], since: int = 0
    ) -> None:
        """Keep a checkpoint and what was measured after iteration `since`; forget what is too much.

        Nothing is kept where the training was forgotten meanwhile: there would be a gap before it.
        """
        with self._lock:
            own = self._own(training) or _Own()
            if max(own.checkpoints, default=0) < since:
                return
            self._kept[training] = own
            for row in rows:
                self.held += size_of_row(row) if row.iteration not in own.rows else 0
                own.rows[row.iteration] = row
            if checkpoint.done not in own.checkpoints:
                own.checkpoints[checkpoint.done] = checkpoint
                self.held += size_of(checkpoint)
            if len(own.checkpoints) > MOST_OF_ONE or own.size > self.most // SHARES:
                for done in sorted(own.checkpoints)[:-1][::2]:
                    self.held -= size_of(own.checkpoints.pop(done))
            while self.held > self.most and len(self._kept) > 1:
                _, forgotten = self._kept.popitem(last=False)
                self.held -= forgotten.size

    def _own(self, training: Training) -> _Own | None:
        own = self._kept.get(training)
        if own:
            self._kept.move_to_end(training)
        return own


@dataclass
class _Own:
    """What is kept of a training, by iterations."""

    checkpoints: dict[int, Checkpoint] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        rows = sum(map(size_of_row, self.rows.values()))
        return rows + sum(map(size_of, self.checkpoints.values()))


def size_of(checkpoint: Checkpoint) -> int:
    """Estimate how many bytes a checkpoint takes."""
    values = checkpoint.values or {}
    return PER_CHECKPOINT + sum(np.asarray(value).nbytes for value in values.values())


def size_of_row(row: Row) -> int:
    """Estimate how many bytes a row takes."""
    return PER_ROW + PER_LAYER * len(row.histograms) + PER_ENTRY * len(row.entries)


KEPT = Kept()
