"""The questions that may be asked about the numbers of a work, and their answers.

A question is sent with a request and answered in it. After an edit the browser asks again what is
still open; a closed question is not sent any more, so that nothing has to be kept here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.answer import submission
from app.answer.explanation import explanation
from app.text import text
from app.views.large import Stretch, stretch
from app.views.lesson.search import search
from app.views.origin import origin_of
from app.views.plain import json_ready
from app.views.submission.example import wrong_example
from app.work.address import source_query
from app.work.errors import WorkError, shown
from app.work.numbers import KEPT, losses_of
from app.work.reading import (
    IDS,
    read_number,
    read_option,
    read_table,
    read_text,
    read_whole,
    read_word,
)
from app.work.run import run_of, whole_run_of
from app.work.sizes import has_large, is_large
from app.work.work import Work
from app.workers.task import result_of
from engine.running.trace import Trace

Data = dict[str, Any]
MOST_QUESTIONS = 24
MOST_WHOLE = 1
"""So many large values are sent whole with one answer: one may have 200,000 entries."""
REVEALING_NOTHING = ("address",)
"""The kinds that are answered while something is practised."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a kind, and its parts."""

    kind: str
    parts: tuple[tuple[str, Any], ...]

    @property
    def plain(self) -> Data:
        """The parts as the browser sent them."""
        return dict(self.parts)


@dataclass(frozen=True)
class About:
    """What the questions are about: the work and its numbers, and those before the last change."""

    work: Work
    trace: Trace
    before: Trace | None
    lang: str


def _name(value: Any, path: str) -> str:
    return read_word(value, path)


def _count(value: Any, path: str) -> int:
    return read_whole(value, path, 0, 100_000)


def _power(value: Any, path: str) -> float:
    return read_number(value, path, 1, 12)


def _id(value: Any, path: str) -> str:
    return read_word(value, path, IDS)


ENTRY = {"name": _name, "row": _count, "col": _count}
PARTS: Mapping[str, Mapping[str, Callable[[Any, str], Any]]] = {
    "check": {"power": _power},
    "exact": {},
    "jacobian": {"step": _name, "input": _name},
    "paths": ENTRY,
    "sweep": ENTRY,
    "origin": ENTRY,
    "stretch": {**ENTRY, "rows": _count, "cols": _count},
    "entries": {"name": _name},
    "losses": {"course": _id},
    "address": {},
    "search": {"words": read_text},
    "submission": submission.PARTS,
    "wrong_example": {"id": _count},
}
"""The kinds of question, and how the parts of each are read."""


def read_questions(value: Any, path: str = "questions") -> dict[str, Question]:
    """Read questions by the keys under which the browser waits for their answers."""
    if isinstance(value, dict) and len(value) > MOST_QUESTIONS:
        raise WorkError(path, "too_many", count=len(value), most=MOST_QUESTIONS)
    table = read_table(value, path, value if isinstance(value, dict) else ())
    questions = {
        read_word(key, path, rf"{IDS}(:{IDS})?"): read_question(one, f"{path}.{key}")
        for key, one in table.items()
    }
    whole = sum(one.kind == "entries" for one in questions.values())
    if whole > MOST_WHOLE:
        raise WorkError(path, "too_many", count=whole, most=MOST_WHOLE)
    return questions


def read_question(value: Any, path: str) -> Question:
    """Read a question: its kind and its parts."""
    if not isinstance(value, dict):
        raise WorkError(path, "not_table", asked=shown(value))
    kind = read_option(value.get("kind"), f"{path}.kind", PARTS)
    table = read_table(value, path, ("kind", *PARTS[kind]))
    for part in PARTS[kind]:
        if part not in table:
            raise WorkError(path, "missing", part=part)
    parts = {name: read(table[name], f"{path}.{name}") for name, read in PARTS[kind].items()}
    return Question(kind, tuple(parts.items()))


def answer_of(question: Question, about: About) -> str:
    """Answer a question as JSON, or say why it has no answer with these numbers."""
    said = _error(question, about)
    if said:
        return _written({"question": _asked(question), "error": said})
    return _at_once(question, about) or _computed(question, about)


def _at_once(question: Question, about: About) -> str | None:
    """Answer what is there already; None for what has to be computed."""
    parts = question.plain
    match question.kind:
        case "address":
            return _written(source_query(about.work))
        case "origin":
            return _written(json_ready(origin_of(about.trace, **parts)))
        case "wrong_example":
            return _written({"question": parts, "text": wrong_example(about.trace)})
        case "search":
            return _written({"question": parts, "found": search(parts["words"], about.lang)})
        case "entries":
            cells = np.atleast_2d(about.trace[parts["name"]]).tolist()
            return _written(json_ready({**parts, "cells": cells}))
        case "stretch":
            return _written(_stretch(Stretch(**parts), about))
    return None


def _computed(question: Question, about: About) -> str:
    """Answer what has to be computed, or say why it cannot be."""
    try:
        if question.kind == "losses":
            return _course(question.plain, about)
        if question.kind == "submission":
            return _submitted(question, about)
        return _explained(question, about)
    except WorkError as error:
        return _written({"question": _asked(question), "error": error.sentence(about.lang)})


def _asked(question: Question) -> Data:
    """Write what tells a question from others of its kind: of a submission its number alone."""
    parts = question.plain
    return {"id": parts["id"]} if question.kind == "submission" else parts


def _error(question: Question, about: About) -> str | None:
    """Why a question cannot be answered, whatever the numbers are."""
    if question.kind in ("address", "origin", "search", "losses"):
        return None
    if missing := _missing(question.plain, about.trace):
        return text("explain.no_value", about.lang, name=missing)
    if question.kind not in ("stretch", "entries") and has_large(about.trace):
        return text("explain.large", about.lang)
    return None


def _missing(parts: Data, trace: Trace) -> str | None:
    """Find the first value that is asked about and is not there, or not read by the step."""
    names = [parts[key] for key in ("name", "step", "input") if key in parts]
    missing = next((name for name in names if name not in trace.values), None)
    if missing is None and "step" in parts:
        step = trace.program.by_name.get(parts["step"])
        return None if step and parts["input"] in step.reads else parts["input"]
    return missing


def _course(parts: Data, about: About) -> str:
    """Write the loss of every iteration, also after the shown one, and where was typed."""
    run = whole_run_of(about.work)
    typed = [k for k, entries in enumerate(run.iterations, 1) if entries]
    losses = json_ready(list(losses_of(run)))
    return _written({"question": parts, "losses": losses, "typed": typed})


def _stretch(asked: Stretch, about: About) -> Any:
    """Write the entries of a large value that are looked at; none of one that is sent whole."""
    value = about.trace[asked.name]
    if not is_large(value):
        return None
    old = about.before.values.get(asked.name) if about.before else None
    return json_ready(stretch(value, old, asked))


def _explained(question: Question, about: About) -> str:
    """Explain what is asked about, once for all who ask it of equal numbers."""
    run, writing = run_of(about.work), about.work.view.writing(about.work.document)
    task = explanation(run, question.kind, question.parts, writing, about.lang)
    return KEPT.of(task.key, "answer", lambda: result_of(task), len)


def _submitted(question: Question, about: About) -> str:
    """Judge what someone brings, once for all who bring the same; put in the question's number."""
    run, writing = run_of(about.work), about.work.view.writing(about.work.document)
    task = submission.submission(run, question.plain, writing, about.lang)
    said = KEPT.of(task.key, "answer", lambda: result_of(task), len)
    return f'{{"question":{_written(_asked(question))},{said[1:]}'


def _written(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"), allow_nan=False)
