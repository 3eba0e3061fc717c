"""Figures of a training on images: first weights as pictures, and which classes are confused."""

from __future__ import annotations

from app.text import text
from app.views.train.figure import CLASSES, Figure, base_layout, title
from engine.data.data_set import DataSet

SIGNED = [[0, CLASSES[0]], [0.5, "--surface"], [1, CLASSES[1]]]
BAR = {"thickness": 12, "outlinewidth": 0, "nticks": 5, "x": 1.0, "xpad": 6, "len": 0.9}
"""The bar beside pictures, which says what their colours are."""


def image_figures(data: DataSet, lang: str) -> dict[str, Figure]:
    """Draw the first weights as pictures, and the confusion matrix."""
    bare = {"visible": False, "constrain": "domain"}
    pictures = {**_heatmap("weights"), "zmid": 0, "colorscale": SIGNED, "hoverinfo": "skip"}
    pictures |= {"showscale": True, "colorbar": {**BAR, "title": _said(lang)}}
    upside = {"autorange": "reversed", "scaleanchor": "x"}
    said = {"title": title(text("train.answer", lang)), "constrain": "domain", "type": "category"}
    right = {"title": title(text("train.truth", lang)), "constrain": "domain", "type": "category"}
    counts = {
        **_heatmap("confusion"),
        "x": list(data.classes),
        "y": list(data.classes),
        "colorscale": [[0, "--surface"], [1, CLASSES[1]]],
        "texttemplate": "%{z}",
        "hovertemplate": "%{y} → %{x}: %{z}<extra></extra>",
    }
    return {
        "weights": _figure(pictures, bare, {**bare, **upside}),
        "confusion": _figure(counts, said, {**right, **upside}),
    }


def _said(lang: str) -> Figure:
    return {"text": text("train.weight", lang), "side": "right", "font": {"size": 12}}


def _heatmap(part: str) -> Figure:
    return {"type": "heatmap", "meta": part, "z": [], "showscale": False}


def _figure(trace: Figure, xaxis: Figure, yaxis: Figure) -> Figure:
    # Long numbers, such as -1 × 10¹⁶², widen the margin.
    yaxis = {"automargin": True, **yaxis}
    return {"data": [trace], "layout": {**base_layout(), "xaxis": xaxis, "yaxis": yaxis}}
