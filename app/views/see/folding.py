"""Where groups stand: all folded in a picture of their own, and one by one among the equations.

Both pictures have the size of the execution graph, and a group stands in the columns of its values
there, so that folding moves nothing that need not move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean
from typing import Any

from app.views.graph import HALF, curve
from app.views.layout import BELOW, EDGE, Layout, Place, Row
from app.views.see.groups import Group
from engine.graph import graph
from engine.program import Program, Role

Data = dict[str, Any]
Rect = list[float]
WIDE, BETWEEN, TALL, LOW = 148, 30, 27, 20
"""The widest node, what is left between two, and half the height of a group and of parameters."""
PARTS = (("given", Row.GIVEN, LOW), ("ahead", Row.FORWARD, TALL), ("back", Row.BACKWARD, TALL))
LEAST = 104
"""So wide is a group that is folded among the equations, so that its name fits."""
DEEPER = 9
"""How far below its row a folded group stands on the way back, so that its name has room above."""


@dataclass(frozen=True)
class Node:
    """A part of a group, or an input or target by itself, in the picture of groups."""

    id: str
    names: tuple[str, ...]
    place: Place
    half: float


def folding(program: Program, found: Sequence[Group], picture: Layout) -> Data:
    """The groups, their nodes when all are folded, and where each is folded among the others."""
    nodes = tuple(_ranked(list(_nodes(program, found, picture))))
    heights = _heights(picture)
    return {
        "middle": (heights[Row.FORWARD] + heights[Row.BACKWARD]) / 2,
        "groups": [_group(group, picture) for group in found],
        "nodes": [
            {"id": node.id, "names": list(node.names), "at": _rect(node.place, node.half)}
            for node in nodes
        ],
        "edges": list(_edges(program, nodes)),
    }


def _group(group: Group, picture: Layout) -> Data:
    return {
        "id": group.id,
        "kind": group.kind,
        "number": group.number,
        "given": list(group.given),
        "ahead": list(group.ahead),
        "back": list(group.back),
        "updated": list(group.updated),
        "x": _middle(group, picture),
        "fold": {
            "ahead": _around(group.ahead, picture),
            "back": _around(_under(group, picture), picture),
        },
    }


def _middle(group: Group, picture: Layout) -> float:
    """The middle of the columns of its values; of a group without any, of its gradients."""
    known = picture.places
    way = [n for n in group.ahead if n in known and known[n].row is Row.FORWARD]
    drawn = way or [n for n in (*group.ahead, *group.back) if n in known]
    return mean(known[n].x for n in drawn) if drawn else 0.0


def _under(group: Group, picture: Layout) -> list[str]:
    """Its gradients below the row of the way back, where there are some: they stand together."""
    low = (Row.TERMS, Row.PARAMETERS)
    known = [name for name in group.back if name in picture.places]
    return [name for name in known if picture.places[name].row in low] or known


def _around(names: Sequence[str], picture: Layout) -> Rect | None:
    """The rectangle around the nodes of some values."""
    boxes = [picture.places[name] for name in names if name in picture.places]
    if not boxes:
        return None
    left, right = min(p.x - p.width / 2 for p in boxes), max(p.x + p.width / 2 for p in boxes)
    more = max(0.0, LEAST - (right - left)) / 2
    left, right = left - more, right + more
    top, bottom = min(p.y for p in boxes) - HALF, max(p.y for p in boxes) + HALF
    return [left, top, right - left, bottom - top]


def _rect(place: Place, half: float) -> Rect:
    return [place.x - place.width / 2, place.y - half, place.width, 2 * half]


def _heights(picture: Layout) -> dict[Row, float]:
    """The rows of the graph, where it has them."""
    found = {place.row: place.y for place in picture.places.values()}
    forward = found.get(Row.FORWARD, picture.height / 2)
    below = forward + BELOW[Row.FORWARD]
    return {Row.GIVEN: EDGE, Row.BACKWARD: below, **found, Row.FORWARD: forward}


def _ranked(nodes: list[Node]) -> Iterator[Node]:
    """Each with its place in its row from left to right."""
    for node in nodes:
        before = [n for n in nodes if n.place.row is node.place.row and n.place.x < node.place.x]
        yield replace(node, place=replace(node.place, rank=len(before)))


def _nodes(program: Program, found: Sequence[Group], picture: Layout) -> Iterator[Node]:
    drawn = picture.places
    alone = [n for n in program.with_role(Role.INPUT) if n in drawn]
    aims = [n for n in program.with_role(Role.TARGET) if n in drawn]
    middles = {group.id: _middle(group, picture) for group in found}
    columns = sorted({*middles.values(), *(drawn[n].x for n in alone)})
    gaps = [b - a for a, b in pairwise(columns)]
    width = min([WIDE, *(gap - BETWEEN for gap in gaps)])

    heights = _heights(picture)

    def place(x: float, row: Row, wide: float) -> Place:
        y = heights[row] + (DEEPER if row is Row.BACKWARD else 0)
        return Place(x, y, wide, row, 0)

    for name in alone:
        yield Node(name, (name,), place(drawn[name].x, Row.FORWARD, drawn[name].width), LOW)
    for name in aims:
        x = min(columns, key=lambda column: abs(column - drawn[name].x))
        yield Node(name, (name,), place(x, Row.GIVEN, drawn[name].width), LOW)
    for group in found:
        for part, row, half in PARTS:
            if names := getattr(group, part):
                at = place(middles[group.id], row, width)
                yield Node(f"{group.id}.{part}", names, at, half)


def _edges(program: Program, nodes: Sequence[Node]) -> Iterator[Data]:
    """The arrows between nodes; those between the ways are seen only from where they arrive."""
    home = {name: node for node in nodes for name in node.names}
    seen = set()
    for source, target in graph(program).edges:
        a, b = home.get(source), home.get(target)
        if a and b and a is not b and (a.id, b.id) not in seen:
            seen.add((a.id, b.id))
            yield {
                "from": a.id,
                "to": b.id,
                "path": curve(a.place, b.place, a.half, b.half),
                "cross": b.place.row is Row.BACKWARD and a.place.row is not Row.BACKWARD,
            }
