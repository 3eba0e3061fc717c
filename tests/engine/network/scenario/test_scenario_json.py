"""Scenarios and their JSON: what is read, what is refused, and that the schema says the same."""

import copy
import json
import random

import jsonschema
import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.errors import ScenarioError
from engine.network.losses import LOSSES
from engine.network.scenario import limits
from engine.network.scenario.json_form import SCENARIO, schema
from engine.network.scenario.reading import from_json, from_text
from engine.network.scenario.scenario import iterate
from engine.network.scenario.schema_parts import read
from engine.network.scenario.writing import to_json
from tests.support import toy
from tests.support.broken import WHOLE, broken

TOY = {
    "version": 1,
    "layers": [
        {"type": "linear", "W": toy.PARAMETERS["W1"], "B": [0, 0, 0]},
        {"type": "relu"},
        {"type": "linear", "W": toy.PARAMETERS["W2"], "B": [[0, 0, 0]]},
        {"type": "relu"},
        {"type": "linear", "W": toy.PARAMETERS["W3"], "bias": True},
        {"type": "softmax"},
    ],
    "loss": {"type": "softmax_cross_entropy"},
    "X": toy.X_BATCH,
    "D": toy.D_BATCH,
    "conventions": "handout",
}
NORM, NESTEROV, INFERENCE, RELU, EVERYTHING, COLUMNS = WHOLE


def changed(data, path, value):
    """The data with another value at a path of keys and positions."""
    data = copy.deepcopy(data)
    node = data
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return data


def without(data, key):
    return {k: v for k, v in data.items() if k != key}


def test_the_toy_problem_is_read(batch):
    """A softmax at the end, B as a row or of zeros, lr 0.1 by default: section 3.6 comes out."""
    trace = from_json(TOY).trace()
    assert trace.program.names == batch.program.names
    for name in trace.program.names:
        assert_allclose(trace[name], batch[name], err_msg=name)


def test_a_last_softmax_means_the_same_as_none():
    assert from_json(TOY | {"layers": TOY["layers"][:-1]}).spec == from_json(TOY).spec


def test_the_softmax_is_kept_where_the_loss_does_not_make_it():
    spec = from_json(TOY | {"loss": {"type": "cross_entropy"}}).spec
    assert spec.layers[-1] == ("softmax", 0)


def test_every_value_of_a_normalised_network_has_its_name():
    scenario = from_json(NORM)
    given = {
        "gamma1": [[1, 2, 0.5]],
        "beta1": [[0, 0, 1]],
        "running_mean1_old": [[0, 0.5, 0]],
        "running_var1_old": [[1, 1, 2]],
        "eps1": 1e-8,
        "alpha1": 0.9,
        "lam": 0.01,
        "lr": 0.01,
        "rho1": 0.8,
        "rho2": 0.999,
        "mW1": [[0, 0, 0]] * 2,
        "vbeta1": [[0, 0, 0]],
        "t": 0,
    }
    assert {name: scenario.values[name].tolist() for name in given} == given
    conventions = scenario.spec.conventions
    assert (conventions.mean, conventions.alpha, conventions.softmax) == ("loss", "new", "short")


def test_a_layer_may_stand_alone():
    """ReLU lets the gradient through where X > 0: [1, -2] at [-1, 3] is [0, -2]."""
    scenario = from_json(RELU)
    assert scenario.trace()["gradX"].tolist() == [[0, -2]]
    assert not scenario.values.keys() - {"X", "gradY1"}


def test_inference_takes_the_running_statistics():
    """Running mean 0 and variance 1 by default: norm = X / √(1 + 1e-8)."""
    scenario = from_json(INFERENCE)
    assert {"running_mean1", "running_var1"} <= scenario.values.keys()
    assert "running_mean1_old" not in scenario.values
    assert_allclose(scenario.trace()["norm1"], np.array(INFERENCE["X"]) / np.sqrt(1 + 1e-8))


def test_classes_become_rows():
    values = from_json(TOY | {"D": [1, 0, 1]}).values
    assert values["D"].tolist() == [[0, 1], [1, 0], [0, 1]]


def test_decay_is_there_where_it_is_asked_for_or_usual():
    optimizers = [{"type": "adam"}, {"type": "adam", "decay": 0.5}, {"type": "adamw"}]
    read_ones = [from_json(TOY | {"optimizer": optimizer}) for optimizer in optimizers]
    assert [s.spec.decay for s in read_ones] == [False, True, True]
    assert [float(s.values.get("decay", 0)) for s in read_ones] == [0, 0.5, 0.01]


