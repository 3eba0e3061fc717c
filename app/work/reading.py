"""Read plain parts strictly: what is of another kind, too long or unknown is a named refusal."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING
from functools import cache
from typing import Any, TypeVar

from app.work.errors import WorkError, no_choice, shown
from engine.network.options import LARGEST, Setting, settings_of

T = TypeVar("T")
LARGEST_WHOLE = 10**12
NAME = r"[A-Za-z][A-Za-z0-9_]{0,59}"
"""The name of a value."""
IDS = r"[A-Za-z0-9_.-]{1,60}"
"""The name of a lesson, a stop, a scene, a group."""


def read_table(value: Any, path: str, keys: Iterable[str]) -> Mapping[str, Any]:
    """Read a table that has no other keys than these."""
    if not isinstance(value, dict):
        raise WorkError(path, "not_table", asked=shown(value))
    known = tuple(keys)
    for key in value:
        if key not in known:
            raise WorkError(path, "unknown", part=shown(key), options=", ".join(known))
    return value


def read_json(text: str | bytes) -> Any:
    """Read JSON as its standard has it: without NaN and Infinity."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WorkError("", "not_json") from error


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def count_in(word: str) -> int | None:
    """Read a whole number of an address; None for what is none.

    Eight digits are read: all that is possible has seven, and more are too many whatever they are.
    """
    return int(word.lstrip("0")[:8] or 0) if word.isascii() and word.isdecimal() else None


def read_list(value: Any, path: str, most: int) -> list[Any]:
    """Read a list of at most so many."""
    if not isinstance(value, list):
        raise WorkError(path, "not_list", asked=shown(value))
    if len(value) > most:
        raise WorkError(path, "too_many", count=len(value), most=most)
    return value


def read_text(value: Any, path: str, most: int = 60) -> str:
    """Read a text of at most so many characters."""
    if not isinstance(value, str) or not _can_be_sent(value):
        raise WorkError(path, "not_text", asked=shown(value))
    if len(value) > most:
        raise WorkError(path, "too_long", count=len(value), most=most)
    return value


def _can_be_sent(text: str) -> bool:
    """Tell whether a text can be encoded: half of a surrogate pair cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def read_word(value: Any, path: str, pattern: str = NAME) -> str:
    """Read a text that looks as the pattern says."""
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise WorkError(path, "not_word", asked=shown(value))
    return value


def read_whole(value: Any, path: str, least: int = 0, most: int = LARGEST_WHOLE) -> int:
    """Read a whole number within bounds; a flag is none."""
    if type(value) is not int:
        raise WorkError(path, "not_whole", asked=shown(value))
    return _within(value, path, least, most)


def read_flag(value: Any, path: str) -> bool:
    """Read yes or no."""
    if type(value) is not bool:
        raise WorkError(path, "not_flag", asked=shown(value))
    return value


def read_number(value: Any, path: str, least: float = -math.inf, most: float = math.inf) -> float:
    """Read a finite number within bounds; −0 is 0."""
    if type(value) not in (int, float):
        raise WorkError(path, "not_number", asked=shown(value))
    try:
        number = float(value)
    except OverflowError:
        bounds = {"least": shown(max(least, -LARGEST)), "most": shown(min(most, LARGEST))}
        raise WorkError(path, "within", number=shown(value), **bounds) from None
    if not math.isfinite(number):
        raise WorkError(path, "not_finite", asked=shown(value))
    return _within(number, path, least, most) + 0.0


def _within(number: Any, path: str, least: float, most: float) -> Any:
    if not least <= number <= most:
        facts = {"number": shown(number), "least": shown(least), "most": shown(most)}
        raise WorkError(path, "within", **facts)
    return number


def read_option(value: Any, path: str, options: Iterable[T]) -> T:
    """Read the very option, so that 1 is not taken for true; 0 and 0.0 are one number in JSON."""
    for option in options:
        alike = type(value) is type(option) or (type(value) is int and type(option) is float)
        if alike and value == option:
            return option
    raise no_choice(path, value, options)


def read_row(setting: Setting, value: Any, path: str) -> Any:
    """Read the value of a row of a table of settings; `check_bounds` checks whole tables later."""
    if setting.whole:
        return read_whole(value, path, -LARGEST_WHOLE)
    if setting.pattern:
        return value if value == "" else read_word(value, path, setting.pattern)
    return read_option(value, path, setting.options)


def read_rows(table: type, plain: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Read every row of a table of settings; what is not there is as usual."""
    return {
        row.name: read_row(row, plain[row.name], f"{path}.{row.name}")
        for row in settings_of(table)
        if row.name in plain or _required(row, path)
    }


def _required(row: Setting, path: str) -> bool:
    if row.default is MISSING:
        raise WorkError(path, "missing", part=row.name)
    return False


@cache
def row_names(table: type) -> tuple[str, ...]:
    """Name the rows of a table of settings."""
    return tuple(row.name for row in settings_of(table))


def each(value: Any, path: str, most: int, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """Read every part of a list by the same reader."""
    return tuple(read(part, f"{path}.{k}") for k, part in enumerate(read_list(value, path, most)))
