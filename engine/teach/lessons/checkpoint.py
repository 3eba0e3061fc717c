"""Checkpoints: a printed array, entry by entry, and the engine's judgement of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.errors import LessonError
from engine.teach.lessons.change import Change, changed, is_noise, noise, read_change, value_of
from engine.teach.lessons.figures import Array, Figure, figures
from engine.teach.lessons.scene import Scene

Text = Mapping[str, str]
"""A text for people by language."""


@dataclass(frozen=True)
class Checkpoint:
    """An array that a document prints.

    - `where`: the place in the document; `scene`: the scene that computes it
    - `name`: the value that it is of, or how it is called where `value`, an expression, computes it
    - `cause`, `changes`: why it differs, and under which changes of the scene it does come out
    """

    where: str
    scene: str
    name: str
    printed: tuple[tuple[Figure, ...], ...]
    value: str
    cause: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True, eq=False)
class Judgement:
    """What the engine says of a checkpoint.

    - `computed`: the engine's own numbers
    - `differs_at`: the entries that are not what is printed
    - `explained`: whether the changes of the cause give what is printed, to the last digit
    """

    checkpoint: Checkpoint
    computed: Array
    differs_at: tuple[tuple[int, int], ...]
    explained: bool

    @property
    def agrees(self) -> bool:
        """Whether every printed digit is right."""
        return not self.differs_at


def read_checkpoint(table: Mapping[str, Any]) -> Checkpoint:
    """A checkpoint of `checkpoints.toml`."""
    where, name = table["where"], table["name"]
    known = {"where", "scene", "name", "value", "printed", "decimals", "cause", "change"}
    if extra := table.keys() - known:
        raise LessonError(f"checkpoint {where} {name}", f"has unknown keys: {', '.join(extra)}")
    return Checkpoint(
        where,
        table["scene"],
        name,
        figures(table["printed"], table.get("decimals", 0)),
        table.get("value", name),
        table.get("cause", {}),
        tuple(map(read_change, table.get("change", ()))),
    )


def judge(checkpoint: Checkpoint, scene: Scene) -> Judgement:
    """The engine's judgement, by running the scene, and once more under the cause's changes.

    Raises `LessonError` where the printed array and the value have different shapes.
    """
    computed = _value(checkpoint, scene, changed(scene, ()))
    differs = tuple(_differences(checkpoint, computed))
    explained = bool(checkpoint.changes) and _comes_out(checkpoint, scene)
    return Judgement(checkpoint, computed, differs, explained)


def _value(checkpoint: Checkpoint, scene: Scene, values: Mapping[str, Array]) -> Array:
    value = np.atleast_2d(value_of(checkpoint.value, scene, values))
    shape = (len(checkpoint.printed), len(checkpoint.printed[0]))
    if value.shape != shape:
        what = f"checkpoint {checkpoint.where} {checkpoint.name}"
        raise LessonError(what, f"is printed as {shape}, but is {value.shape}")
    return value


def _differences(checkpoint: Checkpoint, computed: Array) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i, row in enumerate(checkpoint.printed)
        for j, figure in enumerate(row)
        if not figure.agrees(float(computed[i, j]))
    ]


def _comes_out(checkpoint: Checkpoint, scene: Scene) -> bool:
    under = _value(checkpoint, scene, changed(scene, checkpoint.changes))
    left = _differences(checkpoint, under)
    return all(_lost_in_noise(checkpoint, scene, under, i, j) for i, j in left)


def _lost_in_noise(checkpoint: Checkpoint, scene: Scene, under: Array, i: int, j: int) -> bool:
    if not is_noise(checkpoint.changes, checkpoint.name, i, j):
        return False
    bound = float(np.atleast_2d(noise(scene, checkpoint.name))[i, j])
    return abs(checkpoint.printed[i][j].value) <= bound and abs(under[i, j]) <= bound
