"""The questions of the player: open until they are closed, answered again when a number changes."""

import pytest

from app.bench import designed
from app.design import PRESETS
from app.events import take
from app.visitor import Visitor

PATHS = {"name": "W2", "row": 0, "col": 1}


@pytest.fixture
def visitor():
    return Visitor(designed(PRESETS["toy"]), "en")


def ask(number, kind, question):
    return {"id": number, "type": "ask", "kind": kind, "question": question}


def answers(visitor, *events):
    take(visitor, {"have": "", "list": list(events)})
    return visitor.answers(visitor.trace())


def test_nothing_is_answered_that_is_not_asked(visitor):
    assert answers(visitor) == {}


def test_a_question_stays_open_and_follows_an_edit(visitor):
    """With W3[2, 1] = 0 for 3, the paths through it are 0: of 2256 a quarter is left."""
    first = answers(visitor, ask(1, "paths", PATHS))["paths"]
    assert first["question"] == PATHS
    assert first["total"] == 2256
    edit = {"id": 2, "type": "edit", "name": "W3", "row": 1, "col": 0, "typed": "0"}
    assert answers(visitor, edit)["paths"]["total"] == 2256 / 4
    assert answers(visitor, ask(3, "paths", None)) == {}


def test_the_same_question_about_the_same_numbers_is_answered_once(visitor):
    first = answers(visitor, ask(1, "paths", PATHS))["paths"]
    other = answers(visitor, ask(2, "paths", PATHS | {"col": 0}))["paths"]
    assert other["total"] != first["total"]
    assert answers(visitor, ask(3, "paths", PATHS))["paths"] is first


def test_asking_leaves_what_an_edit_has_marked(visitor):
    edit = {"id": 1, "type": "edit", "name": "X", "row": 0, "col": 0, "typed": "10"}
    take(visitor, {"have": "", "list": [edit]})
    answers(visitor, ask(2, "paths", PATHS))
    assert visitor.state()["changed"]["X"] == [[0, 0]]
    assert visitor.state()["reply"] == {"id": 2, "refused": None}


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("nothing", {}),
        ("paths", {}),
        ("paths", {"name": ["W2"], "row": 0, "col": 0}),
        ("check", {"power": "high"}),
        ("jacobian", "Y2lin"),
    ],
)
def test_what_is_no_question_has_no_answer(visitor, kind, question):
    assert answers(visitor, ask(1, kind, question)) == {}


def test_what_cannot_be_answered_says_why(visitor):
    found = answers(visitor, ask(1, "paths", {"name": "W2", "row": 9, "col": 0}))["paths"]
    assert "no entry [9, 0]" in found["error"]


@pytest.mark.parametrize("kind", ["check", "exact", "jacobian", "paths", "sweep"])
def test_the_large_network_is_told_to_be_too_large(kind):
    visitor = Visitor(designed(PRESETS["digits"]), "en")
    assert "too large" in answers(visitor, ask(1, kind, PATHS | {"power": 5}))[kind]["error"]
