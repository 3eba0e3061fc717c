"""Draw the execution graph as a Plotly figure: every node and every arrow is one shape.

The figure is the JSON that Plotly draws, not its Python classes: these check a figure for longer
than all the rest takes. The tests let them check every kind of figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from app.views.layout import GraphRow, Layout, NodePlace
from app.views.markup import markup
from engine.core.box import Box
from engine.core.program import Equation, Phase, Program
from engine.printing.names import label

HALF = 20
RADIUS = 9
INK = "#445"
HEAD, WING = 6, 3.5
"""How long an arrow head is, and half of its width."""


@dataclass(frozen=True)
class Edge:
    """An arrow; a `cross` one is shown only while its end is the current step.

    `at` is the node at which the target is drawn: an updated parameter is drawn at the parameter.
    """

    source: str
    target: str
    at: str
    cross: bool


@dataclass(frozen=True)
class GraphView:
    """The figure, and which of its shapes is which node or arrow."""

    figure: dict[str, Any]
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]


def graph_view(
    program: Program,
    shapes_of: Mapping[str, tuple[int, ...]],
    picture: Layout,
    label: Callable[[str], Box] = label,
) -> GraphView:
    """Draw the graph of a program at its natural size; nodes come first among the shapes.

    `label` writes a name as a box.
    """
    where = picture.places
    arrows = edges(program, where)
    shapes = [_node_shape(label(name), place, shapes_of[name]) for name, place in where.items()]
    shapes += [_edge_shape(edge, where) for edge in arrows]
    return GraphView(_figure(shapes, picture), tuple(where), arrows)


def edges(program: Program, drawn: Mapping[str, NodePlace]) -> tuple[Edge, ...]:
    """List the arrows between values that are drawn, in the order of the program."""
    every = chain.from_iterable(_edges(program, equation) for equation in program.equations)
    return tuple(edge for edge in every if edge.source in drawn and edge.at in drawn)


def _figure(shapes: list[dict[str, object]], picture: Layout) -> dict[str, Any]:
    hidden = {"visible": False}
    layout = {
        "width": picture.width,
        "height": picture.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": hidden | {"range": [0, picture.width]},
        "yaxis": hidden | {"range": [picture.height, 0]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "shapes": shapes,
    }
    return {"data": [], "layout": layout}


def _edges(program: Program, equation: Equation) -> list[Edge]:
    """List the arrows into a step; those that cross lead from one pass to the other."""
    target = equation.name
    reads = equation.reads
    if equation.phase in (Phase.FORWARD, Phase.LOSS):
        return [Edge(name, target, target, cross=False) for name in reads]
    if equation.phase is Phase.UPDATE:
        at = equation.of or target
        return [Edge(name, target, at, cross=True) for name in reads if name != equation.of]
    along = _along(program, reads)
    return [Edge(name, target, target, cross=name not in along) for name in reads]


def _along(program: Program, reads: tuple[str, ...]) -> set[str]:
    """Find the values that a backward step continues: gradients, or at the start the output."""
    back = {name for name in reads if program.phases.get(name) is Phase.BACKWARD}
    ahead = {name for name in reads if program.phases.get(name) is Phase.FORWARD}
    return back or ahead


def _node_shape(written: Box, place: NodePlace, shape: tuple[int, ...]) -> dict[str, object]:
    size = "×".join(map(str, shape))
    text = markup(written) + (f"<br><span style='font-size:11px'>{size}</span>" if size else "")
    return {
        "type": "path",
        "path": _rounded(place),
        "line": {"color": INK, "width": 1.5},
        "fillcolor": "#fff",
        "label": {
            "text": text,
            "font": {"size": 15, "color": INK},
            "textposition": "middle center",
        },
    }


def _rounded(place: NodePlace) -> str:
    """Draw a rectangle with round corners; `x1`, `x2`, `y1` and `y2` end its straight sides."""
    left, right = place.x - place.width / 2, place.x + place.width / 2
    top, bottom = place.y - HALF, place.y + HALF
    x0, x1, x2, x3 = map(str, (left, left + RADIUS, right - RADIUS, right))
    y0, y1, y2, y3 = map(str, (top, top + RADIUS, bottom - RADIUS, bottom))
    return (
        f"M{x1},{y0}L{x2},{y0}Q{x3},{y0} {x3},{y1}L{x3},{y2}Q{x3},{y3} {x2},{y3}"
        f"L{x1},{y3}Q{x0},{y3} {x0},{y2}L{x0},{y1}Q{x0},{y0} {x1},{y0}Z"
    )


def _edge_shape(edge: Edge, where: Mapping[str, NodePlace]) -> dict[str, object]:
    source, target = where[edge.source], where[edge.at]
    return {
        "type": "path",
        "path": curve(source, target),
        "line": {"color": INK, "width": 1.6},
        "layer": "below",
    }


def curve(a: NodePlace, b: NodePlace, above: float = HALF, below: float = HALF) -> str:
    """Draw the arrow from one node to another; `above` and `below` are half of their heights."""
    if a.row != b.row:
        line, down = _between_rows(a, b, above, below)
        return line + _head(b.x, b.y - down * below, 0, down)
    if abs(a.rank - b.rank) == 1:
        side = 1 if b.x > a.x else -1
        start, end = a.x + side * a.width / 2, b.x - side * b.width / 2
        return f"M{start},{a.y}L{end},{b.y}{_head(end, b.y, side, 0)}"
    sign = 1 if a.row >= GraphRow.BACKWARD else -1
    start, end = a.y + sign * above, b.y + sign * below
    return (
        f"M{a.x},{start}C{a.x},{start + sign * 34} {b.x},{end + sign * 34} {b.x},{end}"
        f"{_head(b.x, end, 0, -sign)}"
    )


def curve_to_part(a: NodePlace, b: NodePlace, above: float, below: float) -> str:
    """Draw the arrow to or from a folded group, which may stand beside any other node.

    It leads from side to side between neighbours, else from row to row. Its head is drawn relative
    to the end of the curve; Plotly reads no relative path, so the graph's arrows have another head.
    """
    is_beside = abs(a.x - b.x) >= (a.width + b.width) / 2 and abs(a.y - b.y) < above + below
    if not is_beside:
        line, down = _between_rows(a, b, above, below)
        return line + HEADS[0, down]
    side = 1 if b.x > a.x else -1
    start, end = a.x + side * a.width / 2, b.x - side * b.width / 2
    middle = (start + end) / 2
    return f"M{start},{a.y}C{middle},{a.y} {middle},{b.y} {end},{b.y}{HEADS[side, 0]}"


def _between_rows(a: NodePlace, b: NodePlace, above: float, below: float) -> tuple[str, int]:
    """Draw the line of an arrow from row to row, and tell whether it leads down (1) or up (-1)."""
    down = 1 if b.y > a.y else -1
    start, end = a.y + down * above, b.y - down * below
    middle = (start + end) / 2
    return f"M{a.x},{start}C{a.x},{middle} {b.x},{middle} {b.x},{end}", down


def _wings(right: int, down: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Compute the starts of the two lines of an arrow head, relative to its point."""
    one = (-right * HEAD - down * WING, -down * HEAD - right * WING)
    two = (-right * HEAD + down * WING, -down * HEAD + right * WING)
    return one, two


def _head(x: float, y: float, right: int, down: int) -> str:
    """Draw an open arrow head at a point, for an arrow that arrives in a direction."""
    one, two = _wings(right, down)
    return f"M{x + one[0]},{y + one[1]}L{x},{y}L{x + two[0]},{y + two[1]}"


def _head_at_end(right: int, down: int) -> str:
    """Draw an open arrow head where a path ends."""
    one, two = _wings(right, down)
    return f"m{one[0]},{one[1]}l{-one[0]},{-one[1]}l{two[0]},{two[1]}"


HEADS = {way: _head_at_end(*way) for way in ((1, 0), (-1, 0), (0, 1), (0, -1))}