LINE = {
    "version": 1,
    "layers": [{"type": "linear", "W": [[2]], "bias": True}],
    "loss": {"type": "l2"},
    "X": [[1]],
    "D": [[0]],
    "optimizer": {"type": "momentum", "lr": 0.5, "mu": 0.5},
    "iterations": 3,
}


def test_iterations_carry_parameters_and_velocity():
    """`L = ½(w + b)²`, so with w + b = y both gradients are y and y falls by 2 · lr · v.

    y = 2, v = 2: y = 0, v = ½·2 + 0 = 1: y = -1, v = ½·1 - 1 = -½.
    """
    traces = [*iterate(from_json(LINE))]
    assert [t["Y1lin"].item() for t in traces] == [2, 0, -1]
    assert [t["vW1"].item() for t in traces] == [0, 2, 1]
    assert [t["vW1_new"].item() for t in traces] == [2, 1, -0.5]


def test_iterations_follow_the_schedule():
    optimizer = {"type": "sgd", "lr": 0.5, "schedule": {"type": "step", "every": 2, "factor": 0.1}}
    rates = [float(t["lr"]) for t in iterate(from_json(LINE | {"optimizer": optimizer}))]
    assert rates == pytest.approx([0.5, 0.5, 0.05], rel=1e-15)


def test_iterations_carry_running_statistics():
    """X is 1 and 3: mean 2. From 0 with alpha 0.9: 0.2, then 0.9 · 0.2 + 0.2 = 0.38."""
    data = changed(INFERENCE, ["mode"], "train") | {
        "X": [[1], [3]],
        "loss": {"type": "upstream", "grad": [[0], [0]]},
        "iterations": 2,
        "conventions": "handout",
    }
    means = [t["running_mean1"].item() for t in iterate(from_json(data))]
    assert means == pytest.approx([0.2, 0.38])


@pytest.mark.parametrize("data", [TOY, LINE, *WHOLE])
def test_a_scenario_is_written_and_read_again(data):
    scenario = from_json(data)
    again = from_text(json.dumps(to_json(scenario)))
    assert (again.spec, again.iterations, again.schedule) == (
        scenario.spec,
        scenario.iterations,
        scenario.schedule,
    )
    assert again.values.keys() == scenario.values.keys()
    for name, value in scenario.values.items():
        np.testing.assert_array_equal(again.values[name], value, err_msg=name)


def test_what_json_cannot_say_is_not_written():
    scenario = from_json(LINE)
    with pytest.raises(ScenarioError, match=r"layers\[0\].W\[0\]\[0\]: is inf"):
        to_json(scenario.with_values({"W1": np.full((1, 1), np.inf)}))


def test_the_first_rows_are_a_scenario_of_their_own():
    assert from_json(TOY).first_rows(1).trace()["gradX"].shape == (1, 2)


W = ["layers", 0, "W"]


