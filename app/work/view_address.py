"""How a work is looked at, as the address has it: one key for each row of the table `View`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.limits import DesignError, check_bounds
from app.work.errors import WorkError, no_choice, shown
from app.work.reading import count_in, read_row, read_word
from app.work.source import all_shapes, given_in, has_entry
from app.work.view import PARTS, View
from app.work.work import Work
from engine.network.options import Setting, settings_of

ROWS = settings_of(View)
LOOKED_AT = ("step", "selected", "taken_apart", "matrix")
"""The rows that name a value, or an entry of one."""
ENTRIES = {"selected": "gradW2:0:1", "taken_apart": "gradW2:0:1:tree"}
"""The rows that name an entry, and how one is written."""


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
                if row.name == "hide":
                    view = replace(view, hide=_parts(view.hide, refusals))
            except DesignError as error:
                facts = error.facts | {"number": shown(query[row.key])}
                refusals.append(WorkError(row.key, error.reason, **facts))
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
    if row.name in ENTRIES and not re.fullmatch(row.pattern, said):
        raise WorkError(row.key, "not_place", asked=shown(said), example=ENTRIES[row.name])
    if row.pattern:
        return read_word(said, row.key, row.pattern)
    option = row.option(said)
    if option is None:
        raise no_choice(row.key, said, map(row.word, row.options))
    return read_row(row, option, row.key)


def _parts(said: str, refusals: list[WorkError]) -> str:
    """Leave out of the parts to hide those that a page has not."""
    names = said.split(",")
    refusals += (no_choice("hide", name, PARTS) for name in names if name not in PARTS)
    return ",".join(name for name in names if name in PARTS)


def there(work: Work, refusals: list[WorkError]) -> Work:
    """Leave out what is looked at and is not there; it is added to the `refusals`."""
    for row in ROWS:
        said = getattr(work.view, row.name)
        wrong = _why_not(row, said, work) if said and row.name in LOOKED_AT else None
        if wrong:
            refusals.append(WorkError(row.key, wrong, asked=shown(said)))
            work = replace(work, view=replace(work.view, **{row.name: row.default}))
    return work


def _why_not(row: Setting, said: str, work: Work) -> str | None:
    """Find why a value, or an entry, cannot be looked at: `gradW2`, `gradW2:0:1:tree`.

    What is given has neither a step nor a tree of what it is computed from.
    """
    name, *at = said.split(":")
    if not has_entry(all_shapes(work), name, *map(int, (*at[:2], "0", "0")[:2])):
        return "not_there"
    needs_step = row.name == "step" or at[2:] == ["tree"]
    return "given" if needs_step and name in given_in(work) else None
