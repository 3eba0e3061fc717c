"""Turn a scenario with a column for every sample into one with a row for every sample."""

from __future__ import annotations

from typing import Any

TURNED = ("X", "D")
ROWS = ("B", "gamma", "beta", "running_mean", "running_var")


def transposed(data: Any) -> dict[str, Any] | None:
    """Transpose the samples, the targets, the weights and the masks of a scenario as JSON.

    `(d, n)` becomes `(n, d)`, and weights `(m, d)` become `(d, m)`; a bias `(m, 1)` becomes a list.
    None where the data are not of a form that could be turned, and where there are no weights:
    only those tell the layout.
    """
    try:
        if not any("W" in layer for layer in data["layers"]):
            return None
        turned = {**data, **{key: _flipped(data[key]) for key in TURNED if key in data}}
        turned["layers"] = [_layer(layer) for layer in data["layers"]]
        if "grad" in data["loss"]:
            turned["loss"] = data["loss"] | {"grad": _flipped(data["loss"]["grad"])}
        if "state" in data.get("optimizer", {}):
            state = {name: _state(part) for name, part in data["optimizer"]["state"].items()}
            turned["optimizer"] = data["optimizer"] | {"state": state}
    except (TypeError, LookupError, ValueError, AttributeError):
        return None
    return turned


def _flipped(rows: Any) -> Any:
    """Transpose rows of one length; a list of classes stays as it is."""
    if not isinstance(rows[0], list):
        return rows
    return [list(column) for column in zip(*rows, strict=True)]


def _layer(layer: dict[str, Any]) -> dict[str, Any]:
    flipped: dict[str, Any] = {key: _flipped(layer[key]) for key in ("W", "mask") if key in layer}
    flat = {key: _flat(layer[key]) for key in ROWS if key in layer}
    return {**layer, **flipped, **flat}


def _flat(rows: Any) -> Any:
    """Make a list of a column."""
    if isinstance(rows, list) and all(isinstance(row, list) and len(row) == 1 for row in rows):
        return [row[0] for row in rows]
    return rows


def _state(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    return {letter: _flipped(rows) for letter, rows in part.items()}
