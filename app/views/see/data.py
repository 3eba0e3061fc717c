"""Collect what the player needs for its pictures, besides the execution graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.text import section
from app.views.graph import Edge
from app.views.layout import Layout
from app.views.see.folding import folding
from app.views.see.groups import groups
from app.views.see.layers import layers
from app.views.see.neurons import neurons
from app.views.see.tiles import tiles
from engine.core.program import Program


def pictures(
    program: Program,
    shapes: Mapping[str, tuple[int, ...]],
    graph: Layout,
    drawn: Sequence[Edge],
) -> dict[str, Any]:
    """Collect the groups that fold, the network of neurons and the row of matrices.

    `graph` and `drawn` are the places and the arrows of the execution graph.
    """
    chain = layers(program)
    return {
        "folding": folding(program, groups(program, chain), graph, drawn),
        "neurons": neurons(program, shapes, chain),
        "tiles": tiles(program),
    }


def pictures_text(lang: str) -> dict[str, str]:
    """Collect the words of the pictures, `see.` before each key."""
    return {f"see.{key}": said for key, said in section("see", lang).items()}
