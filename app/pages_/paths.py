"""The paths of the pages beside that of the player, which has none."""

from __future__ import annotations

LESSONS, FORMULAS, GRAPH = "lessons", "formulas", "graph"
PATHS = (LESSONS, FORMULAS, GRAPH)
