"""The planes over which a loss is looked at: each is an entry of one table.

A new one is a function here and its words in `assets/text.toml`: its name, its axes, and what to
look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.work.errors import WorkError, shown
from app.work.reading import read_option, read_table, read_text, read_whole
from engine.core.errors import DataError
from engine.learning.directions import along, principal, random_direction
from engine.learning.surface import Plane
from engine.learning.weights import Weights
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array

ENTRY = re.compile(r"\s*([A-Za-z]+\d*)\s*\[\s*(\d{1,6})\s*,\s*(\d{1,6})\s*\]\s*")
LARGEST_SEED = 999_999


@dataclass(frozen=True)
class Chosen:
    """Which plane: its kind, the `seed` of random directions, or the entries that span it."""

    kind: str
    seed: int = 0
    entries: tuple[str, str] = ("", "")


@dataclass(frozen=True, eq=False)
class Around:
    """What a plane is laid through: the weights at the iteration that is shown, and the path."""

    spec: NetworkSpec
    weights: Weights
    centre: Array
    path: Array


@dataclass(frozen=True, eq=False)
class Laid:
    """A plane, how wide it is at least, and the shares of the path's movement along its axes."""

    plane: Plane
    least: float = 0.0
    shares: tuple[float, float] | None = None


def _principal(_: Chosen, around: Around) -> Laid:
    if min(around.path.shape) < 2:
        raise WorkError("plane", "no_path")
    found = principal(around.path)
    return Laid(Plane(around.centre, found.first, found.second), 0.0, found.shares)


def _random(chosen: Chosen, around: Around) -> Laid:
    rng = np.random.default_rng(chosen.seed)
    first, second = (
        random_direction(around.spec, around.weights, around.centre, rng) for _ in range(2)
    )
    return Laid(Plane(around.centre, first, second), 2.0)


def _two(chosen: Chosen, around: Around) -> Laid:
    """Lay it so that a place of the plane is what the two parameters are."""
    first, second = (along(around.weights, *entry_in(one)) for one in chosen.entries)
    others = np.where(first + second > 0, 0.0, around.centre)
    return Laid(Plane(others, first, second), 2.0)


PLANES: dict[str, Callable[[Chosen, Around], Laid]] = {
    "principal": _principal,
    "random": _random,
    "two": _two,
}


def read_plane(value: Any, weights: Weights) -> Chosen:
    """Read which plane is asked for. Raises `WorkError` for what is none of this network."""
    table = read_table(value, "plane", ("kind", "seed", "entries"))
    kind = read_option(table.get("kind"), "plane.kind", PLANES)
    if kind == "random":
        return Chosen(kind, read_whole(table.get("seed", 0), "plane.seed", 0, LARGEST_SEED))
    if kind == "two":
        return Chosen(kind, entries=_entries(table.get("entries"), weights))
    return Chosen(kind)


def _entries(value: Any, weights: Weights) -> tuple[str, str]:
    """Read two entries that differ, and write them as they are written everywhere."""
    if not isinstance(value, list) or len(value) != 2:
        raise WorkError("plane.entries", "two_parameters")
    first, second = (_entry(one, f"plane.entries.{k}", weights) for k, one in enumerate(value))
    if first == second:
        raise WorkError("plane.entries", "two_parameters")
    return first, second


def _entry(value: Any, path: str, weights: Weights) -> str:
    typed = read_text(value, path)
    if not ENTRY.fullmatch(typed):
        raise WorkError(path, "parameter_form", asked=shown(typed))
    name, row, column = entry_in(typed)
    try:
        weights.position(name, row, column)
    except DataError:
        sizes = (f"{one} ({rows} × {columns})" for one, (rows, columns) in weights.shapes.items())
        raise WorkError(path, "no_parameter", asked=shown(typed), names=", ".join(sizes)) from None
    return written(name, row, column)


def entry_in(text: str) -> tuple[str, int, int]:
    """Read `W1[1, 2]`, as the player writes an entry, counted from 1; here it counts from 0."""
    found = ENTRY.fullmatch(text)
    assert found, text
    return found[1], int(found[2]) - 1, int(found[3]) - 1


def written(name: str, row: int, column: int) -> str:
    """Write an entry, counted from 0, as the player does."""
    return f"{name}[{row + 1}, {column + 1}]"
