"""Write every value in fractions, where it is rational."""

from __future__ import annotations

from typing import Any

from app.views.panels.request import Data, Request
from engine.entries.exact.plain import exact_plain

LONGEST = 15
"""A fraction with more characters is read more easily as a decimal."""


def fractions(request: Request) -> Data:
    """Write every entry as `−626/3` or `4`; None where it is no fraction or too long a one."""
    exact = exact_plain(request.trace)
    values = {name: _rows(value) for name, value in exact["values"].items()}
    return {"values": values, "saturated": exact["saturated"]}


def _rows(value: Any) -> list[list[str | None]]:
    """Write the rows of a matrix; a number counts as a matrix of one."""
    rows = value if is_matrix(value) else [[value]]
    return [[_entry(entry) for entry in row] for row in rows]


def is_matrix(value: Any) -> bool:
    """Tell whether it is a list of rows, and not a single number: a whole one or a pair."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)


def _entry(entry: int | list[int] | None) -> str | None:
    if entry is None:
        return None
    parts = [entry] if isinstance(entry, int) else entry
    said = "/".join(f"{part:,}" for part in parts).replace("-", "−").replace(",", "\u2009")
    return said if len(said) <= LONGEST else None
