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
from engine.teach.lessons.checkpoint import Checkpoint, Text
from engine.teach.lessons.finding import Finding
from engine.teach.lessons.lesson import Lesson, Stop, lesson_ids

Data = dict[str, Any]
Spot = tuple[int, int]
MOST = 40
"""So many stops are found at most."""
AROUND = 48
"""So many characters of a passage are shown on either side of what was found."""
SIGNS = str.maketrans(dict.fromkeys("−‐‑–", "-") | {"∇": "grad", "\u2009": None, "\u202f": None})
OTHERWISE = ((r"batch-?norm(?![a-z])", "batch norm"), (r"(?<=[a-z]{3})iz(?=e|ing|ation)", "is"))
"""What people type, and how the lessons write it."""
FREE = re.compile(r"(?<![a-z_\d.^])[-+]?(?:\d+(?:\.\d+)*|\.\d+)(?:e[-+]?\d+)?")
"""A number, or a section, that is no part of a name."""
GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,]\d{3})+(?![\d,])")
"""A number whose digits stand in groups of three, as in 27,795 and 27 795."""
SEPARATING = ".,;:?!=()[]{}§\"'“”‘’«»…、。，；：？！（）"
ALONE = frozenset(f"{SEPARATING}·-+*/<>|_~^&#%$`\\")
"""Signs that stand everywhere: by itself none of them says anything."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a lesson: the stop that it belongs to, and its text in each language.

    `step` is the value that it is about, where the scene of the stop computes that.
    """

    lesson: Lesson
    stop: Stop
    text: Text
    step: str = ""

    @property
    def sought(self) -> str:
        """All in which is searched: the section and the text, in whatever language."""
        return plain("\n".join((self.stop.where, *self.text.values())))


def search(words: str, lang: str) -> list[Data]:
    """Find the stops that have all words, the best first; what is shown is in `lang`.

    A number is found as a whole number only, a single letter as a whole word. Where no stop has all
    that was typed, those are found that have it as the lessons spell it, or that have all its
    numbers: `why 3.6 prints -950`. What was found is told by `marks`: from which letter to which,
    of the section, the title and the text.
    """
    for patterns in _attempts(plain(words)):
        found = dict[tuple[str, str], Data]()
        for passage, sought in _passages():
            if all(pattern.search(sought) for pattern in patterns):
                key, hit = (passage.lesson.id, passage.stop.id), _hit(passage, patterns, lang)
                # The first that shows what was found, or the first, if none does in this language.
                if key not in found or (_is_marked(hit) and not _is_marked(found[key])):
                    found[key] = hit
        if found:
            return list(found.values())[:MOST]
    return []


def _attempts(words: str) -> Iterator[list[re.Pattern[str]]]:
    """Yield what is looked for: as typed, its parts, these in other spelling, its numbers."""
    parts = _parts(words)
    numbers = [part for part in parts if FREE.fullmatch(part)]
    for sought in (words.split(), parts, _parts(_respelled(words)), numbers):
        if said := [word for word in sought if word not in ALONE]:
            yield [_pattern(word) for word in said]


def _respelled(words: str) -> str:
    """Write as the lessons do what people also write otherwise.

    >>> _respelled("batchnorm"), _respelled("normalization of size 3")
    ('batch norm', 'normalisation of size 3')
    """
    for typed, written in OTHERWISE:
        words = re.sub(typed, written, words)
    return words


def _parts(words: str) -> list[str]:
    """Take numbers out of what stands around them, and leave out signs that only separate.

    >>> _parts("gradb2=-950?"), _parts("第3.6节 27,795"), _parts("3.6d")
    (['gradb2', '-950'], ['第', '3.6', '节', '27795'], ['3.6', 'd'])
    """
    apart = FREE.sub(r" \g<0> ", GROUPED.sub(lambda number: re.sub("[ ,]", "", number[0]), words))
    words = (word if FREE.fullmatch(word) else word.strip(SEPARATING) for word in apart.split())
    return [*filter(None, words)]


def plain(text: str) -> str:
    """Write a text as it is searched: small letters, numbers without spaces, a name as in code.

    >>> plain("Printed as −27\u202f795"), plain("∇W₂")
    ('printed as -27795', 'gradw2')
    """
    return unicodedata.normalize("NFKC", text.translate(SIGNS)).casefold()


def _pattern(word: str) -> re.Pattern[str]:
    """Make the pattern of a word: a number has no other digit beside it, other words may be parts.

    A single letter or digit is a part of nothing else: `0` is not in `W0`, `4e-0` or `0.5`. Zeros
    at the end of decimals say nothing, and neither does a single one before them.

    >>> [bool(_pattern(typed).search("W = 4.5e-05")) for typed in ("0.0", "05", "4.5e-05")]
    [False, False, True]
    >>> [bool(_pattern("950").search(text)) for text in ("-950", "9500", "0.950", "x950 ")]
    [True, False, False, True]
    >>> [bool(_pattern(typed).search("-950 0.50")) for typed in ("-950.0", ".5", "0.500", "0.05")]
    [True, True, True, False]
    """
    if re.fullmatch("[a-z0-9]", word):
        return re.compile(rf"(?<![a-z_\d.])(?<!\de[-+]){word}(?![a-z_\d]|\.\d)")
    if not re.match(r"[-+]?\.?\d", word):
        return re.compile(re.escape(word))
    decimals = re.fullmatch(r"([-+]?)(\d*)\.(\d*?)0*", word)
    if not decimals:
        return _number(re.escape(word))
    sign, whole, rest = decimals.groups()
    before = re.escape(sign) + (whole.lstrip("0") or ("0?" if rest else "0"))
    return _number(rf"{before}\.{rest}0*" if rest else rf"{before}(?:\.0+)?")


