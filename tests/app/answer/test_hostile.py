"""Requests as nobody's browser sends them: each is answered or refused by name, and soon."""

import json
import random
import time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.answer.exchange import refusal_data, reply
from app.answer.questions import PARTS, read_questions
from app.text import LANGUAGES
from app.work.errors import WorkError
from app.work.plain import to_plain
from app.work.work import Work
from tests.app.work.test_changes import CHANGES
from tests.support.works import mutated, works

QUESTIONS = {
    "check": {"kind": "check", "power": 5},
    "exact": {"kind": "exact"},
    "jacobian": {"kind": "jacobian", "step": "Y1lin", "input": "X"},
    "paths": {"kind": "paths", "name": "W1", "row": 0, "col": 0},
    "sweep": {"kind": "sweep", "name": "gradW1", "row": 0, "col": 0},
    "o": {"kind": "origin", "name": "Y1lin", "row": 0, "col": 0},
    "address": {"kind": "address"},
    "stretch:W1": {"kind": "stretch", "name": "W1", "row": 0, "col": 0, "rows": 9, "cols": 9},
}
NAMES = ["Y1lin", "gradW1", "L", "X", "lr", "D", "W1_new", "mean1", "gradX", "none"]


def test_every_kind_of_question_is_tried():
    assert {one["kind"] for one in QUESTIONS.values()} == set(PARTS)


def answered(request):
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


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=20, deadline=None, phases=[Phase.generate])
@given(works(), works(), st.integers(0, 10**9))
def test_hostile_requests_are_answered_or_refused_by_name(work, before, seed):
    """A hundred requests for each of twenty works."""
    rng = random.Random(seed)
    for k in range(100):
        request = {
            "version": 1,
            "work": to_plain(rng.choice([work, Work()])),
            "before": to_plain(before),
            "changes": rng.sample(CHANGES, rng.randint(0, 2)),
            "questions": other_names(dict(rng.sample(sorted(QUESTIONS.items()), 1)), rng),
            "known": {"structures": ["a"], "numbers": "b", "lesson": "c", "words": "en"},
            "lang": rng.choice(sorted(LANGUAGES)),
        }
        acts = [*request["changes"], *request["work"].get("practice", [])]
        hunts = any(act.get("do") == "break" for act in acts)
        request = mutated(request, f"{seed} {k}", 3) if rng.random() < 0.8 else request
        start = time.process_time()
        done = answered(request)
        took = time.process_time() - start
        assert json.dumps(done, allow_nan=False)
        assert ("data" in done) != ("error" in done)
        # A mistake to look for is looked for among all there are, with a check of each.
        assert took < (5 if hunts else 1)


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
    refused = answered({"version": 1, "changes": ["edit"]})["refused"]
    assert "“edit”" in refused[0]["text"]


@pytest.mark.parametrize("request_", [None, [], {}, {"version": 2}, {"version": 1, "lang": "fr"}])
def test_what_is_no_request_is_refused(request_):
    assert answered(request_)["error"]["text"]
