"""List the paths from one entry to the loss, each with its product of local derivatives.

A path is a sequence of entries, each read by the next. The sum of the products over all paths is
the derivative of the loss; backpropagation computes it without listing the paths.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from math import prod

from engine.calculus.jacobian import short_formula, upstream_name
from engine.core.errors import LimitError
from engine.core.expr import Cell, Index
from engine.core.rewrite import at_sizes
from engine.entries.entry import entry, value_of
from engine.entries.terms import check_cell, sources, split
from engine.running.rerun import forward_trace
from engine.running.trace import Trace

SHOWN = 200
"""How many paths are listed by default."""
LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a cell to one that reads it, with the derivative `∂target / ∂source`."""

    source: Cell
    target: Cell
    derivative: float


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of links from an entry to the loss."""

    links: tuple[Link, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """List the cells of the path, with both ends."""
        return (self.links[0].source, *(link.target for link in self.links))

    @property
    def product(self) -> float:
        """Multiply the local derivatives."""
        return prod(link.derivative for link in self.links)


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths from an entry to the loss.

    - `count`: how many there are
    - `shown`: the first of them, or all if there are few
    - `total`: the sum of the products of all paths: the derivative of the loss by the entry
    """

    cell: Cell
    count: int
    shown: tuple[Path, ...]
    total: float

    @property
    def complete(self) -> bool:
        """Whether all paths are shown."""
        return len(self.shown) == self.count


def paths(trace: Trace, name: str, row: int = 0, col: int = 0, most: int = SHOWN) -> Paths:
    """Follow all paths from one entry to the loss, and list at most `most` of them.

    Paths with a product of 0 count too (a ReLU that is off). The total is the derivative of the
    loss itself; conventions adjust only the gradients of a program. With an upstream gradient
    the loss is `Σ Y ⊙ gradY`.
    Raises `BindError` for an entry that does not exist, `ProgramError` for a program without a
    loss, and `LimitError` if more than 20,000 links would have to be followed.
    """
    cell = Cell(name, row, col)
    check_cell(trace, cell)
    ways = _Links(forward_trace(trace))
    count, total = ways.sums(cell)
    return Paths(cell, count, tuple(map(Path, islice(ways.chains(cell), most))), total)


def links(trace: Trace, cell: Cell, into: Collection[str] | None = None) -> tuple[Link, ...]:
    """Find the entries that read a cell, in the order they are computed, with their derivatives.

    Entry `[r, c]` of the short formula `Jᵀ g` is a sum over the entries of `g` that the cell flows
    into. The factor of each is its local derivative. `into` names the steps, by default all.
    """
    return tuple(
        Link(cell, target, derivative)
        for equation in trace.program.readers.get(cell.name, ())
        if into is None or equation.name in into
        for target, derivative in _derivatives(trace, cell, equation.name).items()
    )


def _derivatives(trace: Trace, cell: Cell, step: str) -> dict[Cell, float]:
    """Differentiate every entry of a step that reads the cell."""
    short = short_formula(trace.program, step, cell.name)
    if short is None:
        return {}
    g, shapes = upstream_name(trace.program, step), trace.program.sized(trace.dims)
    one = entry(at_sizes(short, trace.dims), {**shapes, g: shapes[step]}, cell.row, cell.col)
    derivatives: dict[Cell, float] = {}
    for term in split(one):
        for at in (c for c in sources(term) if c.name == g):
            factor = value_of(term, {**trace.values, g: _OneAt(at.row, at.col)})
            target = Cell(step, at.row, at.col)
            derivatives[target] = derivatives.get(target, 0.0) + factor
    return derivatives


@dataclass(frozen=True, slots=True)
class _OneAt:
    """A matrix that is 1 at one position and 0 elsewhere; as a number it is 1."""

    row: Index
    col: Index

    def __getitem__(self, index: tuple[Index, Index]) -> float:
        return float(index == (self.row, self.col))

    def __float__(self) -> float:
        return 1.0


@dataclass(frozen=True, eq=False)
class _Links:
    """The links that lead to the last value of a trace; each is computed once."""

    trace: Trace
    known: dict[Cell, tuple[Link, ...]] = field(default_factory=dict)
    known_sums: dict[Cell, tuple[int, float]] = field(default_factory=dict)

    @property
    def end(self) -> str:
        """Name the last value."""
        return self.trace.program.equations[-1].name

    @cached_property
    def on_the_way(self) -> frozenset[str]:
        """Collect the steps that the end is computed from, and the end itself."""
        return frozenset(step.name for step in self.trace.program.needed_for(self.end))

    def onward(self, cell: Cell) -> tuple[Link, ...]:
        """List the links from a cell that lead to the end."""
        if cell not in self.known:
            self._check_limit()
            self.known[cell] = links(self.trace, cell, self.on_the_way)
        return self.known[cell]

    def sums(self, cell: Cell) -> tuple[int, float]:
        """Count the paths from a cell to the end, and add up their products."""
        if cell.name == self.end:
            return 1, 1.0
        if cell not in self.known_sums:
            onward = [(link.derivative, *self.sums(link.target)) for link in self.onward(cell)]
            count = sum(further for _, further, _ in onward)
            self.known_sums[cell] = count, float(sum(d * total for d, _, total in onward))
        return self.known_sums[cell]

    def chains(self, cell: Cell) -> Iterator[tuple[Link, ...]]:
        """List every path from a cell to the end, link by link."""
        for link in self.onward(cell):
            if link.target.name == self.end:
                yield (link,)
            else:
                yield from ((link, *rest) for rest in self.chains(link.target))

    def _check_limit(self) -> None:
        followed = sum(map(len, self.known.values()))
        if followed > LIMIT:
            raise LimitError(
                f"more than {LIMIT:,} links lead on from the entry; "
                "its paths can be followed in a smaller network or batch"
            )
