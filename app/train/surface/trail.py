"""The weights of a training along its way, computed in slices: the path of descent.

The iterations whose weights are taken follow from the network alone, so that the path is the same
however its walk was divided; what is forgotten is walked again.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from app.train.stretch import BEGIN, SLICE, Checkpoint, is_measured, seconds_of
from app.train.training import Training, course_of, plan_of
from engine.learning.weights import Weights, weights_of
from engine.running.numbers import Array

MOST_OF_ONE, MOST = 32_000_000, 96_000_000
"""Bytes of one path, and of all that are kept, about."""
OFTEN, DOUBLINGS = 16, 20
"""The weights are taken so often until the iterations have doubled, which they can so often."""


@dataclass(frozen=True, eq=False)
class Trail:
    """The weights after some iterations, in order; walked from one iteration to where it stands."""

    iterations: tuple[int, ...] = ()
    points: tuple[Array, ...] = ()
    since: int = 0
    end: Checkpoint = BEGIN

    def to(self, last: int) -> Trail:
        """Take the part up to an iteration."""
        count = sum(one <= last for one in self.iterations)
        return Trail(self.iterations[:count], self.points[:count], self.since, self.end)

    def __add__(self, more: Trail) -> Trail:
        iterations, points = self.iterations + more.iterations, self.points + more.points
        return Trail(iterations, points, self.since, more.end)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        values = (self.end.values or {}).values()
        return sum(np.asarray(one).nbytes for one in (*self.points, *values))


@dataclass(frozen=True)
class Walk:
    """The weights on the way to an iteration, as a task: as far as there is time."""

    training: Training
    last: int
    begin: Checkpoint = field(compare=False, repr=False)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return min(SLICE, seconds_of(self.training, self.last - self.begin.done))

    def compute(self) -> Trail:
        """Go on from the checkpoint, and take the weights where they are to be taken."""
        course = course_of(self.training)
        weights = weights_of(course.plan.program)
        often, until = often_of(weights), time.process_time() + SLICE
        found = list[tuple[int, Array]]()
        if self.begin.values is not None:
            course.put(*self.begin)
        else:
            found.append((0, _taken(weights, course.carried)))
        while course.done < self.last and time.process_time() < until:
            course.onward()
            if is_measured(course.done, often):
                found.append((course.done, _taken(weights, course.carried)))
        finite = [one for one in found if np.isfinite(one[1]).all()]
        iterations, points = (tuple(one[k] for one in finite) for k in (0, 1))
        end = Checkpoint(course.done, course.carried)
        return Trail(iterations, points, self.begin.done, end)


def _taken(weights: Weights, values: dict[str, Array]) -> Array:
    """Lay the weights end to end, in half the memory."""
    with np.errstate(over="ignore"):
        return weights.flat(values).astype(np.float32)


def often_of(weights: Weights) -> int:
    """Find how often the weights are taken, so that a path of any length fits into its memory."""
    fit = MOST_OF_ONE // (DOUBLINGS * 4 * weights.size)
    return next((often for often in (OFTEN, 8, 4, 2) if often <= fit), 1)


class Trails:
    """The paths of trainings, up to a number of bytes; the one unused for longest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock = Lock()
        self._kept: OrderedDict[Training, Trail] = OrderedDict()

    def of(self, training: Training) -> Trail:
        """Look up how far a path is known."""
        with self._lock:
            if training in self._kept:
                self._kept.move_to_end(training)
            return self._kept.get(training, Trail())

    def keep(self, training: Training, more: Trail) -> Trail:
        """Keep what was walked, where it goes on from what is known."""
        with self._lock:
            known = self._kept.get(training, Trail())
            if known.end.done == more.since:
                self._kept[training] = known + more
                self._kept.move_to_end(training)
            while sum(one.size for one in self._kept.values()) > self.most and len(self._kept) > 1:
                self._kept.popitem(last=False)
            return self._kept.get(training, Trail())


TRAILS = Trails()


def parameters_of(training: Training) -> Weights:
    """List the parameters of a training's network."""
    return weights_of(plan_of(training).program)
