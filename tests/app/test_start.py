"""The numbers that a design begins with."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from app.design import PRESETS, Layer, spec_of
from app.digits import digits
from app.examples import EXAMPLES, load
from app.start import scenario_of
from engine.network.initialize import initialize
from engine.network.losses import LOSSES
from engine.network.optimizers import OPTIMIZERS
from tests.support import toy
from tests.support.designs import OPTIONS, design

TOY = PRESETS["toy"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_the_numbers_that_it_came_with(name):
    found, wanted = scenario_of(PRESETS[name]), load(name)
    assert found.spec == wanted.spec
    for key, value in wanted.values.items():
        assert_array_equal(found.values[key], value, err_msg=key, strict=True)


def test_wider_layers_keep_what_there_was():
    wide = replace(TOY, layers=(replace(TOY.layers[0], width=5), *TOY.layers[1:]), batch=4)
    values = scenario_of(wide).values
    assert_array_equal(values["X"][:3], toy.BATCH["X"])
    assert_array_equal(values["D"][:3], toy.BATCH["D"])
    assert_array_equal(values["W1"][:, :3], toy.BATCH["W1"])
    assert_array_equal(values["W2"][:3], toy.BATCH["W2"])
    assert values["W1"].shape == (2, 5)
    assert not values["B1"].any()


def test_one_more_seed_draws_other_numbers_and_the_same_seed_the_same():
    drawn = replace(TOY, data="drawn", start="he_normal")
    one, same, other = (replace(drawn, seed=seed) for seed in (1, 1, 2))
    assert scenario_of(one).values is scenario_of(same).values
    assert not np.array_equal(scenario_of(one).values["X"], scenario_of(other).values["X"])
    wanted = initialize(spec_of(one), "he_normal", 1)
    assert_array_equal(scenario_of(one).values["W2"], wanted["W2"])


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("norm", OPTIONS["norm"])
@pytest.mark.parametrize("start", [s for s in OPTIONS["start"] if s not in ("given", "nice")])
def test_every_network_has_a_value_for_every_input_and_runs(loss, norm, start):
    for optimizer in OPTIMIZERS:
        hidden = Layer(4, "sigmoid", norm)
        output = Layer(2, LOSSES[loss].outputs[0])
        asked = replace(
            TOY, layers=(hidden, output), loss=loss, optimizer=optimizer, data="drawn", start=start
        )
        assert scenario_of(asked).trace().first_nonfinite() is None


def test_what_a_normalisation_remembers_begins_with_mean_0_and_variance_1():
    values = scenario_of(PRESETS["norm"]).values
    assert_array_equal(values["running_mean1_old"], np.zeros((1, 3)))
    assert_array_equal(values["running_var1_old"], np.ones((1, 3)))
    assert (values["eps1"], values["alpha1"]) == (1e-8, 0.9)


def test_targets_are_what_the_loss_takes():
    drawn = replace(TOY, data="drawn", start="zeros", batch=50)
    one_hot = scenario_of(drawn).values["D"]
    assert set(one_hot.flat) == {0, 1}
    assert (one_hot.sum(axis=1) == 1).all()
    other = design(loss="l2")
    plain = scenario_of(replace(other, data="drawn", start="zeros", batch=50)).values["D"]
    assert set(plain.flat) <= {0, 1, 2, 3}


def test_the_large_network_sees_the_digits():
    """An enlarged image has the ends of the scanned one, and nearly its mean."""
    values = scenario_of(PRESETS["digits"]).values
    assert values["X"].shape == (64, 784)
    images, classes = digits()
    assert_array_equal(values["D"], classes[:64])
    assert_array_equal(values["X"][:, 0], images[:64, 0])
    np.testing.assert_allclose(values["X"].mean(), images[:64].mean(), rtol=0.01)
    small = replace(PRESETS["digits"], inputs=64)
    assert_array_equal(scenario_of(small).values["X"], images[:64])
