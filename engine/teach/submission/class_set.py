"""Judge what a whole class has handed in: a zip with a file of arrays from each."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.core.errors import AnswerError, EngineError
from engine.core.words import text
from engine.data.archive import UNREADABLE, check_size, read_entry
from engine.network.scenario.scenario import Scenario, last_of
from engine.teach.diagnose.comparison import Compared, first_wrong
from engine.teach.diagnose.tolerance import RELATIVE
from engine.teach.mistakes.cause import Cause
from engine.teach.mistakes.words import name_of, sentence_of
from engine.teach.submission.files import BYTES, NAME, read_arrays
from engine.teach.submission.judge import Judged, in_other_conventions, judged_by
from engine.teach.submission.refused import refusal_at

ZIP_BYTES = 50_000_000
"""How large the zip may be."""
FILES, UNPACKED = 500, 200_000_000
"""How many files there may be, and how many bytes they may take in all."""
NOT_HANDED_IN = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""Begins or ends the names of files that an operating system adds."""
FIELDS = ("name", "result", "first_wrong", "mistake", "said", "right", "follows", "wrong")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would compute, if a cell began with it."""


LATE = AnswerError("late", "was not judged: the time for all of them was over")
"""Why a file was not even read."""


@dataclass(frozen=True, eq=False)
class HandedIn:
    """What one of the class handed in: how it was judged, or why it was not."""

    name: str
    judged: Judged | None
    refused: EngineError | None = None

    @property
    def first_wrong(self) -> Compared | None:
        """The first array that is wrong on its own account."""
        return first_wrong(self.judged.compared) if self.judged else None

    @property
    def mistake(self) -> str:
        """The likely first mistake; empty where there is none, or none is known."""
        wrong = self.first_wrong
        causes = wrong.diagnosis.causes if wrong else ()
        return causes[0].mistake if causes else ""

    @property
    def result(self) -> str:
        """How it ended: `right`, `wrong`, `unread`, or `late` where the time was over."""
        if self.judged is None:
            return "late" if self.refused is LATE else "unread"
        return "wrong" if self.first_wrong else "right"


def never() -> bool:
    """Tell that there is time enough."""
    return False


def judge_class(
    scenario: Scenario,
    data: bytes,
    relative: float = RELATIVE,
    is_over: Callable[[], bool] = never,
) -> tuple[HandedIn, ...]:
    """Judge every file of a zip by itself, in the order of their names, until the time is over.

    A file that cannot be read, and one that is left then, is told as such. Raises `AnswerError` for
    what is no zip, or one with too many files, or with more bytes than are allowed.
    """
    files = sorted(files_in(data).items())
    trace = last_of(scenario)
    others = tuple(in_other_conventions(scenario)(trace.program.names))

    def judge_one(own: Mapping[str, Any]) -> Judged:
        return judged_by(trace, own, relative, None, lambda _names: others)

    return tuple(
        HandedIn(shown(name), None, LATE) if is_over() else _judged(judge_one, name, found)
        for name, found in files
    )


def files_in(data: bytes) -> Mapping[str, bytes | AnswerError]:
    """Read the files of a zip, of which none is ever written anywhere.

    Raises `AnswerError` for what is no zip, and for one that is too large.
    """
    if len(data) > ZIP_BYTES:
        raise AnswerError("too_long", f"has more than {ZIP_BYTES // 1_000_000} million bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if _is_handed_in(entry)]
            check_size(entries, FILES, UNPACKED)
            if not entries:
                raise AnswerError("too_many", f"has no files; there may be 1 to {FILES}")
            return {entry.filename: _bytes(archive, entry) for entry in entries}
    except AnswerError:
        raise
    except UNREADABLE:
        raise AnswerError("not_zip", "is no zip of files") from None


def _is_handed_in(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    added = name.startswith(NOT_HANDED_IN) or name.endswith(NOT_HANDED_IN)
    return not entry.is_dir() and not added


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | AnswerError:
    """Read a file, or say why it cannot be."""
    name = entry.filename
    if len(name) > NAME or name.startswith("/") or ".." in name.split("/"):
        return AnswerError("bad_name", "has a name that no file of a class has")
    try:
        return read_entry(archive, entry, BYTES)
    except AnswerError as error:
        return error


def _judged(
    judge_one: Callable[[Mapping[str, Any]], Judged], name: str, found: bytes | AnswerError
) -> HandedIn:
    if isinstance(found, AnswerError):
        return HandedIn(shown(name), None, found)
    try:
        return HandedIn(shown(name), judge_one(read_arrays(name, found)))
    except EngineError as error:
        return HandedIn(shown(name), None, error)


def shown(name: str) -> str:
    """Write a name in one line, of no more characters than are allowed."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= NAME else f"{plain[:NAME]}..."


def commonest(handed: tuple[HandedIn, ...]) -> list[tuple[str, int]]:
    """Count the first mistakes, the commonest first."""
    return Counter(one.mistake for one in handed if one.mistake).most_common()


def row_of(one: HandedIn, lang: str = "en") -> dict[str, Any]:
    """Write a row of the table about one of the class, by `FIELDS`."""
    wrong, compared = one.first_wrong, one.judged.compared if one.judged else ()
    causes = wrong.diagnosis.causes if wrong else ()
    counts = Counter(each.verdict.value for each in compared)
    return {
        "name": one.name,
        "result": one.result,
        "first_wrong": wrong.diagnosis.name if wrong else "",
        "mistake": name_of(causes[0].mistake, lang) if causes else "",
        "said": _said(one, causes, lang),
        **{verdict: counts[verdict] for verdict in ("right", "follows", "wrong")},
    }


def _said(one: HandedIn, causes: Sequence[Cause], lang: str) -> str:
    if causes:
        return sentence_of(causes[0], lang)
    return refusal_at(one.refused, lang) if one.refused else ""


def summary(handed: tuple[HandedIn, ...], lang: str = "en") -> str:
    """Say how many of those that were judged are right, and how many are left."""
    counts = Counter(one.result for one in handed)
    facts = {"right": counts["right"], "of": len(handed) - counts["late"], "late": counts["late"]}
    return text(f"submission.class.summary{'_late' if counts['late'] else ''}", lang, **facts)


def as_csv(handed: tuple[HandedIn, ...], lang: str = "en") -> str:
    """Write the table as CSV; no cell is a formula of a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    for row in (row_of(one, lang) for one in handed):
        writer.writerow({key: _harmless(value) for key, value in row.items()})
    return out.getvalue()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def lines(handed: tuple[HandedIn, ...], lang: str = "en") -> Iterator[str]:
    """Write the table in lines for reading, and after it the commonest first mistakes."""
    width = max(len(one.name) for one in handed)
    for one in handed:
        row = row_of(one, lang)
        at = f" from {row['first_wrong']} on" if row["first_wrong"] else ""
        why = f": {row['said']}" if row["said"] else ""
        yield f"{one.name:<{width}}  {one.result}{at}{why}"
    yield summary(handed, lang)
    for mistake, count in commonest(handed):
        yield f"  {count} x {name_of(mistake, lang)}"
