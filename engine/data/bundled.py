"""The data sets that come along; `assets/datasets/README.md` has their source and licence."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from engine.data.data_set import DataSet, of_classes
from engine.data.idx import CLASSES, images_in
from engine.network.scenario.reading import from_json

ASSETS = Path(__file__).resolve().parents[2] / "assets"
FOLDER = ASSETS / "datasets"
INK = 16
"""The most that a pixel of the 8 x 8 digits has."""


@lru_cache(maxsize=1)
def toy() -> DataSet:
    """Read the three samples of the toy problem, with its targets as the handout has them."""
    scenario = from_json(json.loads((ASSETS / "examples" / "toy.json").read_text("utf-8")))
    return DataSet(scenario.values["X"], scenario.values["D"])


@lru_cache(maxsize=1)
def digits() -> DataSet:
    """Read 1797 images of 8 x 8 pixels, 0 for paper to 1 for ink: (n, 64), (n, 10)."""
    with gzip.open(FOLDER / "digits.csv.gz", "rt") as file:
        rows = np.loadtxt(file, delimiter=",")
    return of_classes(rows[:, :-1] / INK, rows[:, -1].astype(int), CLASSES)


@lru_cache(maxsize=2)
def mnist(part: str = "train") -> DataSet:
    """Read some images of MNIST, 28 x 28: the first 4000 to train on, or the first 1000 to test."""
    return images_in(FOLDER / f"mnist-{part}-images.gz", FOLDER / f"mnist-{part}-labels.gz")
