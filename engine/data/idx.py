"""Read IDX files, as MNIST and its like are kept: also packed with gzip, also from a folder.

The format: two zero bytes, a byte for the type, one for the number of dimensions, each dimension
as four bytes from the most significant on, then the numbers. Source: http://yann.lecun.com/exdb/mnist.
"""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DataError
from engine.data.data_set import DataSet, of_classes

TYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
MOST_BYTES = 200_000_000
"""Of one file, unpacked; the images of MNIST take 47 million."""
MOST_OF_ONE = 1024
"""Of one sample, where only the first ones are read; an image of MNIST takes 784."""
GZIP = b"\x1f\x8b"
WHITE = 255
CLASSES = tuple(str(digit) for digit in range(10))
PARTS = {"train": "train", "test": "t10k"}


def read_idx(path: Path, most: int | None = None) -> NDArray[Any]:
    """Read the numbers of a file, or the first so many of its samples and no more of the file.

    Raises `DataError` for one that is not there or is not IDX.
    """
    data = _bytes(path, MOST_BYTES if most is None else MOST_OF_ONE * (1 + most))
    if len(data) < 4 or data[:2] != b"\0\0" or data[2] not in TYPES:
        raise DataError(path.name, "is not an IDX file: it has to begin with 0, 0 and a type")
    start = 4 + 4 * data[3]
    shape = tuple(int.from_bytes(data[k : k + 4], "big") for k in range(4, start, 4))
    dtype = np.dtype(TYPES[data[2]])
    needed = start + math.prod(shape) * dtype.itemsize
    if most is not None and shape:
        shape = (min(most, shape[0]), *shape[1:])
        needed = start + math.prod(shape) * dtype.itemsize
        data = data[:needed]
    if len(data) != needed:
        raise DataError(path.name, f"has {len(data)} bytes, but its head says {needed}")
    return np.frombuffer(data, dtype, offset=start).reshape(shape)


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
        with gzip.open(path) if packed else path.open("rb") as file:
            data = file.read(min(most, MOST_BYTES) + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(path.name, f"cannot be read: {error}") from None
    if len(data) > MOST_BYTES:
        raise DataError(path.name, f"has more than {MOST_BYTES:,} bytes")
    return data


def images_in(
    images: Path, labels: Path, most: int | None = None, classes: tuple[str, ...] = CLASSES
) -> DataSet:
    """Read images, 0 for paper to 1 for ink, and their classes 0 to 9: all, or the first ones."""
    pixels, numbers = read_idx(images, most), read_idx(labels, most)
    if pixels.ndim != 3 or numbers.ndim != 1 or len(pixels) != len(numbers):
        held = f"{images.name} has the shape {pixels.shape}, {labels.name} {numbers.shape}"
        raise DataError("images", f"{held}; needed are (n, rows, columns) and (n,)")
    if len(numbers) and not 0 <= numbers.min() <= numbers.max() < len(classes):
        raise DataError(labels.name, "has classes that are not 0 to 9")
    flat = pixels.reshape(len(pixels), -1) / float(WHITE)
    return of_classes(flat, numbers.astype(int), classes)


def read_folder(
    folder: Path, part: str, most: int | None = None, classes: tuple[str, ...] = CLASSES
) -> DataSet:
    """Read the `train` or the `test` part of a folder with files named as those of MNIST are."""
    if part not in PARTS:
        raise DataError("part", f"is {part}, but needs to be one of {', '.join(PARTS)}")
    start = PARTS[part]
    images, labels = (_found(folder, f"{start}-{what}") for what in ("images", "labels"))
    return images_in(images, labels, most, classes)


def _found(folder: Path, start: str) -> Path:
    paths = sorted(folder.glob(f"{start}*")) if folder.is_dir() else []
    paths = [path for path in paths if path.suffix != ".part"]
    if not paths:
        raise DataError(str(folder), f"has no file {start}-idx...-ubyte, also none with .gz")
    return paths[0]
