"""The execution graph as a Plotly figure: every node and every edge one shape of the layout.

The figure is the JSON that Plotly draws. Plotly's Python classes check such a figure for longer
than all the rest takes; the tests let them check every kind of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from app.views.layout import Layout, Place, Row
from app.views.markup import markup
from engine.core.box import Box
from engine.core.program import Equation, Phase, Program
from engine.printing.names import label

HALF = 20
RADIUS = 9
INK = "#445"


@dataclass(frozen=True)
class Edge:
    """An arrow; `cross` ones are seen only while their end is the current step."""

    source: str
    target: str
    cross: bool


@dataclass(frozen=True)
class GraphView:
    """The figure, and which of its shapes is which node or edge."""

    figure: dict[str, Any]
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]


def graph_view(
    program: Program,
    shapes_of: Mapping[str, tuple[int, ...]],
    picture: Layout,
    label: Callable[[str], Box] = label,
) -> GraphView:
    """The graph of a program at its natural size, nodes first among the shapes.

    `label` says how names are written.
    """
    where = picture.places
    every = chain.from_iterable(_edges(program, equation) for equation in program.equations)
    edges = tuple(e for e in every if {e.source, _drawn_as(e.target, program)} <= where.keys())
    shapes = [_node_shape(label(name), place, shapes_of[name]) for name, place in where.items()]
    shapes += [_edge_shape(edge, where, program) for edge in edges]
    return GraphView(_figure(shapes, picture), tuple(where), edges)


def _figure(shapes: list[dict[str, object]], picture: Layout) -> dict[str, Any]:
    hidden = {"visible": False, "fixedrange": True}
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
    """The arrows into a step: those along the way, and those that cross between the ways."""
    target = equation.name
    reads = equation.reads
    if equation.phase in (Phase.FORWARD, Phase.LOSS):
        return [Edge(name, target, cross=False) for name in reads]
    if equation.phase is Phase.UPDATE:
        return [Edge(name, target, cross=True) for name in reads if name != equation.of]
    along = _along(program, reads)
    return [Edge(name, target, cross=name not in along) for name in reads]


def _along(program: Program, reads: tuple[str, ...]) -> set[str]:
    """What a gradient comes from on the way back: another gradient, or at its start the output."""
    back = {name for name in reads if program.phases.get(name) is Phase.BACKWARD}
    ahead = {name for name in reads if program.phases.get(name) is Phase.FORWARD}
    return back or ahead


def _node_shape(written: Box, place: Place, shape: tuple[int, ...]) -> dict[str, object]:
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


def _rounded(place: Place) -> str:
    left, right = place.x - place.width / 2, place.x + place.width / 2
    top, bottom, r = place.y - HALF, place.y + HALF, RADIUS
    return (
        f"M{left + r},{top}L{right - r},{top}Q{right},{top} {right},{top + r}"
        f"L{right},{bottom - r}Q{right},{bottom} {right - r},{bottom}"
        f"L{left + r},{bottom}Q{left},{bottom} {left},{bottom - r}"
        f"L{left},{top + r}Q{left},{top} {left + r},{top}Z"
    )


def _edge_shape(edge: Edge, where: Mapping[str, Place], program: Program) -> dict[str, object]:
    source, target = where[edge.source], where[_drawn_as(edge.target, program)]
    return {
        "type": "path",
        "path": curve(source, target),
        "line": {"color": INK, "width": 1.6},
        "layer": "below",
    }


def _drawn_as(name: str, program: Program) -> str:
    """An updated parameter is drawn at the parameter that it replaces."""
    equation = program.by_name[name]
    return equation.of if equation.phase is Phase.UPDATE and equation.of else name


def curve(a: Place, b: Place, above: float = HALF, below: float = HALF) -> str:
    """The arrow from one node to another; `above` and `below` are half of their heights."""
    if a.row != b.row:
        return _between_rows(a, b, above, below)
    if abs(a.rank - b.rank) == 1:
        side = 1 if b.x > a.x else -1
        start, end = a.x + side * a.width / 2, b.x - side * b.width / 2
        return f"M{start},{a.y}L{end},{b.y}{_head(end, b.y, side, 0)}"
    sign = 1 if a.row >= Row.BACKWARD else -1
    start, end = a.y + sign * above, b.y + sign * below
    return (
        f"M{a.x},{start}C{a.x},{start + sign * 34} {b.x},{end + sign * 34} {b.x},{end}"
        f"{_head(b.x, end, 0, -sign)}"
    )


def _between_rows(a: Place, b: Place, above: float, below: float) -> str:
    down = 1 if b.y > a.y else -1
    start, end = a.y + down * above, b.y - down * below
    middle = (start + end) / 2
    return f"M{a.x},{start}C{a.x},{middle} {b.x},{middle} {b.x},{end}{_head(b.x, end, 0, down)}"


def _head(x: float, y: float, right: int, down: int) -> str:
    """An open arrow head at a point, for an arrow that arrives in a direction."""
    back, half = 6, 3.5
    one = (x - right * back - down * half, y - down * back - right * half)
    two = (x - right * back + down * half, y - down * back + right * half)
    return f"M{one[0]},{one[1]}L{x},{y}L{two[0]},{two[1]}"
