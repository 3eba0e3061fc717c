"""A training as an address: read strictly, written so that it is read as the same."""

from dataclasses import replace

import pytest

from app.design import Layer
from app.train.address import from_query, to_query
from app.train.training import USUAL, fitted, plan_of, samples_of, with_set
from app.work.errors import WorkError
from engine.data.sets import DATA_SETS
from engine.network.losses import LOSSES
from engine.network.optimizers import OPTIMIZERS

READ = [
    {},
    {"example": "norm", "optimizer": "adam"},
    {"set": "toy", "example": "toy", "conventions": "handout"},
    {"set": "sides", "formula": "x^2", "lr": "0.05", "count": "300", "schedule": "step"},
    {"set": "curve", "noise": "0.3", "share": "0.5", "order": "in_order", "every": "20"},
    {"net": "2-8.norm.relu.drop0_2-8.layernorm.relu.skip-2.softmax", "penalty": "half"},
    {"net": "2-4.relu-2.softmax", "loss": "mse", "init": "zeros", "seed": "7", "batch": "64"},
    {"net": "2-4.relu-2.softmax", "loss": "binary_cross_entropy", "conventions": "mean"},
    {"lr": "1e6", "set": "mnist", "net": "784-32.relu-10.softmax"},
]


@pytest.mark.parametrize("query", READ, ids=str)
def test_what_is_read_is_written_so_that_it_is_read_again(query):
    training, refusals = from_query(query)
    assert refusals == ()
    assert from_query(to_query(training)) == (training, ())


@pytest.mark.parametrize("name", DATA_SETS)
def test_a_network_has_the_inputs_and_outputs_of_its_data(name):
    """Whatever the network of the work was: here that of the toy problem."""
    training, refusals = from_query({"example": "toy", "set": name})
    data, _ = samples_of(training)
    assert refusals == ()
    assert training.design.widths == (data.x.shape[1], 3, 3, data.d.shape[1])
    assert from_query(to_query(training)) == (training, ())


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("name", ["moons", "curve"])
def test_every_loss_is_one_that_the_data_can_have(loss, name):
    training, _ = from_query({"set": name, "loss": loss})
    own = LOSSES[training.design.loss]
    assert training.design.layers[-1].activation in own.outputs
    assert training.design.loss == loss or name == "curve"
    assert own.target == "numbers" or name == "moons"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_is_planned(name):
    training, _ = from_query({"optimizer": name})
    assert plan_of(training).spec.optimizer == name


@pytest.mark.parametrize(
    ("query", "path", "reason"),
    [
        ({"set": "planets"}, "set", "no_choice"),
        ({"lr": "-1"}, "lr", "not_number"),
        ({"lr": "nan"}, "lr", "not_number"),
        ({"lr": "0"}, "lr", "within"),
        ({"lr": "1e99"}, "lr", "within"),
        ({"count": "1"}, "count", "within"),
        ({"count": "3.5"}, "count", "not_whole"),
        ({"noise": "9"}, "noise", "within"),
        ({"schedule": "linear"}, "schedule", "no_choice"),
        ({"order": "no"}, "order", "no_choice"),
        ({"net": "2-many-2"}, "net", "not_net"),
        ({"net": "2-500-2"}, "net", "within"),
        ({"batch": "65"}, "batch", "within"),
        ({"set": "curve", "formula": "log(x)"}, "formula", "not_function"),
        ({"set": "sides", "formula": "y"}, "formula", "not_function"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_name_and_the_rest_is_shown(query, path, reason):
    training, (refusal, *_) = from_query(query)
    assert isinstance(refusal, WorkError)
    assert (refusal.path, refusal.reason) == (path, reason)
    assert refusal.located("zh")
    samples_of(training)
    assert from_query(to_query(training)) == (training, ())


def test_another_data_set_brings_what_is_usual_for_it():
    training = with_set(fitted(USUAL), "curve")
    assert (training.count, training.noise, training.formula) == (60, 0.1, "sin(3*x)")
    assert training.design.loss == "mse"
    assert to_query(training) == {
        "set": "curve",
        "loss": "mse",
        "net": "1-12.tanh-8.tanh-1.identity",
    }


def test_what_is_added_to_a_layer_of_another_width_is_left_out():
    skipping = replace(USUAL.design, layers=(Layer(2, skip=True), Layer(8), Layer(2)))
    other = with_set(replace(USUAL, design=skipping), "curve")
    assert [layer.skip for layer in other.design.layers] == [False, False, False]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ({"Set": "Moons", "LR": ".5"}, {"set": "moons", "lr": "0.5"}),
        (
            {"lr": "0,1", "noise": "0.", "optimizer": "Sgd "},
            {"lr": "0.1", "noise": "0", "optimizer": "sgd"},
        ),
        ({"net": "", "batch": "", "lr": ""}, {}),
        ({"set": "sides", "formula": " x^2 + 1"}, {"set": "sides", "formula": "x^2 + 1"}),
    ],
    ids=str,
)
def test_a_training_is_read_as_a_careless_person_means_it(typed, meant):
    assert from_query(typed) == from_query(meant)
    assert from_query(meant)[1] == ()
