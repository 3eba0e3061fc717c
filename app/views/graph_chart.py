"""The graph as a chart on a page of its own: Plotly moves it, zooms into it and saves it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Data = Mapping[str, Any]
AROUND = 24
"""What is left above and below the graph, in pixels."""
BUTTONS = 40
"""What is left above that for the buttons of Plotly, in pixels."""
START = 100
"""So many pixels of the graph are seen at least, from its left end; more where there is room."""
FONT = "STIX Two Math, Cambria Math, Latin Modern Math, Georgia, serif"
ARROW = "#8a96a5"
COLOURS = {
    "value": ("#ffffff", "#8e9aaa"),
    "loss": ("#ffffff", "#8e9aaa"),
    "parameter": ("#e3eefb", "#5e92d1"),
    "gradient": ("#f2faf9", "#8fc7c0"),
    "wanted": ("#d3ede9", "#2f9488"),
}
"""The fill and the line of a node by its kind, on light ground and on dark; others are grey."""
GREY = ("#f1f3f6", "#8e9aaa")
POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def graph_chart(structure: Data) -> dict[str, Any]:
    """Make the figure of a structure one that can be dragged, zoomed and pointed at.

    It is as wide as its place and shown at its natural size, because the letters of Plotly do not
    grow with the nodes.
    """
    layout = structure["figure"]["layout"]
    height = layout["height"] + 2 * AROUND
    sideways = {"range": [0, START], "scaleanchor": "y", "constraintoward": "left"}
    explorable = {
        "height": height + BUTTONS,
        "margin": layout["margin"] | {"t": BUTTONS},
        "xaxis": layout["xaxis"] | sideways,
        "yaxis": layout["yaxis"] | {"range": [height - AROUND, -AROUND]},
        "shapes": [*_nodes(structure), *_arrows(structure)],
        "dragmode": "pan",
        "font": {"family": FONT},
    }
    kept = {key: value for key, value in layout.items() if key != "width"}
    return {"data": [_hints(structure)], "layout": kept | explorable}


def _nodes(structure: Data) -> Iterator[dict[str, Any]]:
    """Colour every node by its kind."""
    names, shapes = structure["names"], structure["figure"]["layout"]["shapes"]
    for node in structure["nodes"]:
        fill, line = COLOURS.get(_kind(names, node["name"]), GREY)
        shape = shapes[node["shape"]]
        yield shape | {"fillcolor": fill, "line": shape["line"] | {"color": line}}


def _kind(names: Data, name: str) -> str:
    """Name the kind of a value; a parameter's gradient is `wanted`, others lead to it."""
    kind, of = str(names[name]["kind"]), names[name]["of"]
    of_parameter = kind == "gradient" and of is not None and names[of]["kind"] == "parameter"
    return "wanted" if of_parameter else kind


def _arrows(structure: Data) -> Iterator[dict[str, Any]]:
    """Draw the arrows that cross from one pass to the other paler: all are seen at once here."""
    shapes = structure["figure"]["layout"]["shapes"]
    for edge in structure["edges"]:
        shape = shapes[edge["shape"]]
        drawn = shape | {"line": shape["line"] | {"color": ARROW}}
        yield drawn | {"opacity": 0.4} if edge["kind"] == "cross" else drawn


def _hints(structure: Data) -> dict[str, Any]:
    """Put an invisible point on every node, which tells the name and the size of its value.

    Plotly has hints for points only, not for shapes.
    """
    names, shapes = structure["names"], structure["figure"]["layout"]["shapes"]
    middles = [_middle(shapes[node["shape"]]["path"]) for node in structure["nodes"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "hovertext": [_said(names[node["name"]]) for node in structure["nodes"]],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 36, "opacity": 0},
    }


def _middle(path: str) -> tuple[float, float]:
    """Find the middle of the box around a path."""
    xs, ys = zip(*(map(float, pair) for pair in POINT.findall(path)), strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _said(name: Data) -> str:
    return name["plain"] if name["scalar"] else f"{name['plain']} {name['rows']}×{name['cols']}"
