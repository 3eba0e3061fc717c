"""Place the groups that fold: all folded in a picture of their own, or one among the equations.

Both pictures have the size of the execution graph, and a group stands in the columns of its values
there, so that folding moves as little as possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from statistics import mean
from typing import Any

from app.views.graph import HALF, Edge, curve, curve_to_part
from app.views.layout import BELOW, EDGE, FEW, MARGIN, GraphRow, Layout, NodePlace
from app.views.see.groups import Group
from engine.core.program import Program, Role

Data = dict[str, Any]
Rect = list[float]
WIDE, NARROWEST, BETWEEN, TALL, LOW = 128, 100, 30, 27, 20
"""The usual and the least width of a group, the gap between two, and half the height of a group and
of its parameters."""
PARTS = (
    ("given", GraphRow.INPUTS, LOW),
    ("ahead", GraphRow.FORWARD, TALL),
    ("back", GraphRow.BACKWARD, TALL),
)
SHOWN = 3
LEAST = 104
"""So wide is a group that is folded among the equations, so that its name fits."""
DEEPER = 9
"""How far below its row a folded group stands on the way back, so that its name has room above."""


@dataclass(frozen=True)
class FoldedNode:
    """A part of a group, or an input or target by itself, in the picture of groups."""

    id: str
    names: tuple[str, ...]
    place: NodePlace
    half: float


def folding(
    program: Program, groups: Sequence[Group], picture: Layout, drawn: Sequence[Edge]
) -> Data:
    """Write the groups, their nodes when all are folded, and where each is folded among the others.

    `drawn` are the arrows of the graph.
    """
    frame = _frame(program, groups, picture)
    nodes = tuple(_ranked(list(_nodes(program, groups, picture, frame))))
    heights = _heights(picture)
    return {
        "middle": (heights[GraphRow.FORWARD] + heights[GraphRow.BACKWARD]) / 2,
        "frame": [frame.width, frame.height],
        "groups": [
            {**_group(group, picture), "x": [_middle(group, picture), frame.xs[group.id]]}
            for group in groups
        ],
        "nodes": [
            {
                "id": node.id,
                "names": list(node.names),
                "shown": _names_shown(node, picture),
                "at": _rectangle(node.place, node.half),
            }
            for node in nodes
        ],
        "edges": list(_edges(picture, nodes)),
        "arrows": _arrows(groups, picture, drawn),
    }


@dataclass(frozen=True)
class Frame:
    """The picture of groups: its columns and rows, and its size."""

    xs: Mapping[str, float]
    wide: float
    heights: Mapping[GraphRow, float]
    width: float
    height: float


def _frame(program: Program, groups: Sequence[Group], picture: Layout) -> Frame:
    """Take the columns of the graph where groups fit into them, else columns of equal width."""
    drawn = picture.places
    inputs = [name for name in program.with_role(Role.INPUT) if name in drawn]
    xs = {name: drawn[name].x for name in inputs} | {g.id: _middle(g, picture) for g in groups}
    columns = sorted(xs, key=xs.__getitem__)
    gaps = [xs[b] - xs[a] for a, b in pairwise(columns)]
    if min(gaps, default=WIDE) >= NARROWEST + BETWEEN and len(columns) <= FEW:
        wide = min([WIDE, *(gap - BETWEEN for gap in gaps)])
        return Frame(xs, wide, _heights(picture), picture.width, picture.height)
    even = {key: MARGIN + k * (WIDE + BETWEEN) for k, key in enumerate(columns)}
    heights = {
        GraphRow.INPUTS: EDGE,
        GraphRow.FORWARD: EDGE + 85,
        GraphRow.BACKWARD: EDGE + 85 + 106,
    }
    width = 2 * MARGIN + (len(columns) - 1) * (WIDE + BETWEEN)
    return Frame(even, WIDE, heights, width, heights[GraphRow.BACKWARD] + TALL + DEEPER + 4)


def _group(group: Group, picture: Layout) -> Data:
    return {
        "id": group.id,
        "kind": group.kind,
        "number": group.number,
        "given": list(group.given),
        "ahead": list(group.ahead),
        "back": list(group.back),
        "updated": list(group.updated),
        "fold": {
            "ahead": _rectangle_around(group.ahead, picture),
            "back": _rectangle_around(_lower_gradients(group, picture), picture),
        },
    }


def _middle(group: Group, picture: Layout) -> float:
    """Find the centre of a group's columns; of a group without values, that of its gradients."""
    known = picture.places
    way = [n for n in group.ahead if n in known and known[n].row is GraphRow.FORWARD]
    drawn = way or [n for n in (*group.ahead, *group.back) if n in known]
    return mean(known[n].x for n in drawn) if drawn else 0.0


def _lower_gradients(group: Group, picture: Layout) -> list[str]:
    """Find a group's gradients below the backward row, or all of them where none is there."""
    low = (GraphRow.TERMS, GraphRow.PARAMETER_GRADIENTS)
    known = [name for name in group.back if name in picture.places]
    return [name for name in known if picture.places[name].row in low] or known


