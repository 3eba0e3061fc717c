"""A printed formula that does not hold, in numbers."""

import pytest

from engine.core.errors import LessonError
from engine.teach.lessons.finding import demonstrate, read_finding
from engine.teach.lessons.scene import read_scene

PROGRAM = """
A : input (2, 3)
B : input (3, 2)
C = A @ B  # a
"""
SCENE = read_scene("s", {"program": PROGRAM, "values": {"A": "1 2 3; 4 5 6", "B": "1 0; 0 1; 1 1"}})


TABLE = {"where": "1", "stop": "here", "en": "", "zh": "", "scene": "s"}


def shown(**table):
    return demonstrate(read_finding(TABLE | table), SCENE)


def test_a_formula_that_gives_something_else():
    demonstration = shown(name="C", printed="A @ B + 1")
    assert demonstration.shown
    assert demonstration.printed.tolist() == [[5, 6], [11, 12]]
    assert demonstration.right.tolist() == [[4, 5], [10, 11]]


def test_a_formula_that_does_not_fit_together():
    demonstration = shown(name="C", printed="A.T @ B")
    assert demonstration.shown
    assert demonstration.printed is None
    assert "A.T has 2 columns" in demonstration.misfit


def test_a_shape():
    assert shown(name="C", printed_shape=[3, 3]).shown
    assert not shown(name="C", printed_shape=[2, 2]).shown


def test_a_formula_that_holds_shows_nothing():
    assert not shown(name="C", printed="(B.T @ A.T).T").shown


def test_what_is_said_to_hold_has_to():
    assert not shown(name="C", printed="A @ B + 1", right="A @ B + 2").shown


def test_a_finding_needs_a_stop():
    with pytest.raises(LessonError, match="finding 1: needs stop"):
        read_finding({"where": "1", "en": "", "zh": ""})


@pytest.mark.parametrize("kind", ["words", "wording"])
def test_words_cannot_be_computed(kind):
    assert read_finding(TABLE).computable
    assert not read_finding(TABLE | {kind: True}).computable
