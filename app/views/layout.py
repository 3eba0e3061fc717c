"""Place the values of a program in the execution graph.

There are four rows: inputs and parameters, forward, backward, parameter gradients. Every step of
the forward pass has a column, and a gradient stands under its value. Values without an entry for
every sample, such as the mean of a batch, stand between the first two rows, above the step that
reads them; their gradients and the terms of a gradient stand between the last two rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import zip_longest

import networkx as nx

from app.views.label_width import label_width
from engine.core.box import Box
from engine.core.naming import grad
from engine.core.program import Equation, Phase, Program, Role
from engine.printing.graph import graph
from engine.printing.names import label

COLUMN = 158
MARGIN = 84
BETWEEN = 10
"""What is left between two nodes that share a column."""
ARROW = 34
"""What is left for an arrow between two columns."""
FEW = 9
"""So many columns keep their distance; more stand as close as they can."""
WIDTHS = (58, 78, 92, 104, 118, 132, 146, 160, 188, 216)
"""How wide a node may be."""
LENGTHS = tuple(map(len, ("W1", "gradW1", "gradY1lin", "gradY1lin_norm")))
"""A name of at most so many letters has at least the width at the same place."""
BESIDE = 6
"""What is left on both sides of the name that is written on a node."""
GROWTH = 1.85
"""So many times larger a name is written where the graph is drawn small."""


class GraphRow(IntEnum):
    """The rows from top to bottom; ASIDE and TERMS are there only where they are needed."""

    INPUTS = 0
    ASIDE = 1
    FORWARD = 2
    BACKWARD = 3
    TERMS = 4
    PARAMETER_GRADIENTS = 5


BANDS = (
    (GraphRow.INPUTS, GraphRow.PARAMETER_GRADIENTS),
    (GraphRow.ASIDE, GraphRow.TERMS),
    (GraphRow.FORWARD, GraphRow.BACKWARD),
)
"""A row, and the row of the gradients that stand under it."""
EDGE = 23
BELOW = {
    GraphRow.INPUTS: 76,
    GraphRow.ASIDE: 66,
    GraphRow.FORWARD: 92,
    GraphRow.BACKWARD: 76,
    GraphRow.TERMS: 66,
}
"""How far the next row is below a row."""


@dataclass(frozen=True)
class NodePlace:
    """Where a node stands: its centre, width in pixels, row, and rank within the row."""

    x: float
    y: float
    width: float
    row: GraphRow
    rank: int


@dataclass(frozen=True)
class Slot:
    """The row of a value, and the forward step whose column it shares."""

    row: GraphRow
    column: int


@dataclass(frozen=True, eq=False)
class Layout:
    """The graph of a program, the places of the values in it, and the size of the picture."""

    graph: nx.DiGraph[str]
    places: Mapping[str, NodePlace]
    width: float
    height: float


def layout(program: Program, label: Callable[[str], Box] = label) -> Layout:
    """Place the values of a program; `label` writes a name as a box.

    Not drawn are numbers (the learning rate, ε), states of an optimizer, and updated values.
    """
    drawn = graph(program)
    slots = _Slots(program, drawn).slots()
    columns = _columns(slots, {e.name: e.of for e in program.equations})
    widths = {name: node_width(name, label(name)) for name in slots}
    centres, width = _centres(columns, widths)
    heights, height = _heights({slot.row for slot in slots.values()})
    xs = {
        name: centres[column] + offset
        for column, bands in columns.items()
        for stacks in bands
        for name, offset in _offsets(stacks, widths)
    }
    ranks = _ranks(slots, xs)
    places = {
        name: NodePlace(xs[name], heights[slot.row], widths[name], slot.row, ranks[name])
        for name, slot in slots.items()
    }
    return Layout(drawn, places, width, height)


def node_width(name: str, written: Box) -> float:
    """Choose the width of a node by its name in code, and wide enough for what is written."""
    fits = bisect_left(WIDTHS, GROWTH * label_width(written) + 2 * BESIDE)
    return WIDTHS[min(max(bisect_left(LENGTHS, len(name)), fits), len(WIDTHS) - 1)]


def grows(width: float, written: Box) -> float:
    """Compute how many times larger a name has room on a node of this width; 1 at least."""
    return max(1.0, round((width - 2 * BESIDE) / label_width(written), 2))


Stack = tuple[str, ...]
"""What stands one above the other: a value, and under it its gradient."""
Widths = Mapping[str, float]


def _columns(
    slots: Mapping[str, Slot], of: Mapping[str, str | None]
) -> dict[int, tuple[tuple[Stack, ...], ...]]:
    """List the stacks of every column, for each pair of rows that belong together."""
    values: dict[Slot, list[str]] = defaultdict(list)
    for name, slot in slots.items():
        values[slot].append(name)
    return {
        column: tuple(
            tuple(_stacks(values[Slot(upper, column)], values[Slot(lower, column)], of))
            for upper, lower in BANDS
        )
        for column in sorted({slot.column for slot in slots.values()})
    }


def _stacks(upper: list[str], lower: list[str], of: Mapping[str, str | None]) -> Iterator[Stack]:
    """Put each gradient under its value; values and terms without a partner are paired in order."""
    under = {of.get(name): name for name in lower}
    alone = [name for name in upper if name not in under]
    terms = [name for name in lower if of.get(name) not in upper]
    yield from ((name, under[name]) for name in upper if name in under)
    for pair in zip_longest(alone, terms):
        yield tuple(filter(None, pair))


def _slot(stacks: tuple[Stack, ...], widths: Widths) -> float:
    """Compute the width that each of some stacks has: that of the widest node among them."""
    return max((widths[name] for stack in stacks for name in stack), default=0)


def _span(stacks: tuple[Stack, ...], widths: Widths) -> float:
    return len(stacks) * (_slot(stacks, widths) + BETWEEN) - BETWEEN


def _offsets(stacks: tuple[Stack, ...], widths: Widths) -> Iterator[tuple[str, float]]:
    """Put stacks side by side at equal distances, centred on the column."""
    wide, left = _slot(stacks, widths), -_span(stacks, widths) / 2
    for k, stack in enumerate(stacks):
        for name in stack:
            yield name, left + wide / 2 + k * (wide + BETWEEN)


def _centres(
    columns: Mapping[int, tuple[tuple[Stack, ...], ...]], widths: Widths
) -> tuple[dict[int, float], float]:
    """Compute the centre of every column, as wide as its widest band, and the width of all."""
    least = COLUMN if len(columns) <= FEW else 0.0
    centres: dict[int, float] = {}
    x = last = 0.0
    for column, bands in columns.items():
        half = max(_span(stacks, widths) for stacks in bands) / 2
        x = max(x + least, x + last + ARROW + half) if centres else max(MARGIN, half + ARROW)
        centres[column], last = x, half
    return centres, x + max(MARGIN, last + ARROW)


def _heights(used: set[GraphRow]) -> tuple[dict[GraphRow, float], float]:
    """Compute the centre of every row, and the height of all; an unused row takes no room."""
    heights: dict[GraphRow, float] = {}
    y = float(EDGE)
    for row in GraphRow:
        heights[row] = y
        if row in used or row not in (GraphRow.ASIDE, GraphRow.TERMS):
            y += BELOW.get(row, 0)
    return heights, y + EDGE


def _ranks(slots: Mapping[str, Slot], xs: Mapping[str, float]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for row in GraphRow:
        inside = [name for name, slot in slots.items() if slot.row is row]
        ranks |= {name: rank for rank, name in enumerate(sorted(inside, key=xs.__getitem__))}
    return ranks


class _Slots:
    """Find the slot of every value."""

    def __init__(self, program: Program, graph: nx.DiGraph[str]) -> None:
        self.program, self.graph = program, graph
        self.placed: dict[str, Slot] = {}
        self._place_forward()
        self._place_aside()
        self._place_inputs()
        self._place_gradients()

    def slots(self) -> dict[str, Slot]:
        """List the slots in the order of the program."""
        return {name: self.placed[name] for name in self.program.names if name in self.placed}

    def _place_forward(self) -> None:
        """Give every input and every step of the forward pass a column, in the order they run.

        A value that the next step does not read (softmax, where the loss starts from the logits)
        has a column of its own, too.
        """
        inputs = self.program.with_role(Role.INPUT)
        ahead, losses = self.program.forward_pass, self.program.losses
        steps = (e.name for e in ahead if e.name in losses or self._has_samples(e.name))
        for column, name in enumerate([*inputs, *steps]):
            self.placed[name] = Slot(GraphRow.FORWARD, column)

    def _has_samples(self, name: str) -> bool:
        """Tell whether a value has an entry for every sample; true where no dimension is named."""
        sizes = self.program.sizes
        return not sizes or any(dim in sizes for dim in self.program.shapes[name])

    def _place_aside(self) -> None:
        """Put a value without an entry for every sample above the first step that reads it."""
        for equation in reversed(self.program.forward_pass):
            if equation.name not in self.placed:
                readers = self.graph.successors(equation.name)
                column = next((self.placed[n].column for n in readers if n in self.placed), None)
                column = self._last_source(equation) if column is None else column
                self.placed[equation.name] = Slot(GraphRow.ASIDE, column)

    def _last_source(self, equation: Equation) -> int:
        """Find the last column that a value is computed from."""
        columns = [0]
        for name in equation.reads:
            if name in self.placed and self.placed[name].row is GraphRow.FORWARD:
                columns.append(self.placed[name].column)
            elif name in self.program.by_name:
                columns.append(self._last_source(self.program.by_name[name]))
        return max(columns)

    def _place_inputs(self) -> None:
        """Put parameters above the step that reads them, and targets above the loss."""
        last = max((slot.column for slot in self.placed.values()), default=0)
        for given in self.program.inputs:
            if given.role is Role.PARAMETER:
                readers = self.graph.successors(given.name)
                column = next((self.placed[n].column for n in readers if n in self.placed), last)
                self.placed[given.name] = Slot(GraphRow.INPUTS, column)
            elif given.role is Role.TARGET:
                self.placed[given.name] = self._target_slot(given.name, last)

    def _target_slot(self, name: str, last: int) -> Slot:
        """Put a target above the loss, or a given gradient under its value."""
        for value, slot in self.placed.items():
            if grad(value) == name:
                return Slot(GraphRow.BACKWARD, slot.column)
        return Slot(GraphRow.INPUTS, last)

    def _place_gradients(self) -> None:
        """Put gradients under their values, and terms of gradients between the rows."""
        whole = self.program.gradient_of
        for equation in self.program.in_phase(Phase.BACKWARD):
            of = self.placed.get(equation.of or "")
            if of is None:
                self.placed[equation.name] = Slot(GraphRow.TERMS, self._last_read(equation))
            elif whole[str(equation.of)] != equation.name or of.row is GraphRow.ASIDE:
                self.placed[equation.name] = Slot(GraphRow.TERMS, of.column)
            else:
                row = (
                    GraphRow.PARAMETER_GRADIENTS if of.row is GraphRow.INPUTS else GraphRow.BACKWARD
                )
                self.placed[equation.name] = Slot(row, of.column)

    def _last_read(self, equation: Equation) -> int:
        """Find the last column of the values that a backward step reads."""
        read = (self.placed[name].column for name in equation.reads if name in self.placed)
        return max(read, default=0)
