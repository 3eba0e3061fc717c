"""Tables that people bring, kept for a while as files, so that every worker can read them.

A table is named by what it holds. Nothing is lost with a file: the browser has the table, too, and
sends it again where it is asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from threading import get_ident

import numpy as np

from engine.core.errors import DataError
from engine.data.data_set import DataSet
from engine.data.tables import lines_of, read_npz, read_table

MOST_BYTES = 700_000
"""Of one table: sent as JSON, it is then below what a request may have."""
MOST_ROWS, MOST_INPUTS, MOST_CELLS = 10_000, 784, 500_000
MOST_HELD = 200_000_000
"""Bytes of all files together; the one unused for longest is forgotten first."""
NAME = r"[0-9a-f]{20}"
ZIP = b"PK"
FORGOTTEN = "is not here any more: bring it again"


def name_of(table: bytes) -> str:
    """Name a table by what it holds."""
    return sha256(table).hexdigest()[:20]


def keep(table: bytes) -> str:
    """Keep a table, and name it. Raises `DataError` for one that cannot be read."""
    if len(table) > MOST_BYTES:
        raise DataError("table", f"has {len(table):,} bytes; it may have {MOST_BYTES:,}")
    _checked(_read(table, ""))
    name = name_of(table)
    _write(folder() / name, table)
    return name


def table_named(name: str) -> bytes:
    """Read a table. Raises `DataError` where it is not kept any more."""
    table = touch(name).read_bytes()
    if name_of(table) != name:
        raise DataError("table", FORGOTTEN)
    return table


def touch(name: str) -> Path:
    """Find a table, which is used now. Raises `DataError` where it is not kept any more."""
    path = folder() / name
    if not re.fullmatch(NAME, name) or not path.exists():
        raise DataError("table", FORGOTTEN)
    path.touch()
    return path


@lru_cache(maxsize=4)
def data_in(name: str, target: str) -> DataSet:
    """Read the samples of a table whose targets are in a column; empty for the last one."""
    read = folder() / f"{name}-{sha256(target.encode()).hexdigest()[:8]}"
    if not read.exists():
        _keep_read(read, _checked(_read(table_named(name), target)))
    with np.load(read, allow_pickle=False) as held:
        return DataSet(held["x"], held["d"], tuple(map(str, held["classes"])))


def _keep_read(path: Path, data: DataSet) -> None:
    """Keep what was read: a worker, which ends soon, would read the text again each time."""
    part = path.with_name(f"{path.name}.{_own_ending()}.npz")
    np.savez(part, x=data.x, d=data.d, classes=np.array(data.classes, dtype=str))
    part.replace(path)


def _read(table: bytes, target: str) -> DataSet:
    if table.startswith(ZIP):
        return read_npz(table)
    return read_table(_text(table), target or None)


def _text(table: bytes) -> str:
    try:
        return table.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError("table", "is neither text in UTF-8 nor an NPZ file") from None


def _checked(data: DataSet) -> DataSet:
    (rows, inputs), least = data.x.shape, 2
    if not least <= rows <= MOST_ROWS or inputs > MOST_INPUTS or data.x.size > MOST_CELLS:
        most = f"{least} to {MOST_ROWS:,} rows, {MOST_INPUTS} inputs and {MOST_CELLS:,} cells"
        raise DataError("table", f"has {rows:,} rows and {inputs:,} inputs; allowed are {most}")
    if data.classes and len(data.classes) < least:
        raise DataError("target", "is the same in every row: there is nothing to learn")
    return data


def columns(table: bytes) -> tuple[str, ...]:
    """Name the columns one of which is the target; none for arrays, which say it themselves."""
    if table.startswith(ZIP):
        return ()
    names, rows = lines_of(_text(table))
    return names or tuple(str(k + 1) for k in range(len(rows[0][1])))


def preview(table: bytes, most: int) -> list[list[str]]:
    """Write the names of the columns, and the first rows, cell by cell."""
    if not table.startswith(ZIP):
        _, rows = lines_of(_text(table))
        return [list(columns(table)), *(cells for _, cells in rows[:most])]
    data = read_npz(table)
    inputs, targets = data.x.shape[1], data.d.shape[1]
    names = [f"x{k + 1}" for k in range(inputs)] + [f"d{k + 1}" for k in range(targets)]
    rows = np.hstack([data.x, data.d])[:most]
    return [names, *([f"{number:.6g}" for number in row] for row in rows)]


def folder() -> Path:
    """Find the folder of the files. Raises `DataError` where it cannot be, or is another's."""
    owner = os.getuid() if hasattr(os, "getuid") else 0
    path = Path(gettempdir()) / f"backprop-visualizer-{owner}"
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        if path.stat().st_uid == owner:
            return path
    except OSError:
        pass
    raise DataError("table", "cannot be kept: this server has no place for files")


def _write(path: Path, table: bytes) -> None:
    part = path.with_name(f"{path.name}.{_own_ending()}")
    part.write_bytes(table)
    part.replace(path)
    _forget()


def _own_ending() -> str:
    """Name a file that is written at the moment, so that no other thread writes the same one."""
    return f"{os.getpid()}-{get_ident()}"


def _forget() -> None:
    """Remove the files unused for longest, as many as are too much."""
    files = sorted(_files(), key=lambda one: one[1].st_mtime, reverse=True)
    held = 0
    for path, about in files:
        held += about.st_size
        if held > MOST_HELD:
            path.unlink(missing_ok=True)


def _files() -> Iterator[tuple[Path, os.stat_result]]:
    """List the files, with what the system knows of each."""
    for path in folder().iterdir():
        # Another process may remove it meanwhile.
        with suppress(OSError):
            yield path, path.stat()
