"""The page of formulas: all of it is drawn with its row."""

from __future__ import annotations


def formulas() -> None:
    """Draw nothing else."""
