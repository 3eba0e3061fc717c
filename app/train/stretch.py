"""A stretch of a training, computed by a worker: from one iteration on, as far as there is time."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple

from app.train.looks.look import NOTHING_MORE, Look
from app.train.looks.table import looked
from app.train.seen import MOST_JUDGED, seen
from app.train.training import BROUGHT, Training, course_of
from app.workers.task import QUICK
from engine.learning.course import Course, NotFinite
from engine.learning.followed import entries
from engine.learning.histogram import LayerHistograms, layer_histograms
from engine.learning.inside import Inside, inside
from engine.network.training import Epoch

SLICE = 0.2
"""Seconds of computing after which a stretch ends, so that others have their turn."""
PER_STEP, PER_PRODUCT, BEGINNING = 4e-6, 1e-9, 0.03
"""Seconds for a step, for a sample times a weight, and to make the network and its data."""
STEPS = 10
"""So many steps each layer has, about."""
OFTEN = {"mnist": 8, "digits": 16, **dict.fromkeys(BROUGHT, 16)}
USUALLY = 32
"""So often a training is measured until the number of its iterations has doubled."""
LOOK = 32
"""After so many iterations it is looked whether all is finite, and whether there is time."""
Values = Mapping[str, Any]


class Row(NamedTuple):
    """What was measured after so many iterations, on samples trained on and on others.

    - `layers`, `histograms`: what goes on inside the layers in the next iteration
    - `entries`: those entries of the parameters that are followed
    """

    iteration: int
    trained: Epoch
    validated: Epoch | None
    layers: tuple[Inside, ...]
    histograms: tuple[LayerHistograms, ...]
    entries: array[float]


class Checkpoint(NamedTuple):
    """What a training has made of its values after so many iterations; None at the beginning."""

    done: int
    values: Values | None


BEGIN = Checkpoint(0, None)


@dataclass(frozen=True)
class Stretched:
    """How far a stretch came.

    - `end`: the checkpoint from which the training goes on; `rows`: what was measured on the way
    - `fault`: where numbers leave the finite range, in the next iteration; else None, also where
      it came to its end before its last iteration
    - `seen`: what is seen of it at its end; `looked`: what is looked at besides
    """

    end: Checkpoint
    rows: tuple[Row, ...]
    fault: NotFinite | None
    seen: Mapping[str, Any] = field(default_factory=dict)
    looked: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Stretch:
    """Iterations of a training after a checkpoint, to the `last` one or as far as there is time.

    Whatever the checkpoint is, an iteration comes to the same. `look`: what is looked at at its end
    """

    training: Training
    last: int
    begin: Checkpoint = field(compare=False, repr=False)
    look: Look = NOTHING_MORE
    since: int = field(init=False, repr=False)
    """The iteration of the checkpoint: stretches from different ones end at different places."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", self.begin.done)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return min(SLICE, seconds_of(self.training, self.last - self.begin.done))

    def compute(self) -> Stretched:
        """Compute it. Raises `DataError` for data that cannot be."""
        # Of this thread: where it is computed here, others compute beside it.
        walk, until = Walk(self.training, self.begin), time.thread_time() + SLICE
        for _ in walk.looks(self.last):
            if time.thread_time() >= until:
                break
        return walk.standing(self.look)


def seconds_of(training: Training, iterations: int) -> float:
    """Estimate by the sizes of the network how long so many iterations take."""
    design = training.design
    weights = sum(a * b for a, b in pairwise(design.widths))
    each = PER_STEP * STEPS * len(design.layers) + PER_PRODUCT * 3 * design.batch * weights
    heavy = QUICK if training.set in ("mnist", "digits", *BROUGHT) else 0
    return BEGINNING + heavy + iterations * each


def is_measured(iteration: int, often: int = USUALLY) -> bool:
    """Tell whether a training is measured here: less often the longer it lasts.

    So a training of any length has few rows, and they are the same however it is divided.

    >>> [k for k in range(256, 290) if is_measured(k)]
    [256, 264, 272, 280, 288]
    """
    return iteration % max(1, 2 ** (iteration.bit_length() - 1) // often) == 0


class Walk:
    """A training that stands at an iteration and goes on."""

    def __init__(self, training: Training, begin: Checkpoint) -> None:
        self.course, self.often = course_of(training), OFTEN.get(training.set, USUALLY)
        self._fault: NotFinite | None = None
        self._last = begin.done
        if begin.values is not None:
            self.course.put(begin.done, begin.values)
        self._rows = [] if begin.done else [row_of(self.course)]

    def looks(self, last: int) -> Iterator[None]:
        """Go on to an iteration, or to where numbers leave the finite range, look by look."""
        course, self._last = self.course, last
        known = course.done, course.carried
        while course.done < last:
            if not (self._to_next_look(last) and course.is_finite):
                self._fault = course.fault_after(*known)
                return
            known = course.done, course.carried
            if is_measured(course.done, self.often):
                self._rows.append(row_of(course))
            yield

    def standing(self, look: Look) -> Stretched:
        """Say where it stands, what is looked at, and what was measured since it was last asked."""
        return replace(self.passed(), seen=seen(self.course), looked=looked(self.course, look))

    def passed(self) -> Stretched:
        """Say where it stands, and what was measured since it was last asked."""
        course, rows = self.course, tuple(self._rows)
        self._rows.clear()
        if self._fault is None and course.done == self._last:
            self._fault = course.fault_ahead()
        end = Checkpoint(course.done, course.carried)
        return Stretched(end, rows, self._fault)

    def _to_next_look(self, last: int) -> bool:
        """Run to where it is measured or looked at next; tell whether every loss was finite."""
        course, finite = self.course, True
        while True:
            finite &= math.isfinite(course.onward().loss)
            done = course.done
            if done == last or done % LOOK == 0 or is_measured(done, self.often):
                return finite


def row_of(course: Course) -> Row:
    """Measure a training where it stands."""
    judge, values = course.judge, course.trainer.values
    validation, trace = course.validation, course.recorded()
    return Row(
        course.done,
        judge.measure(values, course.data.rows(slice(MOST_JUDGED))),
        validation and judge.measure(values, validation.rows(slice(MOST_JUDGED))),
        inside(course.plan.spec, trace),
        layer_histograms(course.plan.spec, trace),
        entries(course.plan.program, values),
    )
