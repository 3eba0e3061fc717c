"""Search all lessons: their stops, what is printed there, and what is said of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.text import LANGUAGES, named, spoken
from app.work.source import lesson_of
from engine.teach.lessons.checkpoint import Text
from engine.teach.lessons.lesson import Lesson, Stop, lesson_ids

Data = dict[str, Any]
MOST = 40
"""So many stops are found at most."""
AROUND = 48
"""So many characters of a passage are shown on either side of what was found."""
SPACES = str.maketrans({"−": "-", "\u2009": None, "\u202f": None})


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a lesson: the stop that it belongs to, and its text in each language."""

    lesson: Lesson
    stop: Stop
    text: Text

    @property
    def sought(self) -> str:
        """All in which is searched: the section and the text, in whatever language."""
        return plain("\n".join((self.stop.where, *self.text.values())))


def search(words: str, lang: str) -> list[Data]:
    """Find the stops of which one passage has all words, the best first.

    A number is found as a whole number only. What is shown is in the language of the page.
    """
    patterns = [_pattern(word) for word in plain(words).split()]
    if not patterns:
        return []
    found: dict[tuple[str, str], Data] = {}
    for passage, sought in _passages():
        if all(pattern.search(sought) for pattern in patterns):
            key = passage.lesson.id, passage.stop.id
            found.setdefault(key, _hit(passage, patterns, lang))
    return list(found.values())[:MOST]


def plain(text: str) -> str:
    """Write a text as it is searched: in small letters, numbers without spaces.

    >>> plain("Printed as −27\u202f795")
    'printed as -27795'
    """
    return unicodedata.normalize("NFKC", text.translate(SPACES)).casefold()


def _pattern(word: str) -> re.Pattern[str]:
    """Make the pattern of a word: a number has no other digit beside it, other words may be parts.

    >>> [bool(_pattern("950").search(text)) for text in ("-950", "9500", "0.950", "x950 ")]
    [True, False, False, True]
    """
    escaped = re.escape(word)
    is_number = word.lstrip("-+")[:1].isdigit()
    return re.compile(rf"(?<![\d.]){escaped}(?!\d|\.\d)" if is_number else escaped)


@lru_cache(maxsize=1)
def _passages() -> tuple[tuple[Passage, str], ...]:
    """List the passages of all lessons, each with its text to search in; titles come first."""
    lessons = [lesson for name in lesson_ids() if (lesson := lesson_of(name))]
    titles = (_title(lesson, stop) for lesson in lessons for stop in lesson.stops)
    others = (passage for lesson in lessons for passage in _texts(lesson))
    return tuple((passage, passage.sought) for passage in (*titles, *others))


def _title(lesson: Lesson, stop: Stop) -> Passage:
    return Passage(lesson, stop, stop.title)


def _texts(lesson: Lesson) -> Iterator[Passage]:
    """Yield the text of each stop, then what is printed there, then what is wrong there."""
    stops = {stop.id: stop for stop in lesson.stops}
    for stop in lesson.stops:
        yield Passage(lesson, stop, {lang: _read(stop.text[lang]) for lang in LANGUAGES})
    for check in lesson.checkpoints:
        rows = "; ".join(" ".join(number.text for number in row) for row in check.printed)
        line = f"{check.where}: {check.name} = {rows}"
        cause = {lang: check.cause.get(lang, "") for lang in LANGUAGES}
        said = {lang: f"{line}. {cause[lang]}".removesuffix(". ") for lang in LANGUAGES}
        yield Passage(lesson, stops[check.stop], said)
    for finding in lesson.findings:
        text = {lang: f"{finding.where}: {finding.text[lang]}" for lang in LANGUAGES}
        yield Passage(lesson, stops[finding.stop], text)


def _read(paragraph: str) -> str:
    return spoken(named(paragraph.strip()))


def _hit(passage: Passage, patterns: list[re.Pattern[str]], lang: str) -> Data:
    lesson, stop = passage.lesson, passage.stop
    return {
        "lesson": lesson.id,
        "of": lesson.title[lang],
        "stop": stop.id,
        "where": stop.where,
        "title": stop.title[lang],
        "text": _excerpt(passage.text[lang], patterns),
    }


def _excerpt(text: str, patterns: list[re.Pattern[str]]) -> str:
    """Cut a text to what is around the first word that it has."""
    found = next((match for one in patterns if (match := one.search(plain(text)))), None)
    start = max(0, found.start() - AROUND) if found else 0
    end = (found.end() if found else 0) + AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"
