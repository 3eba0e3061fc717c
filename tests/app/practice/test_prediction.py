"""Questions: what is hidden, what comes next, how many were right in a row."""

import json

import numpy as np
import pytest

from app.examples import load
from app.practice import after
from app.views.numbers import numbers
from app.views.practice import Reader, with_practice
from engine.teach.questions.question import Kind

EN = Reader("en")


@pytest.fixture(scope="module")
def source():
    return load("toy")


def begin(source, kind, here="gradW2", seed=3):
    return after(None, source, {"do": "predict", "kind": kind, "here": here, "seed": seed})


def do(asked, wanted, **parts):
    return after(asked, asked.source, {"do": wanted, **parts})


def answer(asked, numbers):
    entries = [[i, j, repr(float(numbers[i, j]))] for i, j in asked.places]
    return do(asked, "answer", entries=entries)


def sent(asked):
    return with_practice({"values": numbers(asked.trace)}, asked, EN)


def test_the_step_that_is_shown_is_asked_about(source):
    for kind in ("entry", "matrix", "shape"):
        assert begin(source, kind).question.name == "gradW2"
    assert begin(source, "entry", here="X").question.name in source.program.by_name


def test_of_a_matrix_every_entry_of_an_entry_one(source):
    assert len(begin(source, "matrix").places) == 9
    assert len(begin(source, "entry").places) == 1
    assert begin(source, "shape").places == ((0, 0), (0, 1))


@pytest.mark.parametrize("kind", ["entry", "matrix", "backward"])
def test_what_is_asked_for_and_what_follows_from_it_is_not_sent(source, kind):
    asked = begin(source, kind)
    values, (row, col) = sent(asked)["values"], asked.places[0]
    assert values[asked.name][row][col] == "?"
    assert values["W2_new"][0][0] == "?"
    assert values["gradY3lin" if kind != "backward" else "Y3"][0][0] != "?"
    said = json.dumps(sent(asked)["practice"])
    assert json.dumps(float(asked.trace[asked.name][row, col])) not in said


def test_of_an_entry_the_others_are_shown(source):
    asked = begin(source, "entry")
    shown = sent(asked)["values"]["gradW2"]
    assert sum(cell == "?" for row in shown for cell in row) == 1


def test_a_loss_that_follows_is_not_sent(source):
    assert sent(begin(source, "matrix", here="Y2"))["loss"] is None
    assert sent(begin(source, "matrix"))["loss"] == 12756


def test_right_answers_in_a_row(source):
    asked = begin(source, "matrix")
    for count in (1, 2):
        asked = answer(asked, asked.trace["gradW2"])
        assert (asked.solved, asked.streak) == ("right", count)
        asked = do(asked, "another")
    wrong = answer(asked, asked.trace["gradW2"] + 1)
    assert (wrong.solved, wrong.streak) == ("", 0)
    assert do(answer(asked, asked.trace["gradW2"]), "reveal").streak == 3
    assert do(asked, "reveal").streak == 0


def test_another_asks_the_same_about_small_whole_numbers(source):
    asked = begin(source, "matrix")
    other = do(asked, "another")
    assert other.question == asked.question
    for name in ("X", "W1", "W2", "W3"):
        assert set(np.abs(other.trace[name]).ravel()) <= set(range(10))
    assert not other.solved
    assert other.hints == 0


def test_another_step(source):
    asked = begin(source, "entry")
    other = do(asked, "elsewhere")
    assert other.question.kind is Kind.ENTRY
    assert other.question.name != "gradW2"


def test_the_whole_way_back_is_asked_gradient_by_gradient(source):
    asked = begin(source, "backward")
    seen = []
    for _ in asked.turns:
        seen.append(asked.name)
        assert asked.hidden >= set(asked.turns[asked.turn :])
        asked = do(asked, "reveal")
        assert asked.name not in asked.hidden
        asked = do(asked, "onward")
    back = [e.name for e in source.program.equations if e.phase == "backward"]
    assert seen == back
    assert asked.turn == 0
    assert asked.source is not source


def test_hints_come_one_by_one(source):
    asked = begin(source, "entry")
    for count, key in enumerate(["math", "written", "text"], 1):
        asked = do(asked, "hint")
        hints = sent(asked)["practice"]["hints"]
        assert len(hints) == count
        assert key in hints[-1]
    i, j = asked.places[0]
    first = asked.trace["Y1"][0, i] * asked.trace["gradY2lin"][0, j] / 3
    assert f"{first:.6g}".replace("-", "−") in str(hints[-1]["text"])


def test_of_a_shape_the_rule_and_then_the_rows(source):
    asked = do(do(begin(source, "shape", here="gradW3"), "hint"), "hint")
    rule, rows = sent(asked)["practice"]["hints"]
    assert {"name": "W3"} in rule["text"]
    assert "3 rows" in "".join(rows["text"])
    assert sent(asked)["practice"]["more_hints"] == 0


def test_the_mistake_is_named_in_the_language_that_is_read(source):
    asked = begin(source, "matrix")
    asked = answer(asked, 3 * asked.trace["gradW2"])
    for lang, name in (("en", "Summed, not averaged"), ("zh", "只求和，没有取平均")):
        data = with_practice({"values": numbers(asked.trace)}, asked, Reader(lang))
        assert data["practice"]["judged"]["mistake"]["name"] == name
        assert {"name": "gradW2"} in data["practice"]["judged"]["mistake"]["text"]


def test_where_there_is_nothing_to_ask_there_is_no_question(source):
    assert after(None, source, {"do": "predict", "kind": "colour", "here": "", "seed": 1}) is None
    assert do(begin(source, "entry"), "stop") is None
    assert after(None, source, {"do": "answer", "entries": []}) is None
