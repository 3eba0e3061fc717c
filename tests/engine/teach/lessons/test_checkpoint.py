"""A printed array and its judgement."""

import pytest

from engine.core.errors import LessonError
from engine.teach.lessons.checkpoint import judge, read_checkpoint
from engine.teach.lessons.lesson import load
from engine.teach.lessons.scene import read_scene

PROGRAM = """
X : input (N, 2)
Y = X - 1        # a
S = sum_rows(Y)  # a
"""
SCENE = read_scene("s", {"program": PROGRAM, "values": {"X": "1.1 2.1; 0.9 3"}})


def judged(**table):
    return judge(read_checkpoint({"where": "1", "stop": "here", "scene": "s"} | table), SCENE)


def test_a_right_number_agrees():
    found = judged(name="Y", printed="0.1 1.1; -0.1 2")
    assert found.agrees
    assert found.differs_at == ()


def test_a_wrong_number_differs_where_it_stands():
    found = judged(name="Y", printed="0.1 1.2; -0.1 2")
    assert not found.agrees
    assert found.differs_at == ((0, 1),)
    assert not found.explained


def test_a_cause_is_one_if_its_changes_give_what_is_printed():
    change = {"accident": "sign", "of": "Y", "at": [0, 1]}
    assert judged(name="Y", printed="0.1 -1.1; -0.1 2", change=[change]).explained
    assert not judged(name="Y", printed="0.1 -1.2; -0.1 2", change=[change]).explained


def test_a_number_may_be_an_expression_of_the_scene():
    assert judged(name="half", value="S / 2", printed="0 1.55").agrees


def test_noise_is_noise_only_while_it_is_small():
    change = [{"accident": "noise", "of": "S", "at": [0, 0]}]
    found = judged(name="S", printed="-1.2e-16 3.1", change=change)
    assert (found.explained, found.noise) == (True, True)
    assert not judged(name="S", printed="-1.2e-5 3.1", change=change).explained


def test_rounding_noise_is_a_verdict_of_its_own():
    """Sections 4.2 c and e print what rounding left of 0; no cause gives exactly these digits."""
    found = [j.checkpoint for j in load("cmu-toy").judgements() if j.noise]
    assert {(c.scene, c.name) for c in found} == {("norm", "gradB2"), ("norm", "gradB1")}


def test_another_shape_is_refused():
    with pytest.raises(LessonError, match="is printed as"):
        judged(name="S", printed="1")


def test_a_checkpoint_needs_a_stop():
    with pytest.raises(LessonError, match="checkpoint 1 S: needs stop"):
        read_checkpoint({"where": "1", "scene": "s", "name": "S", "printed": "1 2"})


def test_an_unknown_key_is_refused():
    with pytest.raises(LessonError, match="unknown keys: reason"):
        judged(name="S", printed="1 2", reason="because")