@pytest.mark.parametrize(
    ("data", "path", "why"),
    [
        ([], "scenario", "a list of 0, .* an object"),
        (without(TOY, "X"), "X", "missing"),
        (without(TOY, "D"), "D", "missing"),
        (without(TOY, "loss"), "loss", "missing"),
        (TOY | {"version": 3}, "version", "is 3, but needs to be a whole number from 1 to 2"),
        (TOY | {"Version": 1}, "Version", "not a key here; there are version, layers"),
        (TOY | {"a b": 1}, 'scenario["a b"]', "not a key"),
        (TOY | {"layers": []}, "layers", "has 0 entries, but needs 1 to 64"),
        (TOY | {"layers": TOY["layers"][-1:]}, "layers", "softmax only"),
        (TOY | {"iterations": True}, "iterations", "is true"),
        (TOY | {"iterations": 0}, "iterations", "is 0, .* from 1 to 1000"),
        (TOY | {"iterations": 1.5}, "iterations", "is 1.5"),
        (TOY | {"mode": "test"}, "mode", '"test", .* train, inference'),
        (TOY | {"loss": {"type": "rank"}}, "loss.type", f'"rank", .* {", ".join(LOSSES)}'),
        (TOY | {"loss": {"type": "upstream", "grad": [[1, 1]] * 3}}, "D", "not a key here"),
        (TOY | {"conventions": "torch"}, "conventions", "handout, mean, sum"),
        (TOY | {"conventions": {"mean": "both"}}, "conventions.mean", "parameters, loss, nowhere"),
        (TOY | {"conventions": {"norm_mean": 1}}, "conventions.norm_mean", "true or false"),
        (TOY | {"penalty": {"type": "full", "lam": -1}}, "penalty.lam", "from 0"),
        (RELU | {"penalty": {"type": "full", "lam": 1}}, "penalty", "needs a loss .* a decay"),
        (TOY | {"optimizer": {"type": "sgd", "mu": 1}}, "optimizer.mu", "type, lr, decay"),
        (TOY | {"X": [[1, 2], [3]]}, "X[1]", "has 1 entries, but X.0. has 2"),
        (TOY | {"X": [[1, float("nan")]]}, "X[0][1]", "is nan, .* finite"),
        (TOY | {"X": [[1, 10**400]]}, "X[0][1]", "too large"),
        (TOY | {"D": [0, 1, 2]}, "D[2]", "class 2, but there are 2 outputs: 0 to 1"),
        (TOY | {"D": [0, 1]}, "D", "is 2x2, but the output is 3x2"),
        (LINE | {"D": [0]}, "D", "one output"),
        (TOY | {"D": [[0, 1], [1, 0], 5]}, "D[2]", "is 5, but needs to be a list"),
        (TOY | {"D": [0, 1, [1, 0]]}, "D[2]", "a list of 2, .* a whole number"),
        (changed(TOY, W, [[1, 2]]), "layers[0].W", "1 rows, .* 2 columns"),
        (changed(TOY, W, [[1, 2], "x"]), "layers[0].W[1]", '"x", .* a list'),
        (changed(TOY, [*W, 1, 2], "5"), "layers[0].W[1][2]", '"5", .* a finite number'),
        (changed(TOY, [*W, 1, 2], False), "layers[0].W[1][2]", "false"),
        (changed(TOY, ["layers", 0, "B"], [1]), "layers[0].B", "1 entries, .* 3 outputs"),
        (changed(NORM, ["layers", 1, "eps"], -1), "layers[1].eps", "from 0"),
        (changed(NORM, ["layers", 1, "gamma"], [1, 2]), "layers[1].gamma", "3 outputs"),
        (changed(RELU, ["loss", "grad"], [[1]]), "loss.grad", "is 1x1, .* is 1x2"),
    ],
)
def test_a_fault_is_refused_with_its_path(data, path, why):
    with pytest.raises(ScenarioError, match=why) as caught:
        from_json(data)
    assert caught.value.where == path
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        (b"\xff{}", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"version": 1, "version": 1}', 'the key "version" twice'),
        ("9" * 5000, "not JSON"),
        (" " * (limits.CHARACTERS + 1), "longer than"),
    ],
)
def test_a_text_that_is_no_scenario_is_refused(text, why):
    with pytest.raises(ScenarioError, match=why):
        from_text(text)


def upstream(rows, width, layers, iterations=1):
    grad = [[0] * width] * rows
    loss = {"type": "upstream", "grad": grad}
    kinds = [{"type": "relu"}] * layers
    return {"version": 1, "layers": kinds, "loss": loss, "X": grad, "iterations": iterations}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (upstream(1, 1, limits.LAYERS + 1), "layers"),
        (upstream(1, limits.WIDTH + 1, 1), "loss.grad[0]"),
        (upstream(limits.BATCH + 1, 1, 1), "loss.grad"),
        (LINE | {"X": [[1]] * (limits.BATCH + 1)}, "X"),
        (upstream(1, 1, 1, limits.ITERATIONS + 1), "iterations"),
        (upstream(limits.BATCH, limits.WIDTH, 1), "scenario"),
        (upstream(1, 1, limits.LAYERS, limits.ITERATIONS), "scenario"),
    ],
)
def test_a_scenario_over_a_limit_is_refused(data, path):
    with pytest.raises(ScenarioError) as caught:
        from_json(data)
    assert caught.value.where == path


@pytest.mark.parametrize(
    "size", [(1, 1, limits.LAYERS), (1, limits.WIDTH, 1), (limits.BATCH, 1, 1)]
)
def test_a_scenario_at_a_limit_runs(size):
    from_json(upstream(*size)).trace()


VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())
    json.dumps(schema(), allow_nan=False)


def has_the_form(data):
    try:
        read(SCENARIO, data)
    except ScenarioError:
        return False
    return True


@pytest.mark.parametrize("data", [TOY, LINE, *WHOLE])
def test_the_schema_takes_what_is_read(data):
    VALIDATOR.validate(data)


def test_the_schema_refuses_a_penalty_where_there_is_no_loss():
    assert VALIDATOR.is_valid(RELU)
    assert not VALIDATOR.is_valid(RELU | {"penalty": {"type": "full", "lam": 1}})


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_the_schema_takes_and_refuses_what_the_reader_does(count):
    """On broken scenarios; NaN is left out, for JSON has none and the schema needs none."""
    rng = random.Random(11)
    taken = 0
    for _ in range(count):
        data = broken(rng)
        if "NaN" not in json.dumps(data):
            taken += has_the_form(data)
            assert VALIDATOR.is_valid(data) == has_the_form(data), json.dumps(data)[:2000]
    assert taken > count / 20
