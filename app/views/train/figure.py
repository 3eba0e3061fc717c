"""What the figures of a training have in common; the browser puts in the numbers that change.

A colour is the name of one of the player's, `--value-positive`, so that light and dark follow.
"""

from __future__ import annotations

from html import escape
from typing import Any

Figure = dict[str, Any]
TRAINED, VALIDATED, PRESENT = "--forward", "--mark", "--outline"
CLASSES = ("--value-negative", "--value-positive")
"""Of two classes."""
RUNS = ("--forward", "--mark", "--backward", "--gradient-negative")
"""One for each training that is compared."""
LAYERS = (*RUNS, "--loss", "--update", "--right", "--outline")
"""One for each layer, and for each of more than two classes."""
LEGEND = {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"}
"""Above the figure, at its right end."""


def present() -> Figure:
    """Draw the line at the iteration that is shown."""
    dotted = {"color": PRESENT, "width": 1, "dash": "dot"}
    return {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "line": dotted}


def line(name: str, colour: str, part: str) -> Figure:
    """Draw a line without numbers; `part` says which numbers the browser puts in."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [],
        "y": [],
        "name": name,
        "meta": part,
        "line": {"color": colour, "width": 2.5},
    }


def plain(words: str) -> str:
    """Write words of a table so that Plotly finds no tag, no link and no `%{…}` in them."""
    return escape(words, quote=False).replace("%{", "%&#123;")


def title(words: str) -> Figure:
    """Write the name of an axis."""
    return {"text": plain(words), "font": {"size": 13}, "standoff": 6}


def base_layout() -> Figure:
    """Lay out what all figures have in common."""
    return {
        "margin": {"l": 56, "r": 12, "t": 30, "b": 40},
        "uirevision": "training",
        "font": {"size": 13},
    }
