"""A checkpoint of a training course: an NPZ file from which it goes on as if never ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.errors import DataError
from engine.running.numbers import Array, frozen

ABOUT = "about"
VERSION = 1


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """How far a course is.

    - `setting`: what was asked for, from which program and data are made again
    - `epoch`: how many epochs are done; `values`: what training has changed, by name
    """

    setting: Mapping[str, Any]
    epoch: int
    values: Mapping[str, Array]


def write(path: Path, checkpoint: Checkpoint) -> None:
    """Write it beside the file of before, and put it in its place: there is always a whole one."""
    about = {"version": VERSION, "setting": checkpoint.setting, "epoch": checkpoint.epoch}
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        arrays: dict[str, Any] = {ABOUT: np.array(json.dumps(about)), **checkpoint.values}
        np.savez(file, **arrays)
    beside.replace(path)


def read(path: Path) -> Checkpoint:
    """Read one. Raises `DataError` for a file that is not a whole checkpoint of this version."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        about = json.loads(str(arrays.pop(ABOUT)))
        version, setting, epoch = about["version"], dict(about["setting"]), int(about["epoch"])
        values = {name: frozen(value) for name, value in arrays.items()}
    except Exception as error:
        # What a damaged file raises is up to zip, zlib, NumPy and JSON.
        why = str(error) or type(error).__name__
        raise DataError(path.name, f"is not a whole checkpoint: {why}") from None
    if version != VERSION:
        raise DataError(path.name, f"is of version {version}, but needs to be {VERSION}")
    if epoch < 1 or not all(np.isfinite(value).all() for value in values.values()):
        raise DataError(path.name, "is damaged: it has numbers that no course has reached")
    return Checkpoint(setting, epoch, values)
