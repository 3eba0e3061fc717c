"""The figures of a loss surface, as contours and in space, without the numbers of a training."""

from __future__ import annotations

from typing import Any

from app.text import text
from app.train.surface.planes import PLANES, written
from app.train.surface.trail import parameters_of
from app.train.training import Training

Figure = dict[str, Any]
LOW, HIGH, LEVEL = "--loss-low", "--loss-high", "--outline"
PATH, NOW, EDGE = "--mark", "--ink", "--surface"
SCALE = [[0, LOW], [1, HIGH]]
LOSS = "%{text}<extra></extra>"
EYE = {"x": 1.34, "y": -1.34, "z": 1.0}
"""From where the surface is seen at first; the angle is that of the slider, -45°."""

MOST_ENTRIES = 100
"""So many parameters are offered to choose from; any other can be typed."""


def surface_told(training: Training, lang: str) -> dict[str, Any]:
    """Write what the browser is told of a loss surface: its figures, which planes there are."""
    entries = [
        written(name, row, column)
        for name, (rows, columns) in parameters_of(training).shapes.items()
        for row in range(min(rows, MOST_ENTRIES))
        for column in range(min(columns, MOST_ENTRIES))
    ][:MOST_ENTRIES]
    return {
        "figures": surface_figures(lang),
        "kinds": list(PLANES),
        "entries": (entries * 2)[:2],
        "parameters": entries,
    }


def surface_figures(lang: str) -> dict[str, Figure]:
    """Draw a surface from above and in space, each with the path of descent."""
    return {"contours": _contours(lang), "space": _space(lang)}


def _contours(lang: str) -> Figure:
    ground = {
        "type": "contour",
        "meta": "ground",
        "ncontours": 24,
        "contours": {
            "coloring": "heatmap",
            "showlabels": True,
            "labelfont": {"size": 11, "color": NOW},
            "labelformat": ".3~g",
        },
        "line": {"color": LEVEL, "width": 0.8},
        **_ground(),
    }
    axis = {"zeroline": False, "showgrid": False, "title": {"font": {"size": 13}, "standoff": 6}}
    layout = {
        "margin": {"l": 56, "r": 8, "t": 30, "b": 42},
        "uirevision": "surface",
        "font": {"size": 13},
        "xaxis": axis,
        "yaxis": {**axis, "automargin": True},
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.01, "yanchor": "bottom"},
    }
    return {"data": [ground, *_path("scatter", lang)], "layout": layout}


def _space(lang: str) -> Figure:
    lines = {"show": True, "usecolormap": False, "color": LEVEL, "width": 1}
    ground = {
        "type": "surface",
        "meta": "space",
        "opacity": 0.88,
        "contours": {"z": lines},
        "lighting": {"ambient": 0.8, "diffuse": 0.5, "specular": 0.05},
        **_ground(),
    }
    layout = {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "uirevision": "surface",
        "font": {"size": 13},
        "scene": _scene(),
        "annotations": [_name_of_height()],
        "showlegend": False,
    }
    return {"data": [ground, *_path("scatter3d", lang)], "layout": layout}


def _scene() -> Figure:
    """Set the axes of the space, how long they are, and from where it is seen."""
    axis = {
        "gridcolor": "--line",
        "zerolinecolor": "--line",
        "showspikes": False,
        "nticks": 5,
        "title": {"font": {"size": 12}},
        "tickfont": {"size": 10},
    }
    return {
        "xaxis": axis,
        "yaxis": axis,
        "zaxis": {**axis, "title": {"text": ""}},
        "aspectmode": "manual",
        "aspectratio": {"x": 1, "y": 1, "z": 0.75},
        "camera": {"eye": EYE, "center": {"x": 0, "y": 0, "z": -0.12}},
    }


def _name_of_height() -> Figure:
    """Place the name of the height, which the browser writes, at the upper left."""
    return {
        "text": "",
        "showarrow": False,
        **{"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top"},
    }


def _ground() -> Figure:
    empty: list[Any] = []
    fixed = {"colorscale": SCALE, "showscale": False, "hovertemplate": LOSS, "showlegend": False}
    return {"x": empty, "y": empty, "z": empty, **fixed}


def _path(kind: str, lang: str) -> list[Figure]:
    """Draw the path, its beginning, and where the training stands."""
    facts = {"iteration": "%{customdata[0]}", "loss": "%{customdata[1]}"}
    said = text("train.surface_on_the_way", lang, **facts)
    width = 3 if kind == "scatter" else 5
    line = {"mode": "lines+markers", "line": {"color": PATH, "width": width}}
    begin = {"color": EDGE, "size": 9, "symbol": "circle", "line": {"color": PATH, "width": 2.5}}
    now = {"color": NOW, "size": 11, "symbol": "diamond", "line": {"color": EDGE, "width": 1.5}}
    if kind == "scatter3d":
        begin, now = begin | {"size": 4}, now | {"size": 6}
    small = {"color": PATH, "size": 4 if kind == "scatter" else 2}
    hovered = {"hovertemplate": f"{said}<extra></extra>"}
    return [
        {**_points("path", kind, lang), **line, "marker": small, **hovered},
        {**_points("begin", kind, lang), "mode": "markers", "marker": begin, "hoverinfo": "skip"},
        {**_points("now", kind, lang), "mode": "markers", "marker": now, "hoverinfo": "skip"},
    ]


def _points(part: str, kind: str, lang: str) -> Figure:
    name = text(f"train.descent.{part}", lang)
    place: Figure = {"x": [], "y": []} | ({"z": []} if kind == "scatter3d" else {})
    return {"type": kind, "meta": part, **place, "name": name}
