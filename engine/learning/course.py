"""A training course: iteration by iteration from wherever it stands, and ended by what is infinite.

The order of the samples in an epoch follows from the seed and the number of the epoch alone, so
that a course that is gone on with is, bit for bit, one that was not interrupted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from engine.data.data_set import DataSet
from engine.learning.judge import Judge
from engine.learning.plan import Plan, trainer_of
from engine.network.training import Draw, Epoch, Iterated, summed_up
from engine.running.trace import Trace, run


@dataclass(frozen=True, slots=True)
class NotFinite:
    """Where numbers left the finite range: the iteration, from 1, the step, from 1, its value."""

    iteration: int
    step: int
    name: str


@dataclass(frozen=True, slots=True)
class Measured:
    """An epoch, from 1: what was measured while training, and afterwards on other samples.

    - `fault`: where numbers left the finite range, with which the course ends; else None
    """

    number: int
    trained: Epoch
    validated: Epoch | None
    fault: NotFinite | None = None


class Course:
    """A plan that is carried out on data; `done` is how many iterations are."""

    def __init__(self, plan: Plan, data: DataSet, validation: DataSet | None = None) -> None:
        self.plan, self.data, self.validation = plan, data, validation
        self.trainer = trainer_of(plan, data)
        self.judge = Judge(plan.spec)
        self.length = plan.epoch_length(len(data))
        self.done = 0
        self._draws: Iterator[Draw] = iter(())
        self._drawn: Draw | None = None

    def put(self, done: int, values: Mapping[str, Any]) -> None:
        """Go on from another place: after so many iterations, with what they had made of values."""
        self.trainer.put(values)
        self.done, self._draws, self._drawn = done, iter(()), None
        if done % self.length:
            # Masks are drawn one after the other, so that those before have to be drawn too.
            self._draws = islice(self._epoch_draws(), done % self.length, None)

    @property
    def carried(self) -> dict[str, Any]:
        """A copy of what the iterations have changed, from which the course goes on."""
        values = self.trainer.values
        return {name: np.array(values[name]) for name in self.plan.program.carried}

    def onward(self) -> Iterated:
        """Run the next iteration."""
        drawn = self._next()
        self.trainer.set_rate(self.rate)
        result = self.trainer.iterate(drawn)
        self._passed()
        return result

    @property
    def rate(self) -> float:
        """The learning rate of the next iteration."""
        return self.plan.lr * self.plan.schedule.share(self.done)

    def next_inputs(self) -> dict[str, Any]:
        """Copy every input of the next iteration, with its batch."""
        drawn = self._next()
        self.trainer.set_rate(self.rate)
        return self.trainer.inputs(drawn)

    def recorded(self) -> Trace:
        """Record the next iteration, value by value, without going on to it."""
        return run(self.plan.program, self.next_inputs())

    def _next(self) -> Draw:
        """Draw what the next iteration takes, once."""
        if self._drawn is None:
            if self.done % self.length == 0:
                self._draws = self._epoch_draws()
            self._drawn = next(self._draws)
        return self._drawn

    def _passed(self) -> None:
        self.done, self._drawn = self.done + 1, None

    def _epoch_draws(self) -> Iterator[Draw]:
        rng = np.random.default_rng((self.plan.seed, self.done // self.length + 1))
        return self.trainer.draws(rng, self.plan.shuffled)

    def epoch(self) -> Measured:
        """Run to the end of the epoch, and measure it."""
        before, done = self.carried, self.done
        trained = summed_up([self.onward() for _ in range(self.length - done % self.length)])
        number = self.done // self.length
        if not (np.isfinite(trained.loss) and self.is_finite):
            return Measured(number, trained, None, self.fault_after(done, before))
        return Measured(number, trained, self.validated())

    @property
    def is_finite(self) -> bool:
        """Whether all that the iterations have changed is finite."""
        values = self.trainer.values
        return all(np.isfinite(values[name]).all() for name in self.plan.program.carried)

    def validated(self) -> Epoch | None:
        """Measure the network on the other samples, at once."""
        if self.validation is None:
            return None
        return self.judge.measure(self.trainer.values, self.validation)

    def fault_after(self, done: int, values: Mapping[str, Any]) -> NotFinite | None:
        """Run iterations again, recorded, to the first value that is not finite.

        They begin at a place before it; None where all are finite to where the course stands.
        """
        last = self.done
        self.put(done, values)
        while self.done < last:
            trace = self.recorded()
            if fault := _fault_in(trace, self.done + 1):
                return fault
            self.trainer.put({old: trace[new] for old, new in trace.program.carried.items()})
            self._passed()
        return None

    def fault_ahead(self) -> NotFinite | None:
        """Find where the next iteration leaves the finite range, without going on to it."""
        return _fault_in(self.recorded(), self.done + 1)


def _fault_in(trace: Trace, iteration: int) -> NotFinite | None:
    fault = trace.first_nonfinite()
    if fault is None:
        return None
    return NotFinite(iteration, trace.program.equations.index(fault) + 1, fault.name)


def epochs(course: Course, last: int) -> Iterator[Measured]:
    """Run a course to the end of an epoch, counted from 1, or to where it leaves the finite range.

    Nothing is done before it is asked for.
    """
    while course.done // course.length < last:
        yield (one := course.epoch())
        if one.fault:
            return
