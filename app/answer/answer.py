"""All that the player shows of a work, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from app.answer.questions import PARTS, REVEALING_NOTHING, About, Question, answer_of
from app.design import Design
from app.practice import Practice
from app.train.moment import training_of
from app.views.builder import design_data
from app.views.changed import changed_entries
from app.views.lesson import lesson_data
from app.views.lesson.printed import printed
from app.views.notes import notes
from app.views.notice import notice
from app.views.numbers import numbers, without_rounding
from app.views.plain import json_ready
from app.views.practice import Reader, broken_structure, with_practice
from app.views.structure import structure
from app.views.words import words
from app.work import view_address
from app.work.numbers import trace_of
from app.work.practising import practice_of
from app.work.reading import each, read_table, read_text
from app.work.rules import are_alike, compared
from app.work.run import Run, goes_on, loss_in, run_of, whole_run_of
from app.work.source import open_lesson
from app.work.work import FRESH, Work
from app.work.writing import effective
from engine.running.trace import Trace

Data = dict[str, Any]
MOST_STRUCTURES = 16


@dataclass(frozen=True, slots=True)
class Known:
    """What the browser has already, and need not be sent again, each by its id."""

    structures: tuple[str, ...] = ()
    numbers: str = ""
    lesson: str = ""
    words: str = ""


def read_known(value: Any, path: str = "known") -> Known:
    """Read what the browser has."""
    table = read_table(value, path, ("structures", "numbers", "lesson", "words"))
    structures = each(table.get("structures", []), f"{path}.structures", MOST_STRUCTURES, read_text)
    texts = {key: read_text(table[key], f"{path}.{key}") for key in table if key != "structures"}
    return Known(structures, **texts)


def answer(
    work: Work,
    questions: Mapping[str, Question],
    known: Known,
    lang: str,
    before: Work | None = None,
) -> Data:
    """Collect what the browser needs to show a work, and the answers to the questions.

    `before` is the work that it comes from; entries that differ from it are marked. The same
    arguments give the same answer on any process.
    """
    practice = practice_of(work) if work.practice else None
    trace = practice.trace if practice else trace_of(run_of(work))
    base = None if practice else compared_trace(work, before)
    data = _player(work, trace, practice, known, lang, changed_entries(base, trace) if base else {})
    if work.place:
        untouched = run_of(work).iterations == FRESH and practice is None
        data["lesson"] = lesson_data(work.place, trace, lang, known.lesson, untouched)
    about = About(work, trace, base, lang)
    # Any other answer would give away what is practised.
    kinds = REVEALING_NOTHING if practice else PARTS
    allowed = {key: one for key, one in questions.items() if one.kind in kinds}
    data["answers"] = {key: answer_of(question, about) for key, question in allowed.items()}
    return data


def _player(
    work: Work, trace: Trace, practice: Practice | None, known: Known, lang: str, changed: Data
) -> Data:
    """Collect the structure, the numbers and the notes, without what the browser has already."""
    reader = _reader(work, lang)
    broken = broken_structure(practice, reader) if practice else None
    built, number = broken or structure(trace, *reader), numbers_id(work)
    # A practice reads its numbers, so that they are made even if they are known.
    is_needed = practice is not None or known.numbers != number
    about, training = notes(trace, lang), None if work.place else training_of(work.design)
    data = {
        "lang": lang,
        "program": built["id"],
        "structure": None if built["id"] in known.structures else built,
        "number": number,
        "values": without_rounding(numbers(trace), about) if is_needed else None,
        "notes": about,
        "printed": printed(work.design, lang) if _is_as_designed(work, practice) else {},
        "notice": notice(trace, lang, _iteration(work, training)),
        **_words(known, lang),
        "changed": changed,
        "design": None if work.place else _design(work.design),
        "training": training,
        **json_ready(_state(work, practice)),
    }
    if practice:
        data = with_practice(data, practice, reader)
    return data | ({"values": None} if known.numbers == number else {})


def _reader(work: Work, lang: str) -> Reader:
    """Collect in which words and signs a work is written."""
    lesson = open_lesson(work.place) if work.place else None
    return Reader(lang, lesson, work.view.writing(work.document))


def _iteration(work: Work, training: Data | None) -> int:
    """Number the shown iteration, where those of the page *Train* came before."""
    return len(run_of(work).iterations) + (training["done"] if training else 0)


def _words(known: Known, lang: str) -> Data:
    """Collect the words of a language, and those of addresses, unless the browser has them."""
    if known.words == lang:
        return {"text": None, "view": None}
    return {"text": words(lang), "view": view_address.table()}


def _is_as_designed(work: Work, practice: Practice | None) -> bool:
    """Tell whether a network is shown with the numbers that it came with."""
    return work.place is None and practice is None and run_of(work).iterations == FRESH


def _state(work: Work, practice: Practice | None) -> Data:
    """Collect what the player needs to know besides the numbers."""
    run, whole, free = run_of(work), whole_run_of(work), practice is None
    trace = trace_of(run)
    number, count = len(run.iterations), len(whole.iterations)
    return {
        "iteration": number,
        "iterations": count,
        "course": run_id(whole),
        "loss": loss_in(trace),
        "can": {
            "back": free and number > 1,
            "update": free and (number < count or goes_on(trace)),
        },
        "writing": asdict(effective(work.view.writing(work.document), work.document)),
    }


@lru_cache(maxsize=64)
def _design(design: Design) -> Data:
    """Write what is chosen in the builder."""
    return design_data(design)


def compared_trace(work: Work, before: Work | None) -> Trace | None:
    """Find the numbers with which those of a work are compared, where they can be."""
    if before is None or before.practice:
        return None
    now, was = run_of(work), run_of(before)
    count = compared(len(now.iterations), len(was.iterations))
    if now == was or count is None or not _same_numbers(now, was):
        return None
    return trace_of(was.first(count))


def _same_numbers(now: Run, was: Run) -> bool:
    if now.origin == was.origin:
        return True
    if isinstance(now.origin, tuple) or isinstance(was.origin, tuple):
        return False
    return are_alike(now.origin, was.origin)


def numbers_id(work: Work) -> str:
    """Make a name for the numbers of a work: equal works have the same, on every process."""
    return run_id(run_of(work), work.practice)


def run_id(run: Run, more: object = None) -> str:
    """Make a short name for a run: equal ones have the same text, on every process."""
    text = f"{_origin_text(run.origin)}{run.iterations!r}{more!r}"
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@lru_cache(maxsize=64)
def _origin_text(origin: Design | tuple[str, str]) -> str:
    """Write a design, or a lesson and a scene: an edit has the same one as the edit before."""
    return repr(origin)
