"""Read the tables of a lesson's files, and check that their keys are complete and known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.core.errors import LessonError

Table = Mapping[str, Any]


def take(what: str, table: Table, needed: str, allowed: str = "") -> dict[str, Any]:
    """Take the needed keys out of a table; `needed` and `allowed` are names with spaces between.

    Raises `LessonError` for a key that is missing, or unknown.
    """
    if missing := [key for key in needed.split() if key not in table]:
        raise LessonError(what, f"needs {', '.join(missing)}")
    if unknown := table.keys() - {*needed.split(), *allowed.split()}:
        raise LessonError(what, f"has unknown keys: {', '.join(unknown)}")
    return {key: table[key] for key in needed.split()}


def read_folder(folder: Path) -> Table:
    """Read the TOML files of a folder as one table; no two files may have the same key.

    Raises `LessonError` for a file that is not TOML, and for a key that two files have.
    """
    whole: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        place = f"{folder.name}/{path.name}"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise LessonError(place, str(error)) from None
        if twice := whole.keys() & table.keys():
            raise LessonError(place, f"has {', '.join(twice)}, which another file has too")
        whole |= table
    return whole
