"""What is said of a class set, a zip of what many have handed in: a table, also as CSV."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from time import process_time
from typing import Any

from app.text import text
from app.views.submission.brought import Brought, unread_data
from app.workers.limits import SECONDS
from engine.core.errors import AnswerError
from engine.network.scenario.scenario import Scenario
from engine.teach.mistakes.words import name_of
from engine.teach.submission.class_set import (
    HandedIn,
    as_csv,
    commonest,
    judge_class,
    row_of,
    summary,
)

Data = dict[str, Any]
ENDING = ".zip"
SHARE = 0.7
"""So much of a worker's time is for judging; the last file and all else need the rest."""


def class_data(
    source: object, brought: Brought, lang: str, seconds: float = SHARE * SECONDS
) -> Data | None:
    """Judge the zips among the files for so many seconds; None where there is none.

    - `rows`: one for each who handed something in, with the name of the zip where there are more
    - `looks`: whether each is `right`, `wrong`, `unread` or `late`, in no language
    - `summary`: how many are right; `commonest`: the first mistakes, with how many made each
    - `csv`: the table as a file

    Raises `AnswerError` for what is no zip, and where a lesson is open, which has no network.
    """
    found = [(name, data) for name, data in brought.files if _is_zip(name)]
    if not found:
        return None
    end = process_time() + seconds
    each = {name: _judged(source, name, data, lambda: process_time() > end) for name, data in found}
    handed = tuple(
        replace(one, name=f"{name}: {one.name}") if len(each) > 1 else one
        for name, judged in each.items()
        for one in judged
    )
    return {
        "rows": [_row(one, lang) for one in handed],
        "looks": [one.result for one in handed],
        "summary": summary(handed, lang),
        "commonest": [{"name": name_of(key, lang), "count": n} for key, n in commonest(handed)],
        "csv": as_csv(handed, lang),
    }


def _judged(
    source: object, name: str, data: str, is_over: Callable[[], bool]
) -> tuple[HandedIn, ...]:
    """Judge a zip. Raises `AnswerError` with its name."""
    try:
        if not isinstance(source, Scenario):
            raise AnswerError("no_network", "has to be compared with a network of one's own")
        return judge_class(source, base64.b64decode(data), is_over=is_over)
    except AnswerError as error:
        raise error.below(name) from None


def _is_zip(name: str) -> bool:
    return PurePath(name).suffix.lower() == ENDING


def without_class(brought: Brought) -> tuple[tuple[str, str], ...]:
    """Leave the zips out of the files."""
    return tuple((name, data) for name, data in brought.files if not _is_zip(name))


def _row(one: HandedIn, lang: str) -> Data:
    """Write a row in the language of the page, also why something could not be read."""
    row = row_of(one, lang) | {"result": text(f"submission.class.{one.result}", lang)}
    if isinstance(one.refused, AnswerError):
        row["said"] = unread_data(one.refused, lang)["error"]
    return row
