"""Answers to the toy problem, worked out by hand."""

import numpy as np
import pytest

from app.examples import load
from app.practice.judging import judged_entries, judged_shape
from app.views.practice.prediction import verdict
from engine.network.build import mlp
from engine.running.trace import run
from engine.teach.diagnose.shapes import ShapeFault
from engine.teach.questions.question import Kind
from tests.support import toy

Y1 = [[31, 20, 7], [50, 34, 20], [68, 46, 26]]
GRAD_Y2LIN = [[-1215, -713, -1211], [-1605, -955, -1603], [-365, -199, -360]]
SUMS = np.array(Y1).T @ np.array(GRAD_Y2LIN)
"""`gradW2` before it is averaged: its first entry is 31·(−1215) + 50·(−1605) + 68·(−365)."""
PLACES = tuple((i, j) for i in range(3) for j in range(3))


@pytest.fixture(scope="module")
def trace():
    return load("toy").trace()


def typed(numbers):
    return {place: str(numbers[place]) for place in PLACES}


def test_the_sums_by_hand(trace):
    assert SUMS[0, 0] == 31 * -1215 + 50 * -1605 + 68 * -365 == -142735
    np.testing.assert_allclose(trace["gradW2"], SUMS / 3, rtol=1e-12)


@pytest.mark.parametrize(
    "written", ["-142735/3", "−47578,333", "-47578.33", "-4.757833e4", "−47\u2009578.33"]
)
def test_one_number_in_many_ways(trace, written):
    found = judged_entries(trace, "gradW2", ((0, 0),), {(0, 0): written})
    assert found.marks == {(0, 0): "right"}
    assert found.right


@pytest.mark.parametrize(
    ("written", "mark", "digits"),
    [
        ("-27795", "right", 0),
        ("-27795.0", "right", 0),
        ("-27794", "wrong", 0),
        ("-27795.02", "wrong", 0),
        ("-2.78e4", "right", 3),
    ],
)
def test_a_whole_number_is_exact(trace, written, mark, digits):
    """gradW2[1, 2] is -27795; section 3.6."""
    found = judged_entries(trace, "gradW2", ((0, 1),), {(0, 1): written})
    assert (found.marks[0, 1], found.digits) == (mark, digits)


@pytest.mark.parametrize(
    ("written", "mark", "digits"),
    [
        ("1/3", "right", 0),
        ("0.33", "right", 2),
        ("0,3333", "right", 4),
        ("0.34", "wrong", 0),
        ("0.3", "wrong", 0),
        ("0.3334", "wrong", 0),
    ],
)
def test_a_third_is_right_to_the_digits_that_are_typed(written, mark, digits):
    """At a rate of 0, W1_new is W1."""
    thirds = np.array([[1 / 3, 2, -2], [5, 4, 5]])
    trace = run(mlp(toy.WIDTHS), {**toy.BATCH, "W1": thirds, "lr": np.array(0.0)})
    found = judged_entries(trace, "W1_new", ((0, 0),), {(0, 0): written})
    assert (found.marks[0, 0], found.digits) == (mark, digits)
    said = verdict(found, Kind.ENTRY)
    assert said == {"right": "right_to" if digits else "right", "wrong": "wrong_one"}[mark]


@pytest.mark.parametrize("written", ["-47600", "-47585", "47578.33", "0"])
def test_another_number_is_wrong(trace, written):
    found = judged_entries(trace, "gradW2", ((0, 0),), {(0, 0): written})
    assert found.marks == {(0, 0): "wrong"}
    assert not found.right


def test_summed_not_averaged(trace):
    found = judged_entries(trace, "gradW2", PLACES, typed(SUMS))
    assert set(found.marks.values()) == {"wrong"}
    assert (found.slip.mistake, found.slip.step) == ("average_forgotten", "gradW2")


def test_a_transposed_answer(trace):
    """Its diagonal is right, and the mistake is named all the same."""
    found = judged_entries(trace, "gradW2", PLACES, typed(SUMS.T / 3))
    assert [found.marks[k, k] for k in range(3)] == ["right"] * 3
    assert found.slip.mistake == "result_transposed"


def test_a_few_entries_are_enough_for_a_name(trace):
    some = {place: str(SUMS[place]) for place in PLACES[:2]} | {(2, 2): "abc", (1, 1): " "}
    found = judged_entries(trace, "gradW2", PLACES, some)
    assert found.marks == {(0, 0): "wrong", (0, 1): "wrong", (2, 2): "unread"}
    assert found.refused == ("not_a_number", (2, 2))
    assert found.slip.mistake == "average_forgotten"
    assert not found.complete


def test_target_minus_output(trace):
    """Y − D is (1 − 240, 0 − 4) in the first row; the other way round it is (239, 4)."""
    places = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1))
    turned = dict(zip(places, ["239", "4", "319", "2", "68", "5"], strict=True))
    found = judged_entries(trace, "gradY3lin", places, turned)
    assert found.slip.mistake == "target_minus_output"


def test_any_number_is_not_what_comes_of_an_overflow(trace):
    """e^1544 is not a number that somebody meant by 2."""
    found = judged_entries(trace, "gradW2", PLACES, {(0, 0): "2"})
    assert found.slip is None


def test_digits_that_are_not_seen_are_not_asked_for():
    """At a rate of 0, W1_new is W1: 0.00172, which is 0.002 where three decimals are shown."""
    small = np.array([[0.00172, 2, -2], [5, 4, 5]])
    trace = run(mlp(toy.WIDTHS), {**toy.BATCH, "W1": small, "lr": np.array(0.0)})
    answer = {(0, 0): "0.002"}
    for decimals, mark in (({"W1": 3}, "right"), ({"W1": 4}, "wrong"), ({}, "wrong")):
        found = judged_entries(trace, "W1_new", ((0, 0),), answer, decimals)
        assert found.marks == {(0, 0): mark}, decimals


@pytest.mark.parametrize(
    ("rows", "cols", "marks", "fault"),
    [
        ("3", "2", ["right", "right"], None),
        ("2", "3", ["wrong", "wrong"], ShapeFault.TRANSPOSED),
        ("1", "2", ["wrong", "right"], ShapeFault.SUMMED),
        ("3", "x", ["right", "unread"], None),
    ],
)
def test_a_shape(trace, rows, cols, marks, fault):
    found = judged_shape(trace, "gradW3", {(0, 0): rows, (0, 1): cols})
    assert [found.marks[0, 0], found.marks[0, 1]] == marks
    assert found.fault == fault
    assert found.right == (marks == ["right", "right"])
