"""The built-in examples: what they hold, and that they learn."""

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from app.examples import EXAMPLES, FOLDER, load
from app.work.numbers import losses_of
from app.work.run import run_of
from app.work.work import Work
from engine.network.build import mlp
from tests.support import toy
from tests.support.designs import HIDDEN, LOSSES, design


def test_every_file_is_offered_and_every_example_is_a_file():
    assert sorted(EXAMPLES) == sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_and_every_number_is_finite(example):
    trace = load(example).trace()
    assert trace.first_nonfinite() is None
    assert all(np.isfinite(value).all() for value in trace.values.values())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_frozen(example):
    scenario = load(example)
    for name, array in scenario.values.items():
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
        assert not array.flags.writeable, name
    with pytest.raises(TypeError):
        scenario.values["X"] = 0
    with pytest.raises(AttributeError):
        scenario.values = {}


def test_an_example_is_read_once():
    assert load("toy") is load("toy")


def test_what_is_no_example_is_not_there():
    with pytest.raises(FileNotFoundError):
        load("other")


def test_the_toy_problem_is_the_handouts():
    scenario = load("toy")
    assert scenario.program is mlp(toy.WIDTHS)
    assert scenario.spec.loss == "softmax_cross_entropy"
    assert scenario.values.keys() == toy.BATCH.keys()
    for name, wanted in toy.BATCH.items():
        assert_array_equal(scenario.values[name], wanted, err_msg=name, strict=True)


def test_the_toy_problem_opens_first():
    assert EXAMPLES[0] == "toy"


@pytest.mark.parametrize(
    ("batch", "hidden", "loss"), list(product([True, False], HIDDEN, LOSSES)), ids=str
)
def test_twenty_updates_bring_the_loss_of_the_small_network_down(batch, hidden, loss):
    seen = losses_of(run_of(Work(design("small", batch, hidden, loss), ((),) * 21)))
    assert len(seen) == 21
    assert seen[-1] < seen[0] / 2, seen


def test_the_targets_of_the_small_network_are_one_hot():
    target = load("small").values["D"]
    assert set(target.flat) == {0, 1}
    assert target.sum(axis=1).tolist() == [1] * len(target)
