"""A network of one's own: the loss is PyTorch's mean, and every gradient is its slope."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from app.design import PRESETS, spec_of
from app.start import scenario_of
from app.work import network_address
from engine.check.gradcheck.compare import check_gradients
from engine.network.build import mlp
from engine.network.conventions import HANDOUT, MEAN, MEAN_BEFORE
from engine.network.scenario.json_form import VERSION
from engine.network.scenario.reading import from_json
from engine.network.scenario.writing import to_json
from engine.running.trace import run

X = np.array([[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]])
W = np.array([[0.3, -0.6, 0.2], [0.8, 0.1, -0.4]])
B = np.array([[0.1, -0.2, 0.3]])
D = np.array([[1.0, 0, 0], [0, 0, 1], [0, 1, 0]])
INPUTS = {"X": X, "W1": W, "B1": B, "D": D, "lr": 0.1}
PYTORCH = {
    "mse": F.mse_loss,
    "binary_cross_entropy": F.binary_cross_entropy_with_logits,
    "softmax_cross_entropy": F.cross_entropy,
}


@pytest.mark.parametrize("loss", PYTORCH)
def test_the_loss_and_its_gradients_are_those_of_pytorch(loss):
    """Each with `reduction="mean"`, PyTorch's default."""
    trace = run(mlp((2, 3), loss=loss, conventions=MEAN), INPUTS)
    tensors = {name: torch.tensor(INPUTS[name], requires_grad=True) for name in ("X", "W1", "B1")}
    logits = tensors["X"] @ tensors["W1"] + tensors["B1"]
    wanted = PYTORCH[loss](logits, torch.tensor(D))
    wanted.backward()
    assert trace["L"] == pytest.approx(wanted.item(), rel=1e-12)
    for name, tensor in tensors.items():
        np.testing.assert_allclose(trace[f"grad{name}"], tensor.grad, rtol=1e-12, atol=1e-14)


def test_the_mean_squared_error_is_one():
    trace = run(mlp((2, 3), loss="mse", conventions=MEAN), INPUTS)
    assert trace["L"] == pytest.approx(np.mean((trace["Y1"] - D) ** 2))


def test_binary_cross_entropy_is_averaged_over_all_entries():
    trace = run(mlp((2, 3), loss="binary_cross_entropy", conventions=MEAN), INPUTS)
    p = trace["Y1"]
    assert trace["L"] == pytest.approx(-np.mean(D * np.log(p) + (1 - D) * np.log(1 - p)))


@pytest.mark.parametrize("loss", ["l2", "mse", "binary_cross_entropy", "softmax_cross_entropy"])
def test_every_gradient_is_the_slope_of_the_loss_that_is_shown(loss):
    trace = run(mlp((2, 3), loss=loss, conventions=MEAN), INPUTS)
    assert {check.verdict for check in check_gradients(trace, MEAN)} == {"agrees"}


# -- What begins with which


def test_a_new_network_begins_with_the_mean_and_the_examples_with_the_handout():
    assert spec_of(PRESETS["new"]).conventions == MEAN
    for name in ("toy", "norm", "small", "digits"):
        assert spec_of(PRESETS[name]).conventions == HANDOUT, name
    assert {c.verdict for c in check_gradients(scenario_of(PRESETS["new"]).trace(), MEAN)} <= {
        "agrees",
        "kink",
    }


SCENARIO = {
    "layers": [{"type": "linear", "W": W.tolist()}],
    "loss": {"type": "binary_cross_entropy"},
    "X": X.tolist(),
    "D": D.tolist(),
}


WRITTEN = {"mode": "train", "optimizer": {"type": "sgd"}, "iterations": 1}
"""What version 1 wrote named every setting."""


@pytest.mark.parametrize(
    ("version", "said", "conventions"),
    [
        (2, {}, MEAN),
        (2, {"conventions": "mean"}, MEAN),
        (2, {"conventions": "handout"}, HANDOUT),
        (1, {}, MEAN),
        (1, {"conventions": "mean"}, MEAN),
        (1, {"conventions": "mean"} | WRITTEN, MEAN_BEFORE),
        (1, {"conventions": "handout"}, HANDOUT),
    ],
)
def test_a_scenario_begins_with_the_mean_unless_version_1_wrote_it(version, said, conventions):
    scenario = from_json(SCENARIO | {"version": version} | said)
    assert scenario.spec.conventions == conventions
    written = to_json(scenario)
    assert written["version"] == VERSION
    assert from_json(written).spec == scenario.spec


def test_what_mean_was_before():
    """In version 1 the average was over the 3 samples, of each of which 3 terms were added."""
    written = SCENARIO | WRITTEN | {"conventions": "mean"}
    before, now = (from_json(written | {"version": k}) for k in (1, 2))
    assert before.trace()["L"] == pytest.approx(3 * now.trace()["L"])


@pytest.mark.parametrize(
    ("query", "conventions"),
    [
        ({}, HANDOUT),
        ({"net": "2-3-2"}, HANDOUT),
        ({"example": "digits"}, HANDOUT),
        ({"conventions": "mean"}, MEAN),
        ({"conventions": "mean", "loss": "binary_cross_entropy"}, MEAN_BEFORE),
        ({"conventions": "mean:loss", "loss": "binary_cross_entropy"}, None),
        ({"example": "new"}, MEAN),
    ],
)
def test_an_address_of_before_keeps_what_it_meant(query, conventions):
    design = network_address.read(query, [])
    if conventions is None:
        assert (design.conventions.mean, design.conventions.mean_over) == ("loss", "samples")
    else:
        assert design.conventions == conventions
    assert network_address.read(network_address.written(design), []) == design


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy"])
def test_the_present_mean_comes_back_from_an_address(loss):
    design = network_address.read({"loss": loss, "example": "new"}, [])
    assert design.conventions == MEAN
    query = network_address.written(design) | {"example": "toy"}
    assert network_address.read(query, []).loss == loss
    assert network_address.read(network_address.written(design), []) == design
