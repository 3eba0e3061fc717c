"""Single entries that someone has: `gradW2[row 1, column 2] = 0.31`, judged one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.views.practice.words import Reader
from app.views.submission.values import MOST_CAUSES, cause_data, not_finite
from engine.core.errors import AnswerError, BindError
from engine.running.trace import Trace
from engine.teach.answers.matrix import read_matrix
from engine.teach.diagnose.comparison import Verdict
from engine.teach.diagnose.diagnosis import Diagnosis, diagnose

Data = dict[str, Any]
ENTRY = re.compile(
    r"^[ \t]*(?P<name>[A-Za-z]\w{0,59})"
    r"\[row (?P<row>[1-9]\d{0,3}), column (?P<col>[1-9]\d{0,3})\][ \t]*=(?P<typed>.*)$",
    re.MULTILINE,
)
MOST = 100
"""So many entries are judged: each by the mistakes that lead to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a value, row and column from 1 as the page counts, and what was typed for it."""

    name: str
    row: int
    col: int
    typed: str

    @property
    def own(self) -> str:
        """What it is called in a list."""
        return f"{self.name}[row {self.row}, column {self.col}]"


def apart(text: str) -> tuple[str, tuple[Entry, ...]]:
    """Take the single entries out of a text; those without a number yet are left out.

    Of an entry that stands there twice the last number counts.

    >>> apart("Y1[row 1, column 2] = 3\\ndW = [[1]]")
    ('\\ndW = [[1]]', (Entry(name='Y1', row=1, col=2, typed='3'),))
    """
    found = [
        Entry(m["name"], int(m["row"]), int(m["col"]), m["typed"].strip())
        for m in ENTRY.finditer(text)
    ]
    last = {one.own: one for one in found if one.typed}
    return ENTRY.sub("", text), tuple(last.values())[:MOST]


def judged_entries(
    trace: Trace, entries: Sequence[Entry], reader: Reader
) -> Iterator[tuple[Entry, Data | AnswerError | None]]:
    """Judge each entry by itself.

    None is for one that the network does not have, an `AnswerError` for what is no number.
    """
    for entry in entries:
        try:
            diagnosis = _diagnosis(trace, entry)
        except AnswerError as error:
            yield entry, error.below(entry.own, ": ")
        else:
            yield entry, None if diagnosis is None else _data(trace, entry, diagnosis, reader)


def together(before: Data | None, entry: Data) -> Data:
    """Join what is said of entries of one value: it is wrong if one is, for the reasons of that."""
    if before is None:
        return entry
    worse = before if before["wrong_at"] else entry
    rows = zip(before["given"], entry["given"], strict=True)
    given = [[b if a is None else a for a, b in zip(*both, strict=True)] for both in rows]
    wrong_at = [*before["wrong_at"], *entry["wrong_at"]]
    entries = before["entries"] + entry["entries"]
    return {**worse, "given": given, "wrong_at": wrong_at, "entries": entries}


def _diagnosis(trace: Trace, entry: Entry) -> Diagnosis | None:
    try:
        answer = read_matrix(entry.typed, extended=True)
        return diagnose(trace, entry.name, answer, (entry.row - 1, entry.col - 1))
    except BindError:
        return None


def _data(trace: Trace, entry: Entry, diagnosis: Diagnosis, reader: Reader) -> Data:
    """Say what is said of a value, where all but one of its entries are not given."""
    rows = np.full(np.atleast_2d(trace[entry.name]).shape, None, dtype=object).tolist()
    place = (entry.row - 1, entry.col - 1)
    rows[place[0]][place[1]] = float(diagnosis.given.ravel()[0])
    verdict = Verdict.RIGHT if diagnosis.passed else Verdict.WRONG
    causes = diagnosis.causes[:MOST_CAUSES]
    return {
        "verdict": verdict.value,
        "given": rows,
        "expected": None,
        "wrong_at": [] if diagnosis.passed else [list(place)],
        "entries": 1,
        "shape": None,
        "infinite": not_finite(diagnosis, reader.lang),
        "causes": [cause_data(trace, wrong, reader) for wrong in causes],
    }
