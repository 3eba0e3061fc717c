"""Requests as nobody's browser sends them: each is answered or refused by name, and soon."""

import gc
import json
import random
import time
import tracemalloc

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.answer.exchange import refusal_data, reply
from app.answer.questions import PARTS, read_questions
from app.answer_route import answer_to
from app.text import LANGUAGES
from app.work.address import to_query
from app.work.errors import WorkError
from app.work.plain import to_plain
from app.work.work import Work
from app.workers.task import Elsewhere, with_workers
from tests.app.work.test_address import KEYS, hostile_word
from tests.app.work.test_changes import CHANGES
from tests.support.works import mutated, works

QUESTIONS = {
    "check": {"kind": "check", "power": 5},
    "exact": {"kind": "exact"},
    "jacobian": {"kind": "jacobian", "step": "Y1lin", "input": "X"},
    "paths": {"kind": "paths", "name": "W1", "row": 0, "col": 0},
    "sweep": {"kind": "sweep", "name": "gradW1", "row": 0, "col": 0},
    "o": {"kind": "origin", "name": "Y1lin", "row": 0, "col": 0},
    "losses": {"kind": "losses", "course": "c"},
    "address": {"kind": "address"},
    "search": {"kind": "search", "words": "950"},
    "submission": {
        "kind": "submission",
        "id": 1,
        "text": "dW1 = [[1, 2, 3], [4, 5, 6]]",
        "files": [["a.npy", "k05VTVBZ"]],
        "chosen": {"dW1": "gradW1"},
    },
    "wrong_example": {"kind": "wrong_example", "id": 1},
    "entries:1": {"kind": "entries", "name": "W1"},
    "stretch:W1": {"kind": "stretch", "name": "W1", "row": 0, "col": 0, "rows": 9, "cols": 9},
}
NAMES = ["Y1lin", "gradW1", "L", "X", "lr", "D", "W1_new", "mean1", "gradX", "none"]


def test_every_kind_of_question_is_tried():
    assert {one["kind"] for one in QUESTIONS.values()} == set(PARTS)


def reply_or_refusal(request):
    """Whatever else is raised is a mistake."""
    try:
        return reply(request)
    except WorkError as error:
        return refusal_data(error, "zh")


def other_names(questions, rng):
    """The same questions about other values."""
    return {
        key: {part: rng.choice(NAMES) if part in ("name", "step", "input") else said
              for part, said in one.items()}
        for key, one in questions.items()
    }  # fmt: skip


LONGEST = {"practise": 5, "": 1}
"""Seconds. A mistake to look for is looked for among all there are, with a check of each."""


def body(rng, work, before):
    """A request with parts in each other's places, taken out or added; or a broken file."""
    request = {
        "version": 1,
        "changes": rng.sample(CHANGES, rng.randint(0, 2)),
        "questions": other_names(dict(rng.sample(sorted(QUESTIONS.items()), 1)), rng),
        "known": {"structures": ["a"], "numbers": "b", "lesson": "c", "words": "en"},
        "lang": rng.choice(sorted(LANGUAGES)),
    }
    match rng.choice(["work", "work", "query", "before"]):
        case "query":
            query = {rng.choice(KEYS): hostile_word(rng) for _ in range(rng.randint(1, 6))}
            request["query"] = query | to_query(work) if rng.random() < 0.5 else query
        case "before":
            request |= {"work": to_plain(Work()), "before": to_plain(before)}
        case _:
            request["work"] = to_plain(rng.choice([work, Work()]))
    if rng.random() < 0.8:
        request = mutated(request, rng.random(), 3)
    return broken(written(request), rng)


def written(request):
    """As JSON; what is too deep or too long for Python's own writer, as something short."""
    try:
        return bytearray(json.dumps(request).encode())
    except (ValueError, RecursionError):
        return bytearray(b'{"version":1}')


def broken(text, rng):
    """A file that was cut off or has other bytes somewhere, one time in ten."""
    if rng.random() < 0.05:
        text[rng.randrange(len(text))] = 0xFF
    if rng.random() < 0.05:
        del text[rng.randrange(len(text)) :]
    return bytes(text)


def is_answered(body):
    """Whether it is answered or refused by name, or left to a worker, in the time there is."""
    start = time.process_time()
    try:
        with with_workers({}):
            sent = answer_to(body)
    except Elsewhere:
        sent = None
    took = time.process_time() - start
    assert took < LONGEST["practise" if b"practi" in body else ""], body
    if sent:
        said = json.loads(sent.body)
        assert (sent.status == 200) == ("data" in said), body
        assert sent.status == 200 or (sent.status in (400, 422) and said["error"]["text"]), body


def ask(work, before, seed):
    rng = random.Random(seed)
    for _ in range(100):
        is_answered(body(rng, work, before))


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(works(), works(), st.integers(0, 10**9))
def test_hostile_requests_are_answered_or_refused_by_name(work, before, seed):
    """A hundred requests for each of eight works: 800."""
    ask(work, before, seed)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=200, deadline=None, phases=[Phase.generate])
@given(works(), works(), st.integers(0, 10**9))
def test_twenty_thousand_hostile_requests(work, before, seed):
    """A hundred requests for each of two hundred works."""
    ask(work, before, seed)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_hostile_requests_leave_nothing_behind(small):
    """The same ones again and again: once all caches know them, nothing is added."""
    fixed = [body(random.Random(seed), Work(), Work()) for seed in range(400)]
    for _ in range(2):
        for one in fixed:
            is_answered(one)
    tracemalloc.start()
    marks = []
    for _ in range(4):
        for one in fixed:
            is_answered(one)
        gc.collect()
        marks.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert (marks[-1] - marks[1]) / (2 * len(fixed)) < 500


@pytest.mark.parametrize(
    "question",
    [
        {"kind": "nothing"},
        {"kind": "paths"},
        {"kind": "paths", "name": ["W2"], "row": 0, "col": 0},
        {"kind": "paths", "name": "W2", "row": -1, "col": 0},
        {"kind": "paths", "name": "W2", "row": True, "col": 0},
        {"kind": "check", "power": "high"},
        {"kind": "check", "power": -400},
        {"kind": "check", "power": float("inf")},
        {"kind": "exact", "more": 1},
        "Y2lin",
    ],
)
def test_what_is_no_question_is_refused(question):
    with pytest.raises(WorkError):
        read_questions({"q": question})


def test_a_change_that_is_none_is_named():
    refused = reply_or_refusal({"version": 1, "changes": ["edit"]})["refused"]
    assert "“edit”" in refused[0]["text"]


@pytest.mark.parametrize("request_", [None, [], {}, {"version": 2}, {"version": 1, "lang": "fr"}])
def test_what_is_no_request_is_refused(request_):
    assert reply_or_refusal(request_)["error"]["text"]
