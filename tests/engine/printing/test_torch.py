"""Scripts for PyTorch: they give the numbers of the trace, by hand and by autograd."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from numpy.testing import assert_allclose

from engine.core.errors import SettingError
from engine.core.program import Phase
from engine.network.build import build
from engine.network.columns import columns
from engine.network.conventions import MEAN, Conventions
from engine.network.spec import mlp_spec
from engine.printing.torch import script
from engine.running.trace import run
from tests.support.drawing import trainings, values_of
from tests.support.kinds import NAMED, trace_of_kind

WAYS = ("hand", "autograd")


def values_of_script(text):
    scope = {}
    exec(text, scope)
    return {n: t.detach().numpy() for n, t in scope.items() if isinstance(t, torch.Tensor)}


def check_same_numbers(trace, by, rtol=1e-12):
    found = values_of_script(script(trace, by))
    for name, value in trace.values.items():
        if by == "autograd" and is_a_term(trace.program, name):
            assert name not in found
        else:
            size = max(1, abs(value).max())
            assert_allclose(found[name], value, rtol=rtol, atol=rtol * size, err_msg=name)


def is_a_term(program, name):
    """One of the ways on which a gradient comes back, which autograd only gives the sum of."""
    return "_" in name and name in program.by_name and program.by_name[name].phase is Phase.BACKWARD


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize("kind", NAMED)
def test_a_script_reproduces_every_number(kind, by):
    check_same_numbers(trace_of_kind(**NAMED[kind]), by)


@pytest.mark.parametrize("by", WAYS)
def test_the_toy_problem_is_reproduced(trace, by):
    """The rows of its target do not sum to one."""
    check_same_numbers(trace, by)


@pytest.mark.parametrize("by", WAYS)
def test_a_network_of_columns_is_reproduced(by):
    program = columns((2, 3, 2))
    values = {
        "x": [[0.5, -1.0], [2.0, 0.25]],
        "y": [[0.25, 1.0], [0.75, 0.0]],
        "W1": [[0.5, 1.0], [-0.5, 0.25], [1.5, -1.0]],
        "B1": [[0.1], [0.2], [-0.3]],
        "W2": [[0.5, 1.0, -0.75], [0.25, -1.0, 2.0]],
        "B2": [[0.5], [0.0]],
        "lr": 0.1,
    }
    check_same_numbers(run(program, values), by)


@pytest.mark.parametrize(
    "layers",
    [
        (("linear", 2), ("identity", 0), ("residual", 1), ("linear", 2), ("softmax", 0)),
        (("linear", 2), ("batch_norm", 0), ("linear", 2), ("softmax", 0)),
    ],
    ids=["a value that is equal to another one", "a variance of one sample over 1 - 1"],
)
def test_autograd_keeps_apart_what_is_equal_and_makes_no_nan(layers):
    conventions = Conventions(norm_var="unbiased")
    spec = replace(mlp_spec((2, 2, 2), ("tanh",), conventions=conventions), layers=layers)
    values = values_of(spec, 1, "probabilities", np.random.default_rng(0))
    check_same_numbers(run(build(spec), values), "autograd", rtol=1e-9)


@settings(max_examples=60)
@given(trainings(training=True))
def test_any_script_by_autograd_reproduces_every_number(drawn):
    spec, values = drawn
    check_same_numbers(run(build(spec), values), "autograd", rtol=1e-9)


def lines(by="autograd", **kind):
    return script(trace_of_kind(**kind), by).splitlines()


def test_the_way_back_starts_from_the_loss_where_the_program_is_its_derivative():
    assert "L.backward()" in lines(loss="l2")
    assert "L.backward()" in lines(target="probabilities")
    assert "L.backward()" in lines(conventions=Conventions(softmax="exact"), target="any")


def test_a_short_cut_that_is_no_derivative_is_followed_and_said():
    text = lines(target="any")
    at = text.index("Y3lin.backward(gradient=(Y3 - D).detach())")
    assert "not the derivative of L" in text[at - 1]
    assert "L.backward()" not in text


def test_an_average_of_the_parameters_gradients_alone_is_made_and_said():
    text = lines(norm="none")
    at = text.index("for parameter in (W3, B3, W2, B2, W1, B1,):")
    assert "averages over the batch" in text[at - 1]
    assert text[at + 1] == "    parameter.grad /= n"


@pytest.mark.parametrize("conventions", [MEAN, Conventions(mean="nowhere")])
def test_no_gradient_is_scaled_where_the_loss_says_it_all(conventions):
    assert not any("parameter.grad" in line for line in lines(conventions=conventions))


def test_a_penalty_is_not_averaged():
    text = lines(penalty="full", norm="none")
    assert text.index("Lpenalty.backward()") > text.index("    parameter.grad /= n")


def test_a_step_ends_the_way_back_and_says_so():
    text = lines(hidden="threshold", norm="none")
    assert "gradY1lin = torch.zeros_like(Y1lin)  # nothing flows back to it" in text
    assert "gradW1 = torch.zeros_like(W1)  # nothing flows back to it" in text
    assert "gradW3 = W3.grad" in text


def test_another_derivative_at_zero_is_said():
    at_half = Conventions(relu_at_zero=0.5)
    assert any("At exactly 0" in line for line in lines(hidden="relu", conventions=at_half))
    assert not any("At exactly 0" in line for line in lines(hidden="relu"))


def test_no_gradient_is_written_by_hand_in_a_script_by_autograd():
    text = lines()
    gradients = [line for line in text if line.startswith("grad")]
    assert gradients
    assert all(line.endswith(".grad") for line in gradients)


@pytest.mark.parametrize("by", WAYS)
def test_a_script_runs_in_a_python_of_its_own(batch, by):
    code = script(batch, by) + "print(L.item(), gradW2.tolist())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() == f"{float(batch['L'])!r} {batch['gradW2'].tolist()}"


def test_a_script_needs_torch_and_nothing_else(batch):
    for by in WAYS:
        found = [line for line in script(batch, by).splitlines() if "import" in line]
        assert found == ["import torch"]


def test_another_way_is_refused():
    with pytest.raises(SettingError, match=r"'magic' .* hand, autograd"):
        script(trace_of_kind(), by="magic")