def _number(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.])(?<!\de)(?<!\de[-+]){pattern}(?!\d|\.\d)")


@lru_cache(maxsize=1)
def _passages() -> tuple[tuple[Passage, str], ...]:
    """List the passages of all lessons, each with its text to search in.

    Titles come first; last come all passages of a stop as one, for words that stand apart.
    """
    lessons = [lesson for name in lesson_ids() if (lesson := lesson_of(name))]
    titles = (_title(lesson, stop) for lesson in lessons for stop in lesson.stops)
    others = (passage for lesson in lessons for passage in _texts(lesson))
    passages = [(passage, passage.sought) for passage in (*titles, *others)]
    whole = dict[tuple[str, str], tuple[Passage, list[str]]]()
    for passage, sought in passages:
        key = passage.lesson.id, passage.stop.id
        whole.setdefault(key, (passage, []))[1].append(sought)
    return (*passages, *((title, "\n".join(parts)) for title, parts in whole.values()))


def _title(lesson: Lesson, stop: Stop) -> Passage:
    return Passage(lesson, stop, stop.title)


def _texts(lesson: Lesson) -> Iterator[Passage]:
    """Yield the text of each stop, then what is printed there, then what is wrong there."""
    stops = {stop.id: stop for stop in lesson.stops}
    for stop in lesson.stops:
        yield Passage(lesson, stop, {lang: _read(stop.text[lang]) for lang in LANGUAGES})
    computed = {stop.id: lesson.scenes[stop.scene].program.by_name for stop in lesson.stops}

    def step(at: Checkpoint | Finding) -> str:
        """Name the step where it is computed, in the scene of its stop."""
        here = at.scene == stops[at.stop].scene and at.name in computed[at.stop]
        return at.name if here else ""

    for check in lesson.checkpoints:
        rows = "; ".join(" ".join(number.text for number in row) for row in check.printed)
        line = f"{check.where}: {check.name} = {rows}"
        cause = {lang: check.cause.get(lang, "") for lang in LANGUAGES}
        said = {lang: f"{line}. {cause[lang]}".removesuffix(". ") for lang in LANGUAGES}
        yield Passage(lesson, stops[check.stop], said, step(check))
    for finding in lesson.findings:
        text = {lang: f"{finding.where}: {finding.text[lang]}" for lang in LANGUAGES}
        yield Passage(lesson, stops[finding.stop], text, step(finding))


def _read(paragraph: str) -> str:
    return spoken(named(paragraph.strip()))


def _hit(passage: Passage, patterns: list[re.Pattern[str]], lang: str) -> Data:
    lesson, stop, written = passage.lesson, passage.stop, passage.text[lang]
    text, marks = _excerpt(written, _spots(written, patterns))
    shown = {"where": stop.where, "title": stop.title[lang]}
    found = {key: _spots(said, patterns) for key, said in shown.items()} | {"text": marks}
    return {
        "lesson": lesson.id,
        "of": lesson.title[lang],
        "stop": stop.id,
        "step": passage.step,
        **shown,
        "text": text,
        "marks": {
            key: [[_units(said, a), _units(said, b)] for a, b in found[key]]
            for key, said in {**shown, "text": text}.items()
        },
    }


def _is_marked(hit: Data) -> bool:
    return any(hit["marks"].values())


def _units(text: str, at: int) -> int:
    """Count the letters before a place as the browser does: one beyond U+FFFF is two there."""
    return len(text[:at].encode("utf-16-le")) // 2


def _spots(text: str, patterns: list[re.Pattern[str]]) -> list[Spot]:
    """Find where a text has the words: from which of its letters to which, without overlaps.

    >>> _spots("∇W₂ = −950", [_pattern("gradw2"), _pattern("950")])
    [(0, 3), (7, 10)]
    """
    sought, letters = _lettered(text)
    matches = (match.span() for one in patterns for match in one.finditer(sought))
    spots = list[Spot]()
    for start, end in sorted((letters[a], letters[b - 1] + 1) for a, b in matches if a < b):
        if spots and start <= spots[-1][1]:
            spots[-1] = spots[-1][0], max(end, spots[-1][1])
        else:
            spots.append((start, end))
    return spots


@lru_cache(maxsize=2000)
def _lettered(text: str) -> tuple[str, tuple[int, ...]]:
    """Write a text as it is searched, with the place of the letter that each letter comes from."""
    written = [plain(letter) for letter in text]
    return "".join(written), tuple(k for k, said in enumerate(written) for _ in said)


def _excerpt(text: str, spots: list[Spot]) -> tuple[str, list[Spot]]:
    """Cut a text to what is around the first word that it has; the spots move with it."""
    first, last = spots[0] if spots else (0, 0)
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    before, after = "…" if first > AROUND else "", "…" if last + AROUND < len(text) else ""
    moved = [(a - start + len(before), b - start + len(before)) for a, b in spots if b <= end]
    return f"{before}{text[start:end]}{after}", moved
