"""Checkpoints: compare an array that a document prints with the engine's, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.core.errors import LessonError
from engine.running.trace import Array
from engine.teach.lessons.changes import Change, compute, is_noise, noise, read_change, run_under
from engine.teach.lessons.printed import PrintedNumber, read_rows
from engine.teach.lessons.scene import Scene
from engine.teach.lessons.tables import Table, take

Text = Mapping[str, str]
"""A text in each language."""


@dataclass(frozen=True)
class Checkpoint:
    """An array that a document prints.

    - `where`: the place in the document; `stop`: the stop of the lesson that speaks of it
    - `scene`: the scene that computes it
    - `name`: the name of the array; `value`: the expression that computes it, mostly its name
    - `cause`: why it differs, in words
    - `changes`: the changes of the scene that give what is printed
    """

    where: str
    stop: str
    scene: str
    name: str
    printed: tuple[tuple[PrintedNumber, ...], ...]
    value: str
    cause: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True, eq=False)
class Judgement:
    """A checkpoint compared with the engine.

    - `computed`: the engine's own numbers
    - `differs_at`: the entries that differ from what is printed
    - `explained`: whether the scene with the changes gives what is printed, to the last digit or
      but for `noise`
    - `noise`: whether something printed is the rounding error of an exact 0, so that its digits
      cannot come out again
    """

    checkpoint: Checkpoint
    computed: Array
    differs_at: tuple[tuple[int, int], ...]
    explained: bool
    noise: bool = False

    @property
    def agrees(self) -> bool:
        """Whether every printed digit is right."""
        return not self.differs_at


def read_checkpoint(table: Table) -> Checkpoint:
    """Read a checkpoint. Raises `LessonError` for what is missing or unknown in it."""
    what = f"checkpoint {table.get('where', '')} {table.get('name', '')}"
    about = take(what, table, "where stop scene name printed", "value decimals cause change")
    return Checkpoint(
        **about | {"printed": read_rows(table["printed"], table.get("decimals", 0))},
        value=table.get("value", table["name"]),
        cause=table.get("cause", {}),
        changes=tuple(map(read_change, table.get("change", ()))),
    )


def judge(checkpoint: Checkpoint, scene: Scene) -> Judgement:
    """Judge a checkpoint by running its scene as it is, and once more with the changes.

    Raises `LessonError` where the printed array and the value have different shapes.
    """
    computed = _value(checkpoint, scene, scene.trace().values)
    differs = tuple(_differences(checkpoint, computed))
    if not checkpoint.changes:
        return Judgement(checkpoint, computed, differs, explained=False)
    under = _value(checkpoint, scene, run_under(scene, checkpoint.changes))
    left = _differences(checkpoint, under)
    explained = all(_lost_in_noise(checkpoint, scene, under, i, j) for i, j in left)
    # On some machines the very digits come out: that is chance, not an explanation.
    is_rounding = any(is_noise(checkpoint.changes, checkpoint.name, i, j) for i, j in differs)
    return Judgement(checkpoint, computed, differs, explained, noise=explained and is_rounding)


def _value(checkpoint: Checkpoint, scene: Scene, values: Mapping[str, Array]) -> Array:
    value = np.atleast_2d(compute(checkpoint.value, scene, values))
    shape = (len(checkpoint.printed), len(checkpoint.printed[0]))
    if value.shape != shape:
        what = f"checkpoint {checkpoint.where} {checkpoint.name}"
        raise LessonError(what, f"is printed as {shape}, but is {value.shape}")
    return value


def _differences(checkpoint: Checkpoint, computed: Array) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i, row in enumerate(checkpoint.printed)
        for j, number in enumerate(row)
        if not number.agrees(float(computed[i, j]))
    ]


def _lost_in_noise(checkpoint: Checkpoint, scene: Scene, under: Array, i: int, j: int) -> bool:
    if not is_noise(checkpoint.changes, checkpoint.name, i, j):
        return False
    bound = float(np.atleast_2d(noise(scene, checkpoint.name))[i, j])
    return abs(checkpoint.printed[i][j].value) <= bound and abs(under[i, j]) <= bound
