"""The history of one visitor's work, frozen: networks, edits, iterations, undo and redo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.design import Design
from app.given import Given, is_there, next_of
from app.start import scenario_of
from app.work.rules import carried_over
from app.work.run import entries_of
from app.work.source import Source, Values
from app.work.work import Spot
from engine.running.trace import Trace

UNDO_STEPS = 200


@dataclass(frozen=True, eq=False)
class State:
    """One point of the history: all iterations so far, of which the last is shown.

    `design` is what the network was made from; None for a scene of a lesson.
    """

    iterations: tuple[Given, ...]
    design: Design | None = None

    @property
    def given(self) -> Given:
        """The inputs of the iteration that is shown."""
        return self.iterations[-1]


@dataclass(frozen=True, eq=False)
class Bench:
    """The work that is shown, and the states that undo and redo lead to."""

    now: State
    past: tuple[State, ...] = ()
    future: tuple[State, ...] = ()

    @property
    def iterations(self) -> tuple[Given, ...]:
        """The inputs of every iteration so far."""
        return self.now.iterations

    @property
    def design(self) -> Design | None:
        """The design that the network was made from."""
        return self.now.design

    @property
    def values(self) -> Values:
        """The inputs of the iteration that is shown, for the whole batch."""
        return self.now.given.values

    @property
    def untouched(self) -> bool:
        """Whether all numbers are those that the network came with."""
        return len(self.iterations) == 1 and not self.now.given.typed

    def source(self, iteration: int = -1) -> Source:
        """The network or scene of an iteration, with that iteration's inputs."""
        return self.iterations[iteration].shown

    def trace(self, iteration: int = -1) -> Trace:
        """Every value of an iteration."""
        return self.iterations[iteration].trace


def opened(source: Source) -> Bench:
    """Begin to work on a network or a scene, with no history."""
    return Bench(State((Given(source),)))


def designed(design: Design) -> Bench:
    """Begin to work on the network of a design."""
    return Bench(_fresh(design))


def _fresh(design: Design) -> State:
    return State((Given(scenario_of(design), design.single),), design)


def edited(bench: Bench, name: str, row: int, col: int, value: float) -> Bench:
    """Replace one entry of one input in the iteration that is shown.

    Raises `KeyError` for a name that is not an input, `IndexError` for an entry that is not there.
    """
    *before, last = bench.iterations
    return _iterated(bench, (*before, last.with_typed(name, row, col, value)))


def typed_over(bench: Bench, name: str, row: int, col: int, value: float) -> Bench:
    """Replace one entry of a fresh work without a step of undo.

    For what an address has typed. Where there is no such entry, nothing changes.
    """
    given = bench.now.given
    if not is_there(given.values, (name, row, col)):
        return bench
    typed = given.with_typed(name, row, col, value)
    return Bench(replace(bench.now, iterations=(typed,)))


def updated(bench: Bench) -> Bench:
    """Go to the next iteration: the updated parameters become its inputs."""
    return _iterated(bench, (*bench.iterations, next_of(bench.now.given)))


def iteration_back(bench: Bench) -> Bench:
    """Go back to the iteration before; in the first one nothing changes."""
    return _iterated(bench, bench.iterations[:-1]) if len(bench.iterations) > 1 else bench


def reset(bench: Bench) -> Bench:
    """Go back to the numbers that the network came with."""
    if bench.untouched:
        return bench
    first = bench.iterations[0]
    return _iterated(bench, (Given(first.source, first.single),))


def redesigned(bench: Bench, design: Design) -> Bench:
    """Build another design in place of this one, and show its first iteration.

    What was typed is kept where the new network has such an entry; from later iterations only if no
    update changes the value. Where the design draws new numbers, only rates and settings are kept.
    """
    if design == bench.design:
        return bench
    state = _fresh(design)
    first = state.given
    typed = {spot: x for spot, x in _typed(bench.now, design) if is_there(first.values, spot)}
    return _done(bench, State((replace(first, typed=typed),), design))


def exchanged(bench: Bench, design: Design) -> Bench:
    """Open another design with nothing typed."""
    return bench if design == bench.design and bench.untouched else _done(bench, _fresh(design))


def _typed(state: State, design: Design) -> Iterator[tuple[Spot, float]]:
    program = state.given.trace.program
    iterations = (entries_of(given.typed) for given in state.iterations)
    for entry in carried_over(iterations, program, state.design, design):
        yield entry[:3], entry.value


def undone(bench: Bench) -> Bench:
    """Undo one change."""
    if not bench.past:
        return bench
    return Bench(bench.past[-1], bench.past[:-1], (bench.now, *bench.future))


def redone(bench: Bench) -> Bench:
    """Redo one change."""
    if not bench.future:
        return bench
    return Bench(bench.future[0], (*bench.past, bench.now), bench.future[1:])


def _iterated(bench: Bench, iterations: tuple[Given, ...]) -> Bench:
    return _done(bench, replace(bench.now, iterations=iterations))


def _done(bench: Bench, state: State) -> Bench:
    return Bench(state, (*bench.past, bench.now)[-UNDO_STEPS:])
