"""A training that is watched: pictures of its weights as it goes on, and often what is seen of it.

It goes on until its turn is over, and a next one goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
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


@dataclass(frozen=True)
class Live:
    """A training from a checkpoint to the `last` iteration, or as far as its turn goes.

    - `since`: the iteration after which there are pictures: those before it were seen already
    """

    training: Training
    last: int
    since: int
    begin: Checkpoint = field(compare=False, repr=False)
    look: Look = NOTHING_MORE

    def in_parts(self, ends: Callable[[], bool]) -> Iterator[Picture | Stretched]:
        """Go on; tell what is seen of it, at least once and always at the end."""
        walk, until = Walk(self.training, self.begin), time.process_time() + LONGEST
        course = walk.course
        due = stand = time.perf_counter()
        for _ in walk.looks(self.last):
            if ends() or time.process_time() > until:
                break
            now = time.perf_counter()
            if now < due or not self.since < course.done < self.last:
                continue
            due = max(due + PICTURE, now)
            yield Picture(course.done, picture_of(self.training, course.trainer.values))
            if now >= stand:
                stand = now + STAND
                yield walk.told(self.look)
        yield walk.told(self.look)
