"""Scenarios: read from JSON, frozen, and the same numbers in another network."""

import json
from copy import deepcopy

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import engine
from engine import BindError, SettingError
from engine.losses import LOSSES
from engine.scenario import Scenario, from_json, respecified
from tests import toy

LINEAR = [
    {"type": "linear", "W": toy.PARAMETERS[f"W{k}"], "B": toy.PARAMETERS[f"B{k}"][0]}
    for k in (1, 2, 3)
]
RELU, SOFTMAX = {"type": "relu"}, {"type": "softmax"}
TOY = {
    "version": 1,
    "layers": [LINEAR[0], RELU, LINEAR[1], RELU, LINEAR[2], SOFTMAX],
    "loss": {"type": "softmax_cross_entropy"},
    "X": toy.X_BATCH,
    "D": toy.D_BATCH,
    "optimizer": {"type": "sgd", "lr": toy.LEARNING_RATE},
}


@pytest.fixture
def scenario():
    return from_json(TOY)


def plain(values):
    return {name: array.tolist() for name, array in values.items()}


def test_reads_the_network_and_every_value(scenario):
    assert scenario.spec.widths == toy.WIDTHS
    assert scenario.spec.activations == ("relu", "relu", "softmax")
    assert scenario.spec.loss == "softmax_cross_entropy"
    assert plain(scenario.values) == plain(toy.BATCH)


def test_runs_as_the_network_on_the_same_values(scenario, network, batch):
    trace = scenario.trace()
    assert scenario.program is engine.mlp(toy.WIDTHS)
    for name in network.names:
        assert_array_equal(trace[name], batch[name], err_msg=name, strict=True)


def test_is_read_from_the_text_of_json():
    assert plain(from_json(json.loads(json.dumps(TOY))).values) == plain(toy.BATCH)


def test_reading_leaves_what_is_read():
    before = deepcopy(TOY)
    from_json(TOY)
    assert before == TOY


@pytest.mark.parametrize(
    ("layers", "activations"),
    [
        ([LINEAR[0], LINEAR[1], LINEAR[2], SOFTMAX], ("identity", "identity", "softmax")),
        ([LINEAR[0], LINEAR[1], RELU, LINEAR[2], SOFTMAX], ("identity", "relu", "softmax")),
    ],
)
def test_a_linear_layer_without_an_activation_goes_on_unchanged(layers, activations):
    assert from_json(TOY | {"layers": layers}).spec.activations == activations


def test_the_last_layer_may_have_no_activation():
    layers = [LINEAR[0], RELU, LINEAR[1]]
    scenario = from_json(TOY | {"layers": layers, "loss": {"type": "l2"}})
    assert scenario.spec.activations == ("relu", "identity")
    assert scenario.spec.widths == (2, 3, 3)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"version": 2}, "version is 2; this reads version 1"),
        ({"version": None}, "version is None"),
        ({"optimizer": {"type": "adam", "lr": 0.1}}, "'adam' is not a choice of optimizer"),
        ({"loss": {"type": "hinge"}}, "'hinge' is not a choice of loss"),
        ({"layers": [LINEAR[0], {"type": "gelu"}]}, "'gelu' is not a choice of activation"),
        ({"layers": [LINEAR[0], RELU]}, "'relu' is not a choice of output activation"),
    ],
)
def test_what_is_not_a_choice_is_refused(changed, message):
    with pytest.raises(SettingError, match=message):
        from_json(TOY | changed)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"X": [[1, 2, 3]]}, "X is 1x3, but needs to be nx2"),
        ({"D": [[1, 0]]}, "D is 1x2, but needs to be 3x2"),
        (
            {"layers": [LINEAR[0], RELU, LINEAR[0], SOFTMAX], "D": [[0, 0, 1]] * 3},
            "W2 is 2x3, but needs to be 3x3",
        ),
        ({"optimizer": {"type": "sgd", "lr": [0.1]}}, "lr is a list of 1"),
    ],
)
def test_values_that_do_not_fit_are_refused_when_it_runs(changed, message):
    scenario = from_json(TOY | changed)
    with pytest.raises(BindError, match=message):
        scenario.trace()


def test_every_array_is_read_only(scenario):
    for name, array in scenario.values.items():
        assert array.dtype == np.float64, name
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_scenario_is_frozen(scenario):
    with pytest.raises(TypeError):
        scenario.values["X"] = 0
    with pytest.raises(AttributeError):
        scenario.values = {}
    with pytest.raises(AttributeError):
        scenario.spec = None


def test_values_are_replaced_in_a_new_scenario(scenario):
    other = scenario.with_values({"lr": np.array(0.5)})
    assert other.values["lr"] == 0.5
    assert other.values["W1"] is scenario.values["W1"]
    assert plain(scenario.values) == plain(toy.BATCH)
    with pytest.raises(TypeError):
        other.values["lr"] = 0


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_rows(scenario, count):
    """Section 3.5 is the first row of section 3.6."""
    first = scenario.first_rows(count)
    wanted = toy.BATCH | {"X": toy.BATCH["X"][:count], "D": toy.BATCH["D"][:count]}
    assert plain(first.values) == plain(wanted)
    assert first.trace()["gradX"][0].tolist() == [-38250, -73212]


@pytest.mark.parametrize("hidden", ["relu", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize("loss", LOSSES)
def test_other_activations_and_another_loss_keep_every_number(scenario, hidden, loss):
    output = {"l2": "identity", "cross_entropy": "softmax", "softmax_cross_entropy": "softmax"}
    other = respecified(scenario, hidden, loss)
    assert other.spec == engine.NetworkSpec(toy.WIDTHS, (hidden, hidden, output[loss]), loss)
    assert other.values is scenario.values
    assert other.trace().program is engine.mlp(toy.WIDTHS, hidden, loss)


def test_the_same_settings_are_the_same_program(scenario):
    assert respecified(scenario, "relu", "softmax_cross_entropy").program is scenario.program


def test_a_network_of_one_layer_has_no_hidden_activation():
    single = from_json(TOY | {"layers": [LINEAR[0]], "loss": {"type": "l2"}, "D": [[1, 2, 3]] * 3})
    assert respecified(single, "tanh", "l2").spec.activations == ("identity",)


@pytest.mark.parametrize(
    ("hidden", "loss", "message"),
    [
        ("gelu", "l2", "'gelu' is not a choice of activation"),
        ("relu", "hinge", "'hinge' is not a choice of loss"),
    ],
)
def test_another_network_has_to_be_a_choice_too(scenario, hidden, loss, message):
    with pytest.raises(SettingError, match=message):
        respecified(scenario, hidden, loss)


def test_scenarios_are_told_apart_by_identity(scenario):
    assert scenario != Scenario(scenario.spec, scenario.values)
