"""Download the files of MNIST and Fashion-MNIST: from one mirror or the next, checked, resumed.

Sources of the mirrors and the checksums: `torchvision/datasets/mnist.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from engine.core.errors import DataError

PATIENCE = 30.0
"""Seconds that a mirror may be silent."""
PIECE = 1 << 16
Progress = Callable[[str, int, int], None]
"""Hears of a file how many bytes are there, and how many it has."""


@dataclass(frozen=True)
class Source:
    """Where the files of a data set are.

    - `mirrors`: the beginnings of addresses, tried in this order; `files`: the MD5 of each, by name
    - `classes`: what the numbers of the classes mean
    """

    mirrors: Sequence[str]
    files: Mapping[str, str]
    classes: tuple[str, ...]


SOURCES = {
    "mnist": Source(
        (
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ),
        {
            "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
            "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
            "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
            "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
        },
        tuple("0123456789"),
    ),
    "fashion": Source(
        ("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",),
        {
            "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
            "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
            "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
        },
        (
            *("T-shirt", "trouser", "pullover", "dress", "coat"),
            *("sandal", "shirt", "sneaker", "bag", "boot"),
        ),
    ),
}
"""The data sets that can be downloaded, by their names."""


def download(source: Source, folder: Path, progress: Progress = lambda *_: None) -> None:
    """Bring every file of a source into a folder; one that is there and right is left as it is.

    What was begun is gone on with. Raises `DataError` where no mirror has a right file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(str(folder), f"cannot be made: {error.strerror}") from None
    for name, checksum in source.files.items():
        if not is_right(folder / name, checksum):
            _from_mirrors(source.mirrors, folder / name, checksum, progress)


def is_there(source: Source, folder: Path) -> bool:
    """Tell whether every file of a source is in a folder, without reading them."""
    return all((folder / name).is_file() for name in source.files)


def is_right(path: Path, checksum: str) -> bool:
    """Tell whether a file is there and has its checksum."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _checksum(file) == checksum


def _checksum(file: Any) -> str:
    found = hashlib.md5(usedforsecurity=False)
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def _from_mirrors(mirrors: Sequence[str], path: Path, checksum: str, progress: Progress) -> None:
    """Try one mirror after the other; of a wrong file nothing is left."""
    part, why = path.with_name(f"{path.name}.part"), list[str]()
    left = iter(mirrors)
    while not is_right(part, checksum):
        mirror = next(left, None)
        if mirror is None:
            raise DataError(path.name, f"cannot be downloaded: {'; '.join(why)}")
        try:
            _fetch(mirror + path.name, part, progress)
        except (OSError, HTTPException) as error:
            why.append(f"{mirror} {error}")
        else:
            why += _unless_right(part, checksum, mirror)
    part.replace(path)


def _unless_right(part: Path, checksum: str, mirror: str) -> list[str]:
    if is_right(part, checksum):
        return []
    part.unlink(missing_ok=True)
    return [f"{mirror} has another file: its checksum is not {checksum}"]


def _fetch(address: str, part: Path, progress: Progress) -> None:
    """Fetch what is missing of a file; a mirror that cannot leave out the rest sends it all."""
    begun = part.stat().st_size if part.is_file() else 0
    headers = {"Range": f"bytes={begun}-"} if begun else {}
    with urlopen(Request(address, headers=headers), timeout=PATIENCE) as answer:
        begun = begun if answer.status == 206 else 0
        whole = begun + int(answer.headers.get("Content-Length") or 0)
        with part.open("ab" if begun else "wb") as file:
            while piece := answer.read(PIECE):
                begun += file.write(piece)
                progress(part.stem, begun, max(whole, begun))
    if begun < whole:
        raise OSError(f"ended after {begun:,} of {whole:,} bytes")
