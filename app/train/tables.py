"""Tables that people bring, kept for a while as files, so that every worker can read them.

A table is named by what it holds. Nothing is lost with a file: the browser has the table, too, and
sends it again where it is asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from threading import get_ident

import numpy as np

from engine.core.errors import DataError
from engine.data.archive import UNREADABLE
from engine.data.data_set import DataSet
from engine.data.refusal import refusal
from engine.data.tables import arrays_in, lines_of, of_arrays, read_table
from engine.running.numbers import Array

MEGABYTE = 2**20
MOST_BYTES = 1 * MEGABYTE
"""Of one table, as a file or as text."""
MOST_ROWS, MOST_INPUTS, MOST_TARGETS, MOST_CELLS = 10_000, 784, 256, 500_000
"""Of the inputs and targets, so many as a network may have; cells are those of the inputs."""
LEAST = 2
"""Of rows, and of classes: one alone teaches nothing."""
ALLOWED = {
    **{"least": LEAST, "most_rows": MOST_ROWS, "most_inputs": MOST_INPUTS},
    **{"most_targets": MOST_TARGETS, "most_cells": MOST_CELLS},
}
MOST_HELD = 200_000_000
"""Bytes of all files together; the one unused for longest is forgotten first."""
NAME = r"[0-9a-f]{20}"
ZIP = b"PK"


def name_of(table: bytes) -> str:
    """Name a table by what it holds."""
    return sha256(table).hexdigest()[:20]


def keep(table: bytes) -> str:
    """Keep a table, and name it. Raises `DataError` for one that cannot be read."""
    if len(table) > MOST_BYTES:
        raise refusal("table", "bytes", count=len(table), most=MOST_BYTES)
    _checked(_read(table, ""))
    name = name_of(table)
    _write(folder() / name, lambda part: part.write_bytes(table))
    return name


def table_named(name: str) -> bytes:
    """Read a table. Raises `DataError` where it is not kept any more."""
    try:
        table = touch(name).read_bytes()
    except OSError:
        raise refusal("table", "forgotten") from None
    if name_of(table) != name:
        raise refusal("table", "forgotten")
    return table


def touch(name: str) -> Path:
    """Find a table, which is used now. Raises `DataError` where it is not kept any more."""
    path = folder() / name
    try:
        if re.fullmatch(NAME, name):
            os.utime(path)
            return path
    except OSError:
        pass
    raise refusal("table", "forgotten")


@lru_cache(maxsize=4)
def data_in(name: str, target: str) -> DataSet:
    """Read the samples of a table whose targets are in a column; empty for the last one.

    Arrays say themselves which the targets are: `target` means nothing to them.
    """
    chosen = "" if _has_arrays(name) else target
    read = folder() / f"{name}-{sha256(chosen.encode()).hexdigest()[:8]}"
    return _kept_read(read) or _read_anew(read, table_named(name), chosen)


def _has_arrays(name: str) -> bool:
    try:
        with touch(name).open("rb") as file:
            return file.read(len(ZIP)) == ZIP
    except OSError:
        raise refusal("table", "forgotten") from None


def _kept_read(path: Path) -> DataSet | None:
    """Find what was read before; None where it is not kept, or not any more."""
    try:
        os.utime(path)
        with np.load(path, allow_pickle=False) as held:
            classes, inputs = (tuple(map(str, held[name])) for name in ("classes", "inputs"))
            return DataSet(held["x"], held["d"], classes, inputs)
    except UNREADABLE:
        return None


def _read_anew(path: Path, table: bytes, target: str) -> DataSet:
    """Read a table and keep what was read: a worker, which ends soon, would read it each time."""
    data = _checked(_read(table, target))

    names = {"classes": data.classes, "inputs": data.inputs}
    written = {key: np.array(said, dtype=str) for key, said in names.items()}

    def save(part: Path) -> None:
        with part.open("wb") as file:
            np.savez(file, x=data.x, d=data.d, **written)

    # Without a place for it, it is read again.
    with suppress(DataError):
        _write(path, save)
    return data


def _read(table: bytes, target: str) -> DataSet:
    if not table.startswith(ZIP):
        return read_table(_text(table), target or None)
    x, d = arrays_in(table)
    # Before they become numbers of 64 bits, which can take eight times as much.
    _check_size(x, d)
    return of_arrays(x, d)


def _text(table: bytes) -> str:
    try:
        return table.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("table", "no_text", encoding="UTF-8") from None


def _checked(data: DataSet) -> DataSet:
    _check_size(data.x, data.d)
    if data.classes and len(data.classes) < LEAST:
        raise refusal("target", "one_class")
    return data


def _check_size(x: Array, d: Array) -> None:
    (rows, inputs), targets = x.shape, d.size // len(d)
    fits = LEAST <= rows <= MOST_ROWS and inputs <= MOST_INPUTS and x.size <= MOST_CELLS
    if not fits or targets > MOST_TARGETS:
        held = {"rows": rows, "inputs": inputs, "targets": targets}
        raise refusal("table", "sizes", **held, **ALLOWED)


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
    data = _read(table, "")
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
    raise refusal("table", "no_place")


def _write(path: Path, save: Callable[[Path], object]) -> None:
    """Write a file whole or not at all. Raises `DataError` where there is no room for it."""
    part = path.with_name(f"{path.name}.{_own_ending()}")
    try:
        save(part)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise refusal("table", "no_place") from None
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
            with suppress(OSError):
                path.unlink()


def _files() -> Iterator[tuple[Path, os.stat_result]]:
    """List the files, with what the system knows of each."""
    for path in folder().iterdir():
        # Another process may remove it meanwhile.
        with suppress(OSError):
            yield path, path.stat()
