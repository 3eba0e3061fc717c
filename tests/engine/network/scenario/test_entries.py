"""What a scenario says of layers, losses and optimizers, beyond the usual network."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.errors import ScenarioError
from engine.network.scenario.reading import from_json
from engine.network.scenario.scenario import iterate
from engine.network.scenario.writing import to_json

X, D = [[1.0, -2.0], [0.5, 3.0]], [[1.0, 0.0], [0.0, 1.0]]
W = [[0.5, -1.0], [2.0, 0.25]]


def scenario(*layers, loss="l2", **others):
    data = {"version": 2, "layers": list(layers), "loss": {"type": loss}, "X": X, "D": D}
    return from_json(data | others)


def linear(**others):
    return {"type": "linear", "W": W} | others


def test_a_bias_that_is_left_out_is_not_there():
    for layer in (linear(), linear(bias=False)):
        assert "B1" not in scenario(layer).program.shapes
    for layer in (linear(bias=True), linear(B=[0, 0])):
        assert scenario(layer).values["B1"].tolist() == [[0, 0]]


def test_the_slope_and_the_limit_are_taken_below_zero():
    """X is [1, -2; 0.5, 3]: -2 becomes 0.1 · -2, and 0.5 (e^-2 - 1)."""
    leaky = scenario({"type": "leaky_relu", "slope": 0.1}).trace()
    assert_allclose(leaky["Y1"], [[1, -0.2], [0.5, 3]])
    elu = scenario({"type": "elu", "alpha": 0.5}).trace()
    assert_allclose(elu["Y1"], [[1, 0.5 * np.expm1(-2)], [0.5, 3]])


def test_an_elu_and_a_normalisation_have_an_alpha_each():
    trace = scenario(
        linear(), {"type": "batch_norm", "alpha": 0.5}, {"type": "elu", "alpha": 2}
    ).trace()
    assert (trace["alpha1"], trace["limit1"]) == (0.5, 2)


def test_dropout_keeps_what_the_mask_says():
    """A quarter is dropped: what is kept is divided by ¾."""
    mask = [[1, 0], [1, 1]]
    trace = scenario({"type": "dropout", "p": 0.25, "mask": mask}).trace()
    assert_allclose(trace["Y1"], np.array(X) * mask / 0.75)
    assert_allclose(trace["gradX"], trace["gradY1"] * mask / 0.75)


def test_dropout_by_a_seed_is_the_same_again_and_does_nothing_in_inference():
    first, again, other = (
        scenario({"type": "dropout", "seed": seed}).values["mask1"].tolist() for seed in (1, 1, 4)
    )
    assert first == again != other
    still = scenario({"type": "dropout", "seed": 1}, mode="inference").trace()
    assert still["Y1"].tolist() == X


def test_a_residual_addition_adds_what_came_before_some_layers():
    """Y2 = Y1 + Y1 W: past the linear layer, and through it."""
    trace = scenario(linear(), linear(), {"type": "residual", "over": 1}).trace()
    assert_allclose(trace["Y2"], trace["Y1lin"] + trace["Y1lin"] @ W)
    assert_allclose(trace["gradY1lin"], trace["gradY2"] + trace["gradY2"] @ np.transpose(W))


@pytest.mark.parametrize(
    ("last", "loss"),
    [
        ("sigmoid", "binary_cross_entropy"),
        (None, "binary_cross_entropy"),
        ("softmax", "binary_cross_entropy_of_probabilities"),
    ],
)
def test_binary_cross_entropy_is_of_logits_or_of_probabilities(last, loss):
    layers = [linear(), *([{"type": last}] if last else [])]
    read = scenario(*layers, loss="binary_cross_entropy", conventions="sum")
    assert read.spec.loss == loss
    trace = read.trace()
    p = trace["Y1"]
    assert_allclose(trace["L"], -np.sum(D * np.log(p) + (1 - np.array(D)) * np.log(1 - p)))


def test_adam_goes_on_from_a_given_state():
    """As PyTorch does, whose state is set to the same."""
    m, v = np.full((2, 2), 0.5), np.full((2, 2), 0.25)
    state = {"t": 7, "W1": {"m": m.tolist(), "v": v.tolist()}}
    optimizer = {"type": "adam", "lr": 0.1, "state": state}
    read = scenario(linear(), optimizer=optimizer, conventions="sum", iterations=3)
    weights = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    theirs = torch.optim.Adam([weights], lr=0.1)
    theirs.state[weights] = {
        "step": torch.tensor(7.0),
        "exp_avg": torch.tensor(m),
        "exp_avg_sq": torch.tensor(v),
    }
    for trace in iterate(read):
        weights.grad = torch.tensor(trace["gradW1"])
        theirs.step()
        assert_allclose(trace["W1_new"], weights.detach(), rtol=1e-12)
    assert to_json(read)["optimizer"]["state"] == state


def turned(data):
    """The same with a column for every sample, as PyTorch and many a course write the weights."""

    def flip(rows):
        return np.transpose(rows).tolist()

    layers = [
        {k: flip(v) if k in ("W", "B") else v for k, v in part.items()} for part in data["layers"]
    ]
    return data | {"X": flip(data["X"]), "D": flip(data["D"]), "layers": layers}


def test_what_fits_only_in_columns_is_read_so():
    wide = {"type": "linear", "W": [[1.0, 2, 3], [4, 5, 6]], "B": [[1.0, 0, -1]]}
    data = {"version": 2, "layers": [wide], "loss": {"type": "l2"}, "X": X, "D": np.eye(3)[:2]}
    data |= {"D": data["D"].tolist()}
    rows, columns = from_json(data), from_json(turned(data))
    assert (rows.columns, columns.columns) == (False, True)
    assert columns.spec == rows.spec
    for name, value in rows.values.items():
        assert_allclose(columns.values[name], value)


REFUSED = [
    ([{"type": "conv2d"}], "layers[0].type", "no convolution, no pooling and no recurrence yet"),
    ([{"type": "lstm"}], "layers[0].type", "there is no convolution"),
    ([linear(B=[0, 0], bias=False)], "layers[0].B", "bias is false"),
    ([{"type": "dropout", "mask": [[1, 0]]}], "layers[0].mask", "is 1x2, but .* 2x2"),
    ([{"type": "dropout", "mask": [[1, 0.5], [1, 1]]}], "layers[0].mask[0][1]", "whole number"),
    ([{"type": "dropout", "mask": [[1, 1]] * 2, "seed": 1}], "layers[0].mask", "a seed too"),
    ([{"type": "dropout", "p": 1}], "layers[0].p", "from 0 to 0.99"),
    ([{"type": "residual", "over": 1}], "layers", "before it there are 0"),
    ([{"type": "residual"}], "layers[0].over", "is missing"),
    (
        [{"type": "linear", "W": [[1], [2]]}, {"type": "residual", "over": 1}],
        "layers",
        "2 columns to one of 1",
    ),
]


@pytest.mark.parametrize(("layers", "where", "why"), REFUSED)
def test_what_cannot_be_is_refused_at_its_place(layers, where, why):
    with pytest.raises(ScenarioError, match=why) as refused:
        scenario(*layers)
    assert refused.value.where == where


@pytest.mark.parametrize(
    ("state", "where", "why"),
    [
        ({"W2": {}}, "optimizer.state.W2", "is not a parameter; there are W1"),
        ({"W1": {"v": [[1]]}}, "optimizer.state.W1.v", "is 1x1, but the parameter is 2x2"),
        ({"W1": {"u": [[1]]}}, "optimizer.state.W1.u", "there are v"),
        ({"t": 1}, "optimizer.state.t", "needs to be an object"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(state, where, why):
    with pytest.raises(ScenarioError, match=why) as refused:
        scenario(linear(), optimizer={"type": "rmsprop", "state": state})
    assert refused.value.where == where
