"""Full MNIST and Fashion-MNIST, where who hosts the app gives a folder for them.

`DATA_FOLDER=/srv/data` offers both on the page *Train*: their files are in `/srv/data/mnist` and
`/srv/data/fashion`, or are downloaded there when somebody asks for them. Without it there are none.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from engine.core.errors import DataError
from engine.data.data_set import DataSet
from engine.data.download import SOURCES, Source, is_there
from engine.data.idx import read_folder

SETTING = "DATA_FOLDER"
MOST = {"train": 10_000, "test": 2_000}
"""So many images are read: each worker reads them anew. The command line trains on all."""


def sources() -> Mapping[str, Source]:
    """List the data sets that are offered here, as the page calls them."""
    hosted = {f"{name}_full": source for name, source in SOURCES.items()}
    return hosted if os.environ.get(SETTING) else {}


def folder_of(name: str) -> Path:
    """Find the folder of a data set."""
    return Path(os.environ[SETTING]) / name.removesuffix("_full")


def samples_in(name: str) -> tuple[DataSet, DataSet]:
    """Read the samples to train on and those to test with. Raises `DataError` without files."""
    source, folder = sources()[name], folder_of(name)
    if not is_there(source, folder):
        raise DataError("files", "are not on this server yet")
    return _part(folder, "train", source.classes), _part(folder, "test", source.classes)


@lru_cache(maxsize=4)
def _part(folder: Path, part: str, classes: tuple[str, ...]) -> DataSet:
    return read_folder(folder, part, MOST[part], classes)