def _rectangle_around(names: Sequence[str], picture: Layout) -> Rect | None:
    """Compute the rectangle around the nodes of some values."""
    boxes = [picture.places[name] for name in names if name in picture.places]
    if not boxes:
        return None
    left, right = min(p.x - p.width / 2 for p in boxes), max(p.x + p.width / 2 for p in boxes)
    more = max(0.0, LEAST - (right - left)) / 2
    left, right = left - more, right + more
    top, bottom = min(p.y for p in boxes) - HALF, max(p.y for p in boxes) + HALF
    return [left, top, right - left, bottom - top]


def _rectangle(place: NodePlace, half: float) -> Rect:
    return [place.x - place.width / 2, place.y - half, place.width, 2 * half]


def _names_shown(node: FoldedNode, picture: Layout) -> list[str]:
    """List the names to write on a node: all where they are few, else the last in its own row."""
    if len(node.names) <= SHOWN:
        return list(node.names)
    known = picture.places
    way = [n for n in node.names if n in known and known[n].row is node.place.row]
    return way[-1:] or list(node.names[:SHOWN])


def _heights(picture: Layout) -> dict[GraphRow, float]:
    """Compute the centre of each row of the picture of groups."""
    heights = {place.row: place.y for place in picture.places.values()}
    forward = heights.get(GraphRow.FORWARD, picture.height / 2)
    below = forward + BELOW[GraphRow.FORWARD]
    return {GraphRow.INPUTS: EDGE, GraphRow.BACKWARD: below, **heights, GraphRow.FORWARD: forward}


def _ranked(nodes: list[FoldedNode]) -> Iterator[FoldedNode]:
    """Number the nodes of each row from left to right."""
    for node in nodes:
        before = [n for n in nodes if n.place.row is node.place.row and n.place.x < node.place.x]
        yield replace(node, place=replace(node.place, rank=len(before)))


def _nodes(
    program: Program, groups: Sequence[Group], picture: Layout, frame: Frame
) -> Iterator[FoldedNode]:
    drawn = picture.places

    def place(x: float, row: GraphRow, wide: float) -> NodePlace:
        y = frame.heights[row] + (DEEPER if row is GraphRow.BACKWARD else 0)
        return NodePlace(x, y, wide, row, 0)

    for name in program.with_role(Role.INPUT):
        if name in frame.xs:
            at = place(frame.xs[name], GraphRow.FORWARD, drawn[name].width)
            yield FoldedNode(name, (name,), at, LOW)
    targets = [name for name in program.with_role(Role.TARGET) if name in drawn]
    for name, x in zip(targets, sorted(frame.xs.values(), reverse=True), strict=False):
        yield FoldedNode(name, (name,), place(x, GraphRow.INPUTS, drawn[name].width), LOW)
    for group in groups:
        for part, row, half in PARTS:
            if names := getattr(group, part):
                at = place(frame.xs[group.id], row, frame.wide)
                yield FoldedNode(f"{group.id}.{part}", names, at, half)


def _edges(picture: Layout, nodes: Sequence[FoldedNode]) -> Iterator[Data]:
    """Yield the arrows between nodes; crossing ones are shown only from where they arrive."""
    home = {name: node for node in nodes for name in node.names}
    seen = set()
    for source, target in picture.graph.edges:
        a, b = home.get(source), home.get(target)
        if a and b and a is not b and (a.id, b.id) not in seen:
            seen.add((a.id, b.id))
            yield {
                "from": a.id,
                "to": b.id,
                "path": curve(a.place, b.place, a.half, b.half),
                "cross": b.place.row is GraphRow.BACKWARD and a.place.row is not GraphRow.BACKWARD,
            }


def _arrows(groups: Sequence[Group], picture: Layout, drawn: Sequence[Edge]) -> dict[str, str]:
    """Draw the arrows to and from groups that are folded among the equations, by what they connect.

    `linear1.ahead Y1` leads from the way forward of a folded group to a value on its own.
    """
    ends = {
        name: [FoldedNode(name, (name,), place, HALF)] for name, place in picture.places.items()
    }
    for part in (part for group in groups for part in _parts(group, picture)):
        for name in part.names:
            ends[name].append(part)
    arrows: dict[str, str] = {}
    for edge in drawn:
        alone = f"{edge.source} {edge.at}"
        for a, b in product(ends[edge.source], ends[edge.at]):
            key = f"{a.id} {b.id}"
            if key not in arrows and key != alone and a is not b:
                arrows[key] = curve_to_part(a.place, b.place, a.half, b.half)
    return arrows


def _parts(group: Group, picture: Layout) -> Iterator[FoldedNode]:
    """Yield the forward and the backward part of a group that is folded among the equations."""
    ways = (
        ("ahead", GraphRow.FORWARD, group.ahead, group.ahead),
        ("back", GraphRow.BACKWARD, group.back, _lower_gradients(group, picture)),
    )
    for part, row, names, around in ways:
        if rect := _rectangle_around(around, picture):
            left, top, width, height = rect
            place = NodePlace(left + width / 2, top + height / 2, width, row, 0)
            yield FoldedNode(f"{group.id}.{part}", names, place, height / 2)
