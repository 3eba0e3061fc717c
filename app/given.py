"""The inputs of an iteration, described by where they come from: a long history stays small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.work.numbers import KEPT, PER_TRACE, trace_cost
from app.work.run import as_run, carried, entries_of, laid_over, loss_in
from app.work.source import Source, Values, has_entry
from app.work.work import Spot
from engine.running.trace import Trace


def is_there(values: Values, spot: Spot) -> bool:
    """Whether there is such an entry; a number counts as a matrix of one."""
    shapes = {spot[0]: values[spot[0]].shape} if spot[0] in values else {}
    return has_entry(shapes, *spot)


@dataclass(frozen=True, eq=False)
class Given:
    """The inputs of an iteration: from its source or the iteration before, with typed entries.

    `single`: only the first sample is shown and trained on.
    """

    source: Source
    single: bool = False
    before: Given | None = None
    typed: Mapping[Spot, float] = field(default_factory=dict)

    @property
    def values(self) -> Values:
        """Every input by name, for the whole batch."""
        return KEPT.of(self, "values", lambda: _values(self), lambda _: _own_bytes(self))

    @property
    def shown(self) -> Source:
        """The source with these values, as it is run."""
        return _shown(self, self.values)

    @property
    def trace(self) -> Trace:
        """Every value of this iteration."""
        return _trace(self, self.values)

    @property
    def loss(self) -> float | None:
        """The loss of this iteration; None where there is none."""
        return KEPT.of(self, "loss", lambda: loss_in(self.trace), lambda _: 400)

    def with_typed(self, name: str, row: int, col: int, value: float) -> Given:
        """Replace one entry.

        Raises `KeyError` for a name that is not an input, `IndexError` for an entry beyond it.
        """
        _ = self.values[name][(row, col) if self.values[name].ndim else ()]
        return replace(self, typed={**self.typed, (name, row, col): value})


def next_of(given: Given) -> Given:
    """Describe the inputs of the next iteration."""
    return Given(given.source, given.single, given)


def _values(given: Given) -> Values:
    below = _carried(given.before) if given.before else given.source.values
    return laid_over(below, entries_of(given.typed))


def _carried(before: Given) -> Values:
    """Compute the inputs that an iteration hands on.

    Asks for the values of the iteration once: were they forgotten and asked for twice in each
    iteration, every further iteration would double the time.
    """
    values = before.values
    return carried(values, _trace(before, values))


def _trace(given: Given, values: Values) -> Trace:
    return KEPT.of(given, "trace", lambda: _shown(given, values).trace(), trace_cost)


def _shown(given: Given, values: Values) -> Source:
    return as_run(given.source, values, given.single)


def _own_bytes(given: Given) -> int:
    """Estimate how many bytes are held by this iteration alone."""
    have = given.source.values
    names = have if given.before else {name for name, _, _ in given.typed}
    return PER_TRACE + sum(have[name].nbytes for name in names)
