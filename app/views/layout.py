"""Where the values of a program stand in its picture.

Four rows: inputs and parameters, forward, backward, parameter gradients. A column for every step of
the way forward; a gradient stands under the value that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from engine.graph import graph
from engine.program import Equation, Phase, Program, Role

COLUMN = 158
MARGIN = 84
GIVEN, FORWARD, BACKWARD, PARAMETERS = 23, 99, 191, 267
HEIGHT = 290
BESIDE = 44
WIDTHS = {"short": 58, "long": 78, "longest": 92}


@dataclass(frozen=True)
class Place:
    """The centre of a node and its width, in pixels of the natural size."""

    x: float
    y: float
    width: float


def columns(program: Program) -> dict[str, int]:
    """The column of every value on the way forward, by topological generations.

    The steps are kept in the order they run, so that a value that the next one does not read
    (softmax, where the loss starts from the logits) still has a column of its own.
    """
    ways = (Role.INPUT.value, Phase.FORWARD.value, Phase.LOSS.value)
    whole = graph(program)
    chain = [name for name, kind in whole.nodes(data="kind") if kind in ways]
    forward = nx.DiGraph(whole.subgraph(chain))
    nx.add_path(forward, chain)
    return {
        name: k for k, group in enumerate(nx.topological_generations(forward)) for name in group
    }


def places(program: Program) -> dict[str, Place]:
    """The place of every value that is drawn.

    The learning rate is not, having no layer; updated parameters are not, they replace theirs.
    """
    found = dict(_given_and_forward(program))
    for equation in program.equations:
        if equation.phase is Phase.BACKWARD and equation.of:
            found[equation.name] = _under(found[equation.of], equation)
    return found


def width(program: Program) -> float:
    """The natural width of the picture."""
    return 2 * MARGIN + COLUMN * max(columns(program).values())


def _given_and_forward(program: Program) -> Iterator[tuple[str, Place]]:
    column = columns(program)
    for name, k in column.items():
        yield name, Place(MARGIN + COLUMN * k, FORWARD, _node_width(name))
    last = max(column.values())
    for given in program.inputs:
        if given.role is Role.PARAMETER:
            yield given.name, _beside(program, given.name, column)
        elif given.role is Role.TARGET:
            yield given.name, Place(MARGIN + COLUMN * last, GIVEN, WIDTHS["short"])


def _beside(program: Program, name: str, column: dict[str, int]) -> Place:
    reader = next(e for e in program.equations if name in e.reads)
    beside = [read for read in reader.reads if read not in column]
    centre = MARGIN + COLUMN * column[reader.name]
    offset = BESIDE * (2 * beside.index(name) - len(beside) + 1)
    return Place(centre + offset, GIVEN, _node_width(name))


def _under(value: Place, equation: Equation) -> Place:
    row = PARAMETERS if value.y == GIVEN else BACKWARD
    return Place(value.x, row, _node_width(equation.name))


def _node_width(name: str) -> float:
    if len(name) <= len("gradW1") - len("grad"):
        return WIDTHS["short"]
    return WIDTHS["long"] if len(name) <= len("gradW1") else WIDTHS["longest"]
