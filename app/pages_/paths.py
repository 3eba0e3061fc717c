"""The paths of the pages beside that of the player, which has none."""

from __future__ import annotations

LESSONS, FORMULAS, TRAIN, GRAPH = "lessons", "formulas", "train", "graph"
PATHS = (LESSONS, FORMULAS, TRAIN, GRAPH)
