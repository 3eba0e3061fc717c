"""A plane with its axes and the path in it, and the rows of the surface over it, as tasks."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from app.train.stretch import BEGINNING, PER_PRODUCT, PER_STEP, SLICE, Checkpoint, seconds_of
from app.train.surface.planes import PLANES, Around, Chosen, Laid
from app.train.surface.trail import Trail
from app.train.training import Training, course_of, samples_of
from app.work.errors import WorkError
from engine.learning.course import Course
from engine.learning.surface import Landscape, Plane, extent
from engine.running.numbers import Array

SIDES, SAMPLES = (41, 31, 25), (1000, 300, 100)
"""Points along a side, and how many samples, the first ones: less for a large network."""
LONGEST = 6.0
"""Seconds that a surface may take by the estimate."""
STEPS = 3
"""So many steps each layer has in a forward pass, about."""
LEAST_SHARE = 0.4
"""The shorter axis is at least this share of the longer one where both are lengths in one space."""


@dataclass(frozen=True)
class Asked:
    """A surface: of a training that has gone to `last`, through its weights at `at`."""

    training: Training
    last: int
    at: int
    chosen: Chosen


@dataclass(frozen=True, eq=False)
class Frame:
    """A plane with its axes, and the path: its places (k, 2), its losses (k,), when it was there.

    - `shares`: of the path's movement along the axes, where that is known
    - `samples`: how many the loss is measured on
    """

    plane: Plane
    x: Array
    y: Array
    iterations: tuple[int, ...]
    places: Array
    losses: Array
    shares: tuple[float, float] | None
    samples: int

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 3 * self.plane.origin.nbytes + self.places.nbytes + self.losses.nbytes


def grid_of(training: Training) -> tuple[int, int]:
    """Choose the points along a side and the samples, so that a surface takes bounded time."""
    sizes = [(side, samples) for samples in SAMPLES for side in SIDES]
    fits = (one for one in sizes if one[0] ** 2 * seconds_of_loss(training, one[1]) <= LONGEST)
    return next(fits, sizes[-1])


def seconds_of_loss(training: Training, samples: int) -> float:
    """Estimate how long it takes to compute the loss once."""
    design = training.design
    weights = sum(a * b for a, b in pairwise(design.widths))
    count = min(samples, len(samples_of(training)[0]))
    return PER_STEP * STEPS * len(design.layers) + PER_PRODUCT * count * weights / 2


@dataclass(frozen=True)
class Framing:
    """The frame of a surface, as a task: the weights at its iteration, the plane, the path."""

    asked: Asked
    trail: Trail = field(compare=False, repr=False)
    begin: Checkpoint = field(compare=False, repr=False)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        training, count = self.asked.training, len(self.trail.points)
        _, samples = grid_of(training)
        steps = seconds_of(training, self.asked.at - self.begin.done)
        return steps + count * seconds_of_loss(training, samples)

    def compute(self) -> Frame:
        """Compute it. Raises `WorkError` where there is no such plane."""
        asked, course = self.asked, self._course()
        side, samples = grid_of(asked.training)
        landscape = landscape_of(course, samples)
        centre = landscape.weights.flat(course.trainer.values)
        if not np.isfinite(centre).all():
            raise WorkError("at", "not_finite_there")
        iterations, path = _with_centre(self.trail.to(asked.last), asked.at, centre)
        around = Around(course.plan.spec, landscape.weights, centre, path)
        laid, places = _laid(asked.chosen, around)
        x, y = _axes(places, laid.plane.project(centre[None])[0], laid.least, side)
        losses = np.array([landscape.loss(point) for point in path])
        count = len(course.data.rows(slice(samples)))
        return Frame(laid.plane, x, y, iterations, places, losses, laid.shares, count)

    def _course(self) -> Course:
        course = course_of(self.asked.training)
        if self.begin.values is not None:
            course.put(*self.begin)
        while course.done < self.asked.at:
            course.onward()
        return course


def _laid(chosen: Chosen, around: Around) -> tuple[Laid, Array]:
    """Lay a plane, and find the places of the path in it: (k, 2).

    Squares of weights leave the finite range before the weights do. Raises `WorkError` then.
    """
    with np.errstate(over="ignore", invalid="ignore"), suppress(np.linalg.LinAlgError):
        laid = PLANES[chosen.kind](chosen, around)
        places = laid.plane.project(around.path)
        if np.isfinite(places).all():
            return laid, places
    raise WorkError("at", "too_large_there")


def _with_centre(trail: Trail, at: int, centre: Array) -> tuple[tuple[int, ...], Array]:
    """Put the weights at an iteration into the path, where they are not on it already."""
    found = dict(zip(trail.iterations, trail.points, strict=True)) | {at: centre}
    iterations = tuple(sorted(found))
    return iterations, np.array([found[one] for one in iterations], dtype=float)


def _axes(places: Array, centre: Array, least: float, side: int) -> tuple[Array, Array]:
    """Lay the axes so that the path and so much around the centre is seen."""
    seen = np.vstack([places, centre - least / 2, centre + least / 2])
    widths = np.ptp(seen, axis=0)
    widest = float(widths.max()) or 1.0
    low, high = (extent(seen[:, k], LEAST_SHARE * widest) for k in (0, 1))
    return np.linspace(*low, side), np.linspace(*high, side)


@dataclass(frozen=True)
class Rows:
    """Rows of a surface from one on, as a task: as many as there is time for, at least one."""

    asked: Asked
    row: int
    frame: Frame = field(compare=False, repr=False)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        count = (len(self.frame.y) - self.row) * len(self.frame.x)
        each = seconds_of_loss(self.asked.training, self.frame.samples)
        return BEGINNING + min(SLICE, count * each)

    def compute(self) -> Array:
        """Compute the losses: (rows, points of a row)."""
        frame, rows = self.frame, list[Array]()
        landscape = landscape_of(course_of(self.asked.training), frame.samples)
        until = time.process_time() + SLICE
        for y in frame.y[self.row :]:
            rows.append(landscape.row(frame.plane, frame.x, y))
            if time.process_time() > until:
                break
        return np.array(rows)


def landscape_of(course: Course, samples: int) -> Landscape:
    """Make the loss of the first samples that a training is trained on."""
    data = course.data.rows(slice(samples))
    return Landscape(course.plan.spec, course.trainer.values, data)
