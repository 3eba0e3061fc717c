"""What may be asked about the numbers of a work: one kind of question, with one life.

A question is sent with a request and answered in it. After an edit the browser asks again what is
still open; a closed question is not sent any more, so that nothing has to be kept here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.text import text
from app.views import explain
from app.views.large import Stretch, stretch
from app.views.origin import origin_of
from app.views.panels.request import Data, Request
from app.views.player import json_ready
from app.views.see.naming import naming
from app.work.address import source_query
from app.work.errors import WorkError, shown
from app.work.numbers import KEPT, run_of
from app.work.reading import (
    IDS,
    read_number,
    read_option,
    read_table,
    read_whole,
    read_word,
)
from app.work.sizes import has_large, is_large
from app.work.source import conventions_of, open_lesson
from app.work.work import Work
from engine.printing.names import AS_NAMED
from engine.running.trace import Trace

MOST_QUESTIONS = 24
ADDRESS = "address"
"""The question that gives nothing away while something is practised."""
BYTES_PER_LETTER = 4
"""What plain data costs for each letter of its JSON; a number is 18 letters and 32 bytes."""


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


ENTRY = {"name": _name, "row": _count, "col": _count}
PARTS: Mapping[str, Mapping[str, Callable[[Any, str], Any]]] = {
    "check": {"power": _power},
    "exact": {},
    "jacobian": {"step": _name, "input": _name},
    "paths": ENTRY,
    "sweep": ENTRY,
    "origin": ENTRY,
    "stretch": {**ENTRY, "rows": _count, "cols": _count},
    ADDRESS: {},
}
"""The kinds of question, and how the parts of each are read."""


def read_questions(value: Any, path: str = "questions") -> dict[str, Question]:
    """Read questions by the keys under which the browser waits for their answers."""
    if isinstance(value, dict) and len(value) > MOST_QUESTIONS:
        raise WorkError(path, "too_many", count=len(value), most=MOST_QUESTIONS)
    table = read_table(value, path, value if isinstance(value, dict) else ())
    return {
        read_word(key, path, rf"{IDS}(:{IDS})?"): read_question(one, f"{path}.{key}")
        for key, one in table.items()
    }


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


def answer_of(question: Question, about: About) -> Any:
    """Answer a question, or say why it has no answer with these numbers."""
    parts = question.plain
    if question.kind == ADDRESS:
        return source_query(about.work)
    if question.kind == "origin":
        return json_ready(origin_of(about.trace, parts["name"], parts["row"], parts["col"]))
    if missing := _missing(parts, about.trace):
        return {"question": parts, "error": text("explain.no_value", about.lang, name=missing)}
    if question.kind == "stretch":
        return _stretch(Stretch(**parts), about)
    if has_large(about.trace):
        return {"question": parts, "error": text("explain.large", about.lang)}
    return _explained(question, about)


def _missing(parts: Data, trace: Trace) -> str | None:
    """The first value that is asked about and is not there, or not read by the step."""
    names = [parts[key] for key in ("name", "step", "input") if key in parts]
    missing = next((name for name in names if name not in trace.values), None)
    if missing is None and "step" in parts:
        step = trace.program.by_name.get(parts["step"])
        return None if step and parts["input"] in step.reads else parts["input"]
    return missing


def _stretch(asked: Stretch, about: About) -> Any:
    """The entries of a large value that are looked at; None of one that is sent whole."""
    value = about.trace[asked.name]
    if not is_large(value):
        return None
    old = about.before.values.get(asked.name) if about.before else None
    return json_ready(stretch(value, old, asked))


def _explained(question: Question, about: About) -> Data:
    """What is explained, kept for everyone who asks it of equal numbers."""
    work, lang = about.work, about.lang
    writing = work.view.writing(work.document)
    key = run_of(work), question, writing, lang

    def compute() -> Data:
        own = open_lesson(work.place).notation if work.place else AS_NAMED
        labels = naming(about.trace.program, writing, own).labels
        made = conventions_of(work)
        request = Request(question.plain, about.trace, lang, labels, conventions=made)
        return explain.answer(question.kind, request)

    return KEPT.of(key, "answer", compute, plain_cost)


def plain_cost(data: Any) -> int:
    """Estimate how many bytes plain data hold."""
    return 1000 + BYTES_PER_LETTER * len(json.dumps(data))
