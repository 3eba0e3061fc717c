"""A training that is watched: pictures of its weights as it goes on, and often what is seen of it.

It goes on until its turn is over, and a next one goes on from there. Those that stand beside it go
on with it, iteration by iteration: they need no turns of their own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.train.looks.look import NOTHING_MORE, Look
from app.train.picture import picture_of
from app.train.stretch import Checkpoint, Stretched, Walk
from app.train.training import Training

PICTURE, STAND = 1 / 45, 1 / 6
"""Seconds between two pictures of the weights, and between two of all that is seen."""
LONGEST = 8.0
"""Seconds of computing after which a turn ends by itself."""


class Picture(NamedTuple):
    """The weights after so many iterations, as the browser draws them."""

    done: int
    weights: str


class Beside(NamedTuple):
    """The course of a training beside the one that is watched, by its place among those."""

    place: int
    course: Stretched


class Begun(NamedTuple):
    """A training, and the checkpoint from which it goes on."""

    training: Training
    begin: Checkpoint


@dataclass(frozen=True)
class Live:
    """A training from a checkpoint to the `last` iteration, or as far as its turn goes.

    - `since`: the iteration after which there are pictures: those before it were seen already
    - `beside`: the trainings that go on with it
    """

    training: Training
    last: int
    since: int
    begin: Checkpoint = field(compare=False, repr=False)
    look: Look = NOTHING_MORE
    beside: tuple[Begun, ...] = field(default=(), compare=False, repr=False)

    def in_parts(self, ends: Callable[[], bool]) -> Iterator[Part]:
        """Go on; tell what is seen of it, at least once and always at the end."""
        walk, until = Walk(self.training, self.begin), time.thread_time() + LONGEST
        others = [Walk(*one) for one in self.beside]
        due = stand = time.perf_counter()
        for _ in side_by_side([walk, *others], self.last):
            if ends() or time.thread_time() > until:
                break
            now = time.perf_counter()
            if now < due:
                continue
            due = max(due + PICTURE, now)
            if self.since < walk.course.done < self.last:
                yield self._picture(walk)
            if now >= stand:
                stand = now + STAND
                yield from self._standings(walk, others)
        yield from self._standings(walk, others, is_end=True)

    def _picture(self, walk: Walk) -> Picture:
        course = walk.course
        return Picture(course.done, picture_of(self.training, course.trainer.values))

    def _standings(
        self, walk: Walk, others: Sequence[Walk], is_end: bool = False
    ) -> Iterator[Beside | Stretched]:
        """Tell of those beside it, and of the training itself where it was not seen yet."""
        for place, other in enumerate(others):
            yield Beside(place, other.passed())
        if is_end or self.since < walk.course.done < self.last:
            yield walk.standing(self.look)


Part = Picture | Beside | Stretched


def side_by_side(walks: Sequence[Walk], last: int) -> Iterator[None]:
    """Go on look by look, always with the training that is furthest behind.

    One that breaks off stays where it is; where the first one does, no other goes beyond it.
    """
    going = {place: walk.looks(last) for place, walk in enumerate(walks)}
    while going:
        behind = min(going, key=lambda place: walks[place].course.done)
        if 0 not in going and walks[behind].course.done >= walks[0].course.done:
            return
        if next(going[behind], True):
            del going[behind]
        else:
            yield
