"""Settings as rows of a table: the options or the range of each, and how its values are written.

A table of settings is a frozen dataclass. Each field made by `choice`, `number` or `word` is a row:

    optimizer: str = choice("sgd", "adam")
    seed: int = number(0, 999, default=0)

JSON and its schema, the builder and the address of a link all read these rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import MISSING, Field, field, fields
from functools import cache
from typing import Any

from engine.core.errors import SettingError
from engine.core.immutable import immutable

LARGEST = sys.float_info.max


@immutable
class Setting:
    """A row of a table of settings.

    - `name`: the field of the dataclass
    - `default`: its value if nothing is chosen; `MISSING` if it has to be chosen
    - `whole`: whether it is a whole number
    - `options`: the values to choose from; for a number, those that the builder offers
    - `key`: its name in JSON and in an address; empty if it is not there by itself
    - `bounds`: the least and the largest number; None if only the options are allowed
    - `words`: how the options are written in an address (and in JSON too, unless there are
      `bounds`); empty if they need no words of their own
    - `pattern`: for a text, the regular expression that it has to match
    """

    name: str
    default: Any
    whole: bool
    options: tuple[Any, ...]
    key: str
    bounds: tuple[float, float] | None = None
    words: tuple[str, ...] = ()
    pattern: str = ""

    def word(self, option: Any) -> str:
        """Write an option in one word: `relu`, `0_1` for 0.1; without `words` a flag is `0` or `1`.

        A word has no ".", since in an address and in the keys of texts "." separates words.
        """
        if self.words:
            return self.words[self.options.index(option)]
        return option if isinstance(option, str) else f"{option:g}".replace(".", "_")

    def option(self, word: str) -> Any:
        """Read an option from its word; None if there is no such option."""
        return next((option for option in self.options if self.word(option) == word), None)

    def to_json(self, value: Any) -> Any:
        """Write a value for JSON: by its word if it has `words` and no `bounds`, else as it is."""
        return self.word(value) if self.words and self.bounds is None else value

    def from_json(self, written: Any) -> Any:
        """Read a value that `to_json` wrote."""
        return self.option(written) if self.words and self.bounds is None else written


def choice(*options: Any, default: Any = None, **row: Any) -> Any:
    """Make a field that holds one of some options, by default the first.

    `row` may have `key` and `words`; see `Setting`.
    """
    usual = options[0] if default is None else default
    return field(default=usual, metadata={"options": options, **row})


def number(
    least: float = -LARGEST,
    most: float = LARGEST,
    *,
    default: Any = MISSING,
    offered: tuple[float, ...] = (),
    **row: Any,
) -> Any:
    """Make a field that holds a number from `least` to `most`; `row` as for `choice`."""
    numbers = {"options": offered, "bounds": (least, most)}
    return field(default=default, metadata={**numbers, **row})


def word(pattern: str, **row: Any) -> Any:
    """Make a field that holds a text that matches a pattern, or none; `row` as for `choice`."""
    return field(default="", metadata={"options": (), "pattern": pattern, **row})


@cache
def settings_of(table: type) -> tuple[Setting, ...]:
    """List the rows of a table of settings."""
    return tuple(
        Setting(row.name, row.default, is_whole(row), **{"key": row.name, **row.metadata})
        for row in fields(table)
        if row.metadata
    )


def is_whole(row: Field[Any]) -> bool:
    """Tell whether a field holds a whole number; its type may be a name, or the type itself."""
    return row.type in ("int", int)


def check_settings(chosen: object) -> None:
    """Check the values of a table of settings.

    Raises `SettingError` for a value that is not an option and for a number out of its bounds.
    """
    table: type = type(chosen)
    for setting in settings_of(table):
        value = getattr(chosen, setting.name)
        if setting.bounds is None:
            one_of(value, setting.options, setting.name)
        elif not setting.bounds[0] <= value <= setting.bounds[1]:
            low, high = setting.bounds
            raise SettingError(f"{setting.name} is {value}; it needs to be from {low} to {high}")


def one_of(option: Any, options: Iterable[Any], name: str) -> Any:
    """Return an option if it is one of the options; else raise a `SettingError` that lists them."""
    if option not in options:
        allowed = ", ".join(map(str, options))
        raise SettingError(f"{option!r} is not a choice of {name}; there are {allowed}")
    return option
