"""The numbers of a work: what goes into each iteration, and what comes of it."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from app.examples import load
from app.work import numbers
from app.work.numbers import inputs_of, source_shown, trace_of
from app.work.recent import Recent
from app.work.run import run_of
from app.work.work import Entry, Work
from engine.network.build import mlp
from tests.support import toy
from tests.support.designs import HIDDEN, LOSSES, design


def inputs(*iterations):
    """The inputs of the last iteration of the toy problem, with what was typed in each."""
    return inputs_of(run_of(Work(iterations=iterations or ((),))))


def check(found, wanted):
    assert found.keys() == wanted.keys()
    for name, array in wanted.items():
        assert_array_equal(found[name], array, err_msg=name)


@pytest.mark.parametrize("name", toy.BATCH)
def test_an_edit_replaces_one_entry_and_no_other(name):
    wanted = toy.BATCH[name].copy()
    last = tuple(length - 1 for length in wanted.shape)
    wanted[last] = 77
    check(inputs((Entry(name, *(last or (0, 0)), 77.0),)), toy.BATCH | {name: wanted})


def test_an_edit_leaves_what_was_there():
    inputs((Entry("W1", 0, 0, 77.0),))
    check(inputs(), toy.BATCH)
    check(load("toy").values, toy.BATCH)


def test_edited_values_are_read_only():
    edited = inputs((Entry("W1", 0, 0, 77.0),))
    with pytest.raises(ValueError, match="read-only"):
        edited["W1"][0, 0] = 78
    with pytest.raises(TypeError):
        edited["W1"] = np.zeros((2, 3))


def test_an_update_gives_the_weights_that_the_handout_prints():
    """Section 3.7 for one sample: 4 − 0.1·(−53044) = 5308.4, and the first row of W1 in whole."""
    after = inputs_of(run_of(Work(design(batch=False), ((), ()))))
    for name in ("W1", "B1", "W2", "B2", "B3"):
        printed = toy.printed("3.7 single", f"{name}_new")
        for row, texts in zip(after[name], printed, strict=True):
            for value, text in zip(row, texts, strict=True):
                assert value == pytest.approx(float(text), abs=toy.tolerance(text) + 1e-9), name


def test_an_earlier_iteration_has_the_numbers_that_it_had():
    """The rate that was typed in the second iteration holds from there on."""
    run = run_of(Work(iterations=((), (Entry("lr", 0, 0, 0.5),), ())))
    check(inputs_of(run.first(1)), toy.BATCH)
    assert [float(inputs_of(run.first(k))["lr"]) for k in (1, 2, 3)] == [0.1, 0.5, 0.5]
    second, third = inputs_of(run.first(2)), inputs_of(run)
    for name in toy.PARAMETERS:
        assert_array_equal(second[name], trace_of(run.first(1))[f"{name}_new"], err_msg=name)
        assert_array_equal(third[name], trace_of(run.first(2))[f"{name}_new"], err_msg=name)


def test_inputs_that_are_forgotten_right_after_a_look_are_not_taken_for_others(monkeypatch):
    """As where another thread's result takes their place in the cache."""
    run = run_of(Work(iterations=((), (), ())))
    wanted = inputs_of(run)

    class Forgetful(Recent):
        def known(self, owner, what):
            found = super().known(owner, what)
            self._kept.pop((owner, what), None)
            return found

    monkeypatch.setattr(numbers, "KEPT", Forgetful())
    inputs_of(run.first(2))
    check(inputs_of(run), wanted)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("batch", [True, False])
def test_the_design_chooses_the_network_and_the_samples(hidden, loss, batch):
    scenario = source_shown(run_of(Work(design("toy", batch, hidden, loss))))
    assert scenario.program is mlp(toy.WIDTHS, hidden, loss)
    assert scenario.spec.loss == loss
    rows = 3 if batch else 1
    samples = {name: toy.BATCH[name][:rows] for name in ("X", "D")}
    check(scenario.values, toy.BATCH | samples)
