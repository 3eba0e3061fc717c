"""`POST /derive`: a formula in, its derivation out; what is not one is refused with its place."""

import json
import pickle

import pytest

from app.answer.derived import derived
from app.answer_route import answer_to
from app.views.panels.formula import Derived
from app.work.errors import WorkError
from app.workers.task import Elsewhere, with_workers
from tests.app.answer.test_hostile import written
from tests.support.works import mutated

ASKED = {"formula": "a' * X * b", "by": "X", "shapes": {"X": "3 x 2"}, "lang": "zh"}


def answer(asked):
    sent = answer_to(asked if isinstance(asked, bytes) else json.dumps(asked).encode(), derived)
    return sent.status, json.loads(sent.body)


def test_a_formula_is_derived_in_the_language_that_is_asked_for():
    status, found = answer(ASKED)
    assert status == 200
    assert found["code"] == "a @ b.T"
    assert found["agrees"]
    assert {one["name"]: one["shape"] for one in found["names"]}["X"] == [3, 2]
    english = answer({**ASKED, "lang": "en"})[1]
    assert [line["rule"] for line in found["lines"]] != [line["rule"] for line in english["lines"]]


@pytest.mark.parametrize(
    ("asked", "status", "path"),
    [
        (b"[1", 400, ""),
        ([1], 422, "formula"),
        ({"formula": 7}, 422, "formula"),
        ({"formula": "x" * 301}, 422, "formula"),
        ({"formula": "x", "by": "x y"}, 422, "by"),
        ({"formula": "x", "shapes": {"x": 3}}, 422, "shapes.x"),
        ({"formula": "x", "shapes": {"<": "3"}}, 422, "shapes"),
        ({"formula": "x", "shapes": {f"x{k}": "3" for k in range(31)}}, 422, "shapes"),
        ({"formula": "x", "work": {}}, 422, "formula"),
    ],
)
def test_what_is_no_request_is_refused(asked, status, path):
    found = answer(asked)
    assert (found[0], found[1]["error"]["path"]) == (status, path)
    assert found[1]["error"]["text"]


def test_no_request_makes_it_fail():
    for seed in range(200):
        status, found = answer(bytes(written(mutated(ASKED, seed))))
        assert status in (200, 400, 422)
        assert isinstance(found, dict)


LONG = {"formula": "sum(log(1 + exp(-y .* (X * w)))) + w' * w", "by": "w", "lang": "en"}


def test_a_long_formula_is_left_to_a_worker_and_a_short_one_is_not():
    with with_workers({}):
        assert answer(ASKED)[0] == 200
        with pytest.raises(Elsewhere) as left:
            answer(LONG)
    task = pickle.loads(pickle.dumps(left.value.task))
    assert task == left.value.task
    assert isinstance(task, Derived)
    assert {name for name, _ in task.notation} == set()
    with with_workers({task: task.compute()}):
        assert answer(LONG)[1]["agrees"]


def test_what_takes_too_long_is_said_and_asked_again_the_next_time():
    longer = {**LONG, "formula": f"{LONG['formula']} + sumsq(w)"}
    with with_workers({}), pytest.raises(Elsewhere) as left:
        answer(longer)
    with with_workers({left.value.task: WorkError("", "gave_up")}):
        status, found = answer(longer)
    assert (status, found["refused"]["column"]) == (200, None)
    assert found["refused"]["text"].startswith("This takes too long")
    assert {one["name"] for one in found["names"]} == {"X", "w", "y"}
    assert answer(longer)[1]["agrees"]
