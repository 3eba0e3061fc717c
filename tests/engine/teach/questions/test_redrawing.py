"""Another of the same kind: new values, small and whole, on which the question is worth asking."""

from dataclasses import replace

import numpy as np
import pytest

from engine.core.errors import SettingError
from engine.network.columns import columns
from engine.network.scenario.reading import from_json, from_text
from engine.teach.questions.drawing import draw, worth_asking
from engine.teach.questions.question import Kind, Question
from engine.teach.questions.redrawing import another, redrawn
from tests.support.broken import WHOLE
from tests.support.project import ROOT

TOY = from_text((ROOT / "assets/examples/toy.json").read_text(encoding="utf-8"))
QUESTION = draw(TOY.trace(), "entry", 1)
NORMED = from_json(WHOLE[0])


def test_the_values_are_new_small_and_whole():
    new = redrawn(TOY.program, TOY.values, 5)
    for name in ("X", "D", "W1", "B1", "W2"):
        assert new[name].shape == TOY.values[name].shape
        assert np.isin(new[name], np.arange(-3, 4)).all()
        assert not np.array_equal(new[name], TOY.values[name])
    assert new["lr"] == TOY.values["lr"]


def test_the_same_seed_gives_the_same_values():
    one, again, other = (another(TOY, QUESTION, seed) for seed in (7, 7, 8))
    assert all(np.array_equal(one.values[n], again.values[n]) for n in one.values)
    assert not all(np.array_equal(one.values[n], other.values[n]) for n in one.values)


@pytest.mark.parametrize("kind", Kind)
def test_the_question_is_worth_asking_again(kind):
    question = draw(TOY.trace(), kind, 3)
    for seed in range(10):
        assert worth_asking(another(TOY, question, seed).trace(), question)


def test_classes_stay_classes():
    classes = NORMED.with_values({"D": np.array([[1.0, 0], [0, 1], [0, 1]])})
    drawn = [redrawn(classes.program, classes.values, seed)["D"] for seed in range(20)]
    assert all((d.sum(axis=1) == 1).all() and np.isin(d, (0, 1)).all() for d in drawn)
    assert len({d.tobytes() for d in drawn}) > 3


def test_classes_of_columns_and_yes_or_no():
    program = columns((2, 3))
    values = {i.name: np.ones([4 if d == "n" else d for d in i.shape]) for i in program.inputs}
    picked = values | {"y": np.eye(3)[:, [0, 1, 2, 0]]}
    assert (redrawn(program, picked, 1)["y"].sum(axis=0) == 1).all()
    both = values | {"y": np.array([[1.0, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1]])}
    assert np.isin(redrawn(program, both, 1)["y"], (0, 1)).all()


def test_factors_stay_positive_and_statistics_stay():
    new = redrawn(NORMED.program, NORMED.values, 2)
    assert (new["gamma1"] > 0).all()
    for name in ("running_var1_old", "eps1", "alpha1"):
        assert np.array_equal(new[name], NORMED.values[name])


def test_where_there_are_none_it_says_so():
    """Without inputs to draw from, nothing gets better: the gradient behind a threshold is 0."""
    layers = (("linear", 3), ("threshold", 0), ("linear", 3), ("threshold", 0), ("linear", 2))
    flat = replace(TOY, spec=replace(TOY.spec, layers=layers))
    with pytest.raises(SettingError, match="no values were found on which gradW1"):
        another(flat, Question(Kind.MATRIX, "gradW1"), 1)
