"""Questions as data."""

import json

import pytest

from engine.core.errors import SettingError
from engine.network.build import mlp
from engine.teach.questions.question import Kind, Question, asked, from_plain, hidden, to_plain

PROGRAM = mlp((2, 3, 2))
PLAIN = [
    {"kind": "entry", "name": "gradW2", "row": 0, "col": 1},
    {"kind": "matrix", "name": "gradW2"},
    {"kind": "shape", "name": "gradW2"},
    {"kind": "backward"},
]


@pytest.mark.parametrize("plain", PLAIN)
def test_a_question_is_plain_data_and_back(plain):
    question = from_plain(json.loads(json.dumps(plain)))
    assert to_plain(question) == plain
    assert from_plain(to_plain(question)) == question


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"kind": "row"},
        {"kind": []},
        {"kind": "entry", "name": 1, "row": 0, "col": 0},
        {"kind": "entry", "name": "Y1", "row": True, "col": 0},
        {"kind": "entry", "name": "Y1", "row": 0.5, "col": 0},
        {"kind": "matrix", "name": "Y1", "row": 0},
        {"kind": "backward", "name": "Y1"},
        {"kind": "shape", "name": "Y1", "more": 1},
    ],
)
def test_what_is_no_question_is_refused(plain):
    with pytest.raises(SettingError, match="question"):
        from_plain(plain)


def test_what_gives_the_answer_away_is_hidden():
    """The loss and everything before gradW2 stay; its update would give it away."""
    question = Question(Kind.MATRIX, "gradW2")
    assert asked(PROGRAM, question) == ("gradW2",)
    assert hidden(PROGRAM, question) == ("gradW2", "W2_new")
    assert hidden(PROGRAM, Question(Kind.SHAPE, "gradW2")) == ("gradW2",)


def test_all_of_the_way_back():
    question = Question(Kind.BACKWARD)
    back = ("gradY2lin", "gradW2", "gradB2", "gradY1", "gradY1lin", "gradW1", "gradB1", "gradX")
    assert asked(PROGRAM, question) == back
    assert hidden(PROGRAM, question) == (*back, "W1_new", "B1_new", "W2_new", "B2_new")
