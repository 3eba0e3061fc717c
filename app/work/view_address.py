"""How a work is looked at, as the address has it: one key for each row of the table `View`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.limits import DesignError, check_bounds
from app.work.errors import WorkError, no_choice, shown
from app.work.reading import count_in, read_row, read_word
from app.work.source import all_shapes, has_entry
from app.work.view import View
from app.work.work import Work
from engine.network.options import Setting, settings_of

ROWS = settings_of(View)
LOOKED_AT = ("step", "selected", "taken_apart", "matrix")
"""The rows that name a value, or an entry of one."""


def written(view: View) -> dict[str, str]:
    """Write a view; what is as usual is left out."""
    values = ((row, getattr(view, row.name)) for row in ROWS)
    return {row.key: _word(row, value) for row, value in values if value != row.default}


def table() -> dict[str, list[Any]]:
    """Tell the browser how to write one by itself: the key, what is usual, the options' words.

    `{"step": ["step", ""], "speed": ["speed", 1.0, {"0.5": "0_5"}]}`: words are there by the JSON
    of their options, and only where they differ from it.
    """
    return {row.name: [row.key, row.default, *_words(row)] for row in ROWS}


def _words(row: Setting) -> list[dict[str, str]]:
    own = {_text(option): _word(row, option) for option in row.options}
    differing = {text: word for text, word in own.items() if text != word}
    return [differing] if differing else []


def _text(option: Any) -> str:
    """Write an option as `String(option)` does in the browser."""
    return option if isinstance(option, str) else json.dumps(option).removesuffix(".0")


def _word(row: Setting, value: Any) -> str:
    return str(value) if row.whole or row.pattern else row.word(value)


def read(query: Mapping[str, str], refusals: list[WorkError]) -> View:
    """Read a view; a row that cannot be is as usual, and is added to the `refusals`."""
    view = View()
    for row in ROWS:
        if query.get(row.key, "") != "":
            try:
                view = replace(view, **{row.name: _read_row(row, query[row.key])})
                check_bounds(view)
            except DesignError as error:
                refusals.append(WorkError(row.key, error.reason, **error.facts))
                view = replace(view, **{row.name: row.default})
            except WorkError as error:
                refusals.append(error)
    return view


def _read_row(row: Setting, said: str) -> Any:
    if row.whole:
        number = count_in(said)
        if number is None:
            raise WorkError(row.key, "not_whole", asked=shown(said))
        return number
    if row.pattern:
        return read_word(said, row.key, row.pattern)
    option = row.option(said)
    if option is None:
        raise no_choice(row.key, said, map(row.word, row.options))
    return read_row(row, option, row.key)


def there(work: Work, refusals: list[WorkError]) -> Work:
    """Leave out what is looked at and is not there; it is added to the `refusals`."""
    for row in ROWS:
        said = getattr(work.view, row.name)
        if said and row.name in LOOKED_AT and not _is_there(said, work):
            refusals.append(WorkError(row.key, "not_there", asked=shown(said)))
            work = replace(work, view=replace(work.view, **{row.name: row.default}))
    return work


def _is_there(said: str, work: Work) -> bool:
    """Tell whether there is a value, or an entry: `gradW2`, `gradW2:0:1`, `gradW2:0:1:tree`."""
    name, row, col, *_ = *said.split(":"), "0", "0"
    return has_entry(all_shapes(work), name, int(row), int(col))
