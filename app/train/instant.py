"""An iteration of a training as it can be looked into: every input, with its batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.train.kept import KEPT
from app.train.stretch import SLICE, Checkpoint, Stretch, Stretched, seconds_of
from app.train.training import Training, course_of, plan_of, samples_of
from app.work.errors import WorkError
from app.workers.task import result_of
from engine.running.numbers import Array, frozen

NEAR = 2 * SLICE
"""What takes no more seconds than this is computed at once."""
FAR = 20.0
"""No page is opened at a moment that is more seconds away than this by the estimate."""


@dataclass(frozen=True)
class Moment:
    """A training after `done` iterations, before the next one."""

    training: Training
    done: int

    @property
    def rows(self) -> int:
        """How many samples the next iteration has: the last batch of an epoch may be smaller."""
        count, batch = len(samples_of(self.training)[0]), self.training.design.batch
        passed = self.done % plan_of(self.training).epoch_length(count) * batch
        return min(batch, count - passed)


@dataclass(frozen=True)
class InputsAt:
    """The inputs of the iteration at a moment, as a task for a worker."""

    moment: Moment
    begin: Checkpoint = field(compare=False, repr=False)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return seconds_of(self.moment.training, self.moment.done - self.begin.done)

    def compute(self) -> Mapping[str, Array]:
        """Go on from the checkpoint to the iteration, and take its inputs."""
        course = course_of(self.moment.training)
        if self.begin.values is not None:
            course.put(*self.begin)
        while course.done < self.moment.done:
            course.onward()
        return {name: frozen(value) for name, value in course.next_inputs().items()}


def inputs_at(moment: Moment) -> Mapping[str, Array]:
    """Compute every input of the iteration at a moment, as it was when the training was there.

    Raises `WorkError` for one that cannot be reached, as `come_near` does.
    """
    come_near(moment)
    found: Mapping[str, Array] = result_of(
        InputsAt(moment, KEPT.before(moment.training, moment.done))
    )
    return found


def come_near(moment: Moment) -> None:
    """Go on in stretches until the rest is short, each from the checkpoint of the one before.

    So no worker computes for long, however far a moment is from all that is known here; and what
    takes longer than a request may is gone on with when it is asked for again. Raises `WorkError`
    for a moment that is too far away, or that the training does not come to.
    """
    training, at = moment.training, KEPT.before(moment.training, moment.done)
    while at.done < moment.done and seconds_of(training, moment.done - at.done) > NEAR:
        stretched: Stretched = result_of(Stretch(training, moment.done, at))
        KEPT.keep(training, stretched.end, stretched.rows, at.done)
        at = stretched.end
        if stretched.fault and at.done < moment.done:
            facts = {"iteration": stretched.fault.iteration, "done": moment.done}
            raise WorkError("moment", "not_finite_before", **facts)
        if seconds_of(training, moment.done - at.done) > FAR:
            raise WorkError("moment", "too_far", done=moment.done)
