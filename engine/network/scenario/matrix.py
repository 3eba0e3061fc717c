"""Read the rows of a matrix from JSON."""

from __future__ import annotations

from engine.core.errors import ScenarioError
from engine.running.numbers import Array, frozen


def read_matrix(rows: list[list[float]], path: str) -> Array:
    """Make an array of rows; raises `ScenarioError` where they differ in length."""
    width = len(rows[0])
    for k, row in enumerate(rows):
        if len(row) != width:
            why = f"has {len(row)} entries, but {path}[0] has {width}: rows need one length"
            raise ScenarioError(f"{path}[{k}]", why)
    return frozen(rows)
