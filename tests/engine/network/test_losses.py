"""Losses alone; sections 2.3 and 3.2."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from numpy.testing import assert_allclose

from engine.core.program import Phase
from engine.core.rewrite import at_sizes
from engine.network.build import build, mlp
from engine.network.conventions import MEAN, PRESETS, SUM
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, loss_ideas
from engine.network.spec import NetworkSpec
from engine.running.trace import run
from tests.support import reference
from tests.support.calculate import calculate

LOGITS = np.array([[0.5, -1.5, 2.0], [3.0, 0.0, -0.25]])
TARGETS = np.array([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]])


def usual(loss):
    return {setting.name: setting.usual for setting in loss.settings}


def value_of(loss, **values):
    formula = at_sizes(loss.value, {"m": np.shape(values["D"])[1]})
    return calculate(formula, **values, **usual(loss))


def gradient_of(loss, **values):
    formula = at_sizes(loss.gradient, {"m": np.shape(values["D"])[1]})
    return calculate(formula, **values, **usual(loss))


every_use = pytest.mark.parametrize(
    ("name", "output"), [(name, output) for name in LOSSES for output in LOSSES[name].outputs]
)


@every_use
def test_the_gradient_is_the_slope_of_the_value(name, output):
    loss = LOSSES[name]
    z = torch.tensor(LOGITS, requires_grad=True)
    y = reference.activation(output)(z)
    value = reference.loss(name)(z, y, torch.tensor(TARGETS))
    (slope,) = torch.autograd.grad(value, z if loss.head else y)

    outputs = y.detach().numpy()
    ours = value_of(loss, Z=LOGITS, Y=outputs, D=TARGETS)
    assert_allclose(ours, value.item(), rtol=1e-13)
    gradient = gradient_of(loss, Y=outputs, D=TARGETS)
    assert_allclose(gradient, slope, rtol=1e-12, atol=1e-15)


def test_the_hinge_loss_is_the_multi_margin_loss_of_pytorch():
    """PyTorch divides what it adds up by the number of classes."""
    y, classes = torch.tensor(LOGITS, requires_grad=True), torch.tensor([1, 0])
    wanted = 3 * F.multi_margin_loss(y, classes, reduction="sum")
    wanted.backward()
    values = {"Y": LOGITS, "D": np.eye(3)[classes]}
    assert_allclose(value_of(LOSSES["hinge"], **values), wanted.item())
    assert_allclose(gradient_of(LOSSES["hinge"], **values), y.grad)


@pytest.mark.parametrize("delta", [0.25, 1.0, 4.0])
def test_the_huber_loss_is_that_of_pytorch_for_every_delta(delta):
    y = torch.tensor(LOGITS, requires_grad=True)
    wanted = F.huber_loss(y, torch.tensor(TARGETS), reduction="sum", delta=delta)
    wanted.backward()
    values = {"Y": LOGITS, "D": TARGETS, "delta": delta}
    assert_allclose(calculate(LOSSES["huber"].value, **values), wanted.item())
    assert_allclose(calculate(LOSSES["huber"].gradient, **values), y.grad)


@pytest.mark.parametrize("name", LOSSES)
def test_the_loss_of_a_batch_is_the_sum_over_its_rows(name):
    loss = LOSSES[name]
    outputs = calculate(ACTIVATIONS["softmax"].forward, Z=LOGITS)

    def value(rows):
        return value_of(loss, Z=LOGITS[rows], Y=outputs[rows], D=TARGETS[rows])

    assert_allclose(value([0, 1]), value([0]) + value([1]), rtol=1e-15)


def test_both_cross_entropies_are_the_same_number():
    outputs = calculate(ACTIVATIONS["softmax"].forward, Z=LOGITS)
    first, second = (
        value_of(LOSSES[name], Z=LOGITS, Y=outputs, D=TARGETS)
        for name in ("cross_entropy", "softmax_cross_entropy")
    )
    assert_allclose(first, second, rtol=1e-14)


def test_a_class_of_no_weight_adds_nothing_even_where_its_probability_is_zero():
    """0 log 0 = 0: L = -1 log 1 = 0 and the gradient is [-1/1, 0]."""
    loss = LOSSES["cross_entropy"]
    assert value_of(loss, Z=[[0]], Y=[[1, 0]], D=[[1, 0]]) == 0
    assert gradient_of(loss, Y=[[1, 0]], D=[[1, 0]]).tolist() == [[-1, 0]]


def test_the_short_cut_is_y_minus_d_even_where_d_does_not_sum_to_one():
    """Section 3.5 has D = [240, 4]."""
    loss = LOSSES["softmax_cross_entropy"]
    assert gradient_of(loss, Y=[[1, 0]], D=[[240, 4]]).tolist() == [[-239, -4]]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("l2", "Y1"),
        ("mse", "Y1"),
        ("cross_entropy", "Y1"),
        ("softmax_cross_entropy", "Y1lin"),
        ("binary_cross_entropy", "Y1lin"),
    ],
)
def test_the_way_back_begins_at_the_output_or_at_the_logits(name, of):
    program = mlp((2, 3), loss=name)
    first = next(e for e in program.equations if e.phase is Phase.BACKWARD)
    assert (first.name, first.of) == (f"grad{of}", of)
    value = program.by_name["L"]
    assert (value.name, value.phase) == ("L", Phase.LOSS)


@pytest.mark.parametrize("name", ["softmax_cross_entropy", "binary_cross_entropy"])
@pytest.mark.parametrize("size", [1e4, 1e5, 1e100])
def test_a_loss_of_logits_is_right_for_logits_of_any_size(name, size):
    """Certain and right costs 0, certain and wrong the size of the logits."""
    logits, targets = np.array([[size, -size]]), np.array([[0.0, 1.0]])
    loss = LOSSES[name]
    value = value_of(loss, Z=logits, D=targets)
    assert_allclose(value, 2 * size, rtol=1e-15)
    right = value_of(loss, Z=logits, D=targets[:, ::-1])
    assert right == 0


def test_the_average_is_taken_in_the_loss_where_the_conventions_say_so():
    """L = ½(1 + 4) = 2.5 over two samples; the gradient is the error over two."""
    values = {"X": [[1], [2]], "D": [[0], [0]]}
    one = (("identity", 0),)
    averaged = run(build(NetworkSpec(1, one, loss="l2", conventions=MEAN)), values)
    summed = run(build(NetworkSpec(1, one, loss="l2", conventions=SUM)), values)
    assert (summed["L"], averaged["L"]) == (2.5, 1.25)
    assert summed["gradY1"].tolist() == [[1], [2]]
    assert averaged["gradY1"].tolist() == [[0.5], [1]]


@pytest.mark.parametrize(("name", "factor"), [("full", 1), ("half", 0.5)])
def test_a_penalty_is_added_for_every_weight_matrix_and_for_no_bias(name, factor):
    """lam (‖[1, 2]‖² + ‖[3]‖²) = 0.5 · 14 = 7, or half of it; 2 lam W = W, or half of it."""
    layers = (("linear", 1), ("linear", 1))
    spec = NetworkSpec(2, layers, loss="l2", penalty=name)
    values = {"X": [[0, 0]], "D": [[0]], "W1": [[1], [2]], "W2": [[3]], "B1": [[0]], "B2": [[4]]}
    trace = run(build(spec), values | {"lam": 0.5, "lr": 0.1})
    assert trace["Ldata"] == 8
    assert trace["Lpenalty"] == 7 * factor
    assert trace["L"] == trace["Ldata"] + trace["Lpenalty"]
    assert trace["gradW1"].tolist() == [[1 * factor], [2 * factor]]
    assert trace["gradB2"].tolist() == [[4]]


def test_what_a_loss_is_told_apart_by():
    """The sentence about a step is chosen by its idea."""
    ideas = {
        preset: loss_ideas(LOSSES["softmax_cross_entropy"], c) for preset, c in PRESETS.items()
    }
    stem = "softmax_cross_entropy"
    assert ideas == {
        "handout": (f"{stem}.value", f"{stem}.gradient"),
        "mean": (f"{stem}.value_mean", f"{stem}.gradient_exact_mean"),
        "sum": (f"{stem}.value", f"{stem}.gradient_exact"),
    }
