"""Printed numbers and statements as the browser has them."""

import pytest

from app.views.lesson.judged import check_data, computed_text, finding_data
from engine.teach.lessons.checkpoint import judge
from engine.teach.lessons.finding import demonstrate
from engine.teach.lessons.lesson import load
from engine.teach.lessons.printed import read_printed_number

LESSON = load("first-principles")


def checks():
    judged = (judge(c, LESSON.scenes[c.scene]) for c in LESSON.checkpoints)
    return [check_data(j, "en") for j in judged]


def test_a_number_that_agrees_needs_no_more():
    found = next(check for check in checks() if check["agrees"])
    assert "computed" not in found
    assert found["printed"] == [["768"]]


def test_a_number_that_differs_says_where_and_why():
    (found,) = (check for check in checks() if not check["agrees"])
    assert found["printed"] == [["7.24e9"]]
    assert found["computed"] == [["7.25e+09"]]
    assert found["differs"] == [[0, 0]]
    assert found["explained"]
    assert found["cause"].startswith("The product is 7 247 757 312")


@pytest.mark.parametrize(
    ("printed", "computed", "text"),
    [
        ("-352", -353.0, "-353"),
        ("0.42", 0.4249, "0.42"),  # agrees: as it is printed
        ("0.42", 0.4251, "0.43"),
        ("0.42", 0.4150000001, "0.42"),
        ("12", 12.004, "12.004"),  # a whole number is meant exactly
        ("1.5e3", 1440.0, "1.4e+03"),
        ("3", float("inf"), "inf"),
    ],
)
def test_a_computed_number_beside_a_printed_one(printed, computed, text):
    assert computed_text(read_printed_number(printed), computed) == text


def test_a_finding_has_both_sides():
    found = next(f for f in LESSON.findings if f.name == "inner")
    shown = finding_data(found, demonstrate(found, LESSON.scenes[found.scene]), "en")
    assert (shown["formula"], shown["holds"]) == ("A @ B.T", "trace(A @ B.T)")
    assert len(shown["printed"]) == 2
    assert shown["right"] == [[-1.0]]


def test_a_misfit_and_a_shape_are_said():
    shown = {
        f.where: finding_data(f, demonstrate(f, LESSON.scenes[f.scene]), "zh")
        for f in LESSON.findings
    }
    assert shown["Step 7, the formula"]["printed"] is None
    assert "needs" in shown["Step 7, the formula"]["misfit"]
    assert shown["An Example, x = jnp.ones((h,))"]["shapes"] == [[5, 1], [3, 1]]
