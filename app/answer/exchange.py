"""A request of the browser and its answer, both JSON: works, changes, questions, strictly read.

    {"version": 1, "work": {...}, "changes": [...], "questions": {...}, "known": {...},
     "before": {...}, "lang": "en"}

`query` may stand in place of `work`: the parameters of the address on which the page was opened.
`before` is the work with which the numbers are compared, where that is not `work`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.answer.answer import answer, read_known
from app.answer.pictured import pictured
from app.answer.questions import read_questions
from app.text import LANGUAGES
from app.work.address import from_query
from app.work.changes import changed
from app.work.errors import TooBusy, WorkError
from app.work.lesson_link import misread
from app.work.numbers import KEPT
from app.work.plain import check_version, from_plain, to_plain
from app.work.reading import read_json, read_list, read_option, read_table, read_text
from app.work.work import VERSION, Work
from app.work.written import remarks

Data = dict[str, Any]
KEYS = ("version", "work", "query", "changes", "questions", "known", "before", "lang")
MOST_CHANGES = 200
MOST_PARAMETERS = 100
WORK_COST = 5
"""About so many bytes are held by a work for each letter of its text."""
LONGEST_PARAMETER = 250_000


def answered(body: bytes) -> bytes:
    """Answer a request. Raises `WorkError` for one that cannot be read."""
    return _written(reply(read_json(body)))


def language_of(body: bytes) -> str:
    """Find the language in which a request is answered, whatever else is wrong with it."""
    try:
        request = read_json(body)
    except WorkError:
        return "en"
    lang = request.get("lang") if isinstance(request, dict) else None
    return lang if isinstance(lang, str) and lang in LANGUAGES else "en"


def reply(request: Any) -> Data:
    """Answer a request. Raises `WorkError` for one that cannot be read.

    - `work`: the work after the changes
    - `refused`: the changes that were refused, each by its number, and why; the others are made
    - `said`: sentences about the parts of the address, or of a link, that could not be read
    - `remarks`: sentences about what was made: what was assumed, what was put in
    - `data`: what the player shows; `answers`: to the questions, by their keys
    """
    table = read_table(request, "", KEYS)
    check_version(table)
    lang = read_option(table.get("lang", "en"), "lang", LANGUAGES)
    first, said = _opened(table, lang)
    questions = read_questions(table.get("questions", {}))
    known = read_known(table.get("known", {}))
    before = _below("before", table["before"]) if table.get("before") is not None else None
    changes = read_list(table.get("changes", []), "changes", MOST_CHANGES)
    work, refused, remarked = _after(first, changes, lang, said)
    data = answer(work, questions, known, lang, before or _compared(first, changes))
    answers, plain = data.pop("answers"), to_plain(work)
    _remembered(plain, lambda: work)
    return {
        "version": VERSION,
        "work": plain,
        "refused": refused,
        "said": said,
        "remarks": remarked,
        "data": data,
        "answers": answers,
    }


def _compared(first: Work, changes: Sequence[Any]) -> Work | None:
    """Find the work with which the answer is compared: none after a reset.

    Its numbers are as they came, and nothing of them is marked as changed.
    """
    last = changes[-1] if changes else None
    is_reset = isinstance(last, dict) and last.get("type") == "reset"
    return None if last is None or is_reset else first


def _opened(table: Mapping[str, Any], lang: str) -> tuple[Work, list[str]]:
    """Open the work, or the one that the address describes as far as it can be."""
    if "work" in table:
        return _below("work", table["work"]), []
    asked, refusals = from_query(_parameters(table.get("query", {})))
    work, more = pictured(asked)
    return work, [refusal.located(lang) for refusal in (*refusals, *more)]


def _parameters(value: Any) -> dict[str, str]:
    if isinstance(value, dict) and len(value) > MOST_PARAMETERS:
        raise WorkError("query", "too_many", count=len(value), most=MOST_PARAMETERS)
    table = read_table(value, "query", value if isinstance(value, dict) else ())
    return {key: read_text(word, "query", LONGEST_PARAMETER) for key, word in table.items()}


def _below(path: str, plain: Any) -> Work:
    """Read a work that stands below a path; the text of one that was read is known again."""
    try:
        return _remembered(plain, lambda: from_plain(plain))
    except WorkError as error:
        raise error.below(path) from error
    except (ValueError, RecursionError) as error:
        raise WorkError(path, "not_json") from error


def _remembered(plain: Any, read: Callable[[], Work]) -> Work:
    text = json.dumps(plain)
    return KEPT.of(text, "work", read, lambda _: WORK_COST * len(text))


def _after(
    work: Work, changes: list[Any], lang: str, said: list[str]
) -> tuple[Work, list[Data], list[str]]:
    """Apply changes one after the other; one that is refused does not hold up the others.

    What is to be remarked on those that are made comes last; what of a link could not be is
    `said`. Raises `TooBusy` where one cannot be computed now.
    """
    refused, remarked = list[Data](), list[str]()
    for number, change in enumerate(changes):
        try:
            after = changed(work, change)
            remarked += remarks(work, change, lang) if after != work else []
            said += (refusal.located(lang) for refusal in misread(after, change))
            work = after
        except TooBusy:
            raise  # Nothing is wrong with it: the browser asks again later.
        except WorkError as error:
            about = {"path": error.path, "reason": error.reason, "text": error.sentence(lang)}
            refused.append({"change": number, **about})
    return work, refused, remarked


def _written(answer: Data) -> bytes:
    """Write an answer; what answers the questions is JSON already."""
    answers = ",".join(f"{json.dumps(key)}:{one}" for key, one in answer["answers"].items())
    rest = {key: value for key, value in answer.items() if key != "answers"}
    text = json.dumps(rest, separators=(",", ":"), allow_nan=False)
    return f'{text[:-1]},"answers":{{{answers}}}}}'.encode()


def refusal_data(error: WorkError, lang: str) -> Data:
    """Write why a request was refused."""
    about = {"path": error.path, "reason": error.reason, "text": error.located(lang)}
    return {"version": VERSION, "error": about}
