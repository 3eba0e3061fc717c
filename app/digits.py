"""Read the handwritten digits of `assets/datasets`, and train a network on them."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.program import Program
from engine.network.build import build, mlp_spec
from engine.network.conventions import MEAN
from engine.network.initialize import initialize
from engine.network.training import train
from engine.running.trace import run

Array = NDArray[np.float64]
FILE = Path(__file__).resolve().parent.parent / "assets" / "datasets" / "digits.csv.gz"
_ONE_AT_A_TIME = Lock()
INK = 16
CLASSES = 10
SIDE, LARGE = 8, 28
"""The pixels along a side of the images, and of the enlarged ones."""
HELD_BACK = 360
"""So many images are never trained on; they measure what was learned."""


@dataclass(frozen=True)
class TrainingSetting:
    """What a training run depends on, besides its data."""

    hidden: int
    epochs: int
    batch: int
    lr: float
    seed: int


@dataclass(frozen=True)
class Course:
    """What a training run gives for each epoch.

    The loss, and the shares of digits that are recognised: among those trained on (`trained`) and
    among the others (`held_back`).
    """

    loss: tuple[float, ...]
    trained: tuple[float, ...]
    held_back: tuple[float, ...]


@lru_cache(maxsize=1)
def digits() -> tuple[Array, Array]:
    """Read the images, 64 numbers from 0 to 1 each, and the one-hot classes: (n, 64), (n, 10)."""
    with gzip.open(FILE, "rt") as file:
        rows = np.loadtxt(file, delimiter=",")
    return rows[:, :-1] / INK, np.eye(CLASSES)[rows[:, -1].astype(int)]


def enlarged(images: Array) -> Array:
    """Enlarge images of 8 x 8 pixels to 28 x 28: (n, 64) -> (n, 784).

    Every pixel of the new grid is the bilinear mixture of the four old pixels around it.
    """
    squares = images.reshape(-1, SIDE, SIDE)
    at = np.clip((np.arange(LARGE) + 0.5) * SIDE / LARGE - 0.5, 0, SIDE - 1)
    weights = np.maximum(0, 1 - np.abs(at[:, None] - np.arange(SIDE)))
    return np.asarray((weights @ squares @ weights.T).reshape(-1, LARGE * LARGE))


def course(setting: TrainingSetting) -> Course:
    """Train a network with one hidden layer of sigmoids, once for all who ask for the setting."""
    with _ONE_AT_A_TIME:
        return _course(setting)


@lru_cache(maxsize=32)
def _course(setting: TrainingSetting) -> Course:
    images, classes = digits()
    spec = mlp_spec((images.shape[1], setting.hidden, CLASSES), "sigmoid", conventions=MEAN)
    program = build(spec)
    rows = {"X": images[:-HELD_BACK], "D": classes[:-HELD_BACK]}
    values = {**initialize(spec, "xavier_normal", setting.seed), **rows, "lr": setting.lr}
    loss, trained, held_back = list[float](), list[float](), list[float]()
    for epoch in range(setting.epochs):
        done = train(program, values, batch=setting.batch, seed=setting.seed + epoch)
        values = dict(done.values)
        loss.append(done.history[0].loss)
        trained.append(done.history[0].accuracy)
        held_back.append(_right(program, values, images[-HELD_BACK:], classes[-HELD_BACK:]))
    return Course(tuple(loss), tuple(trained), tuple(held_back))


def _right(program: Program, values: Mapping[str, Any], images: Array, classes: Array) -> float:
    """Compute the share of images that are recognised."""
    outputs = run(program, {**values, "X": images, "D": classes})["Y2"]
    return float((outputs.argmax(axis=1) == classes.argmax(axis=1)).mean())
