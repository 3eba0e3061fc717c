"""A computation that may take long, as data: what it is, and how many seconds it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

QUICK = 0.1
"""What takes no more seconds than this is computed where it is asked."""


class Task(Protocol):
    """A frozen dataclass that can be sent to another process; equal ones have equal results."""

    @property
    def seconds(self) -> float:
        """An estimate from sizes of how long it takes."""

    def compute(self) -> Any:
        """Compute it."""


class ToldInParts(Protocol):
    """A frozen dataclass that can be sent to another process, whose result comes in parts."""

    def in_parts(self, ends: Callable[[], bool]) -> Iterator[Any]:
        """Compute it part by part, until it is done or soon after `ends` says that its turn is."""


class Elsewhere(Exception):
    """Raised for a task that a worker has to compute; then all is asked again with its outcome."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.task = task


Outcomes = Mapping[Task, Any]
"""What the tasks of a request came to: a result, or the exception that stands for it."""
_outcomes: ContextVar[Outcomes | None] = ContextVar("outcomes", default=None)


@contextmanager
def with_workers(outcomes: Outcomes | None) -> Iterator[None]:
    """Leave long tasks to workers; `outcomes` are known already. With None there are no workers."""
    token = _outcomes.set(outcomes)
    try:
        yield
    finally:
        _outcomes.reset(token)


def result_of(task: Task) -> Any:
    """Compute a task that is quick, or any where there are no workers; else take its outcome.

    Raises `Elsewhere` where there is no outcome yet, and an outcome that is an exception.
    """
    outcomes = _outcomes.get()
    if outcomes is None or task.seconds <= QUICK:
        return task.compute()
    if task not in outcomes:
        raise Elsewhere(task)
    outcome = outcomes[task]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
