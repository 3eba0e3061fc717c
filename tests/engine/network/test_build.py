"""Whole networks: every value and gradient against PyTorch and against central differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from engine.core.errors import SettingError
from engine.core.program import Input, Phase, Program, Role
from engine.network.build import build, mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.table import KINDS
from engine.network.losses import LOSSES
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.trace import run
from tests.support import toy
from tests.support.drawing import networks
from tests.support.reference import autograd


def check_against_autograd(spec, values):
    trace = run(build(spec), values)
    expected, gradients = autograd(spec, values)
    for equation in trace.program.equations:
        name, of = equation.name, equation.of
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            wanted = expected[name]
        elif equation.phase is Phase.BACKWARD:
            wanted = gradients[of]
        else:
            wanted = values[of] - values["lr"] * gradients[of]
        assert_allclose(trace[name], wanted, rtol=1e-9, atol=1e-10, err_msg=name)


@settings(max_examples=200)
@given(networks())
def test_every_value_is_that_of_autograd(drawn):
    check_against_autograd(*drawn)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(
    ("loss", "output"), [(name, output) for name in LOSSES for output in LOSSES[name].outputs]
)
def test_every_choice_is_that_of_autograd(hidden, loss, output):
    spec = mlp_spec((3, 4, 5, 2), hidden, loss, output)
    check_against_autograd(spec, some_values(spec, batch=4))


def some_values(spec, batch):
    """Smooth values that repeat on every machine; no ReLU is within 1e-3 of its kink."""
    rng = np.random.default_rng(7)
    values = {}
    for wanted in build(spec).inputs:
        shape = tuple(batch if dim == "n" else dim for dim in wanted.shape)
        values[wanted.name] = rng.uniform(-1, 1, shape)
        if wanted.name.startswith(("eps", "running_var")):
            values[wanted.name] = rng.uniform(0.5, 1, shape)
    target = rng.uniform(0.1, 1, values["D"].shape)
    values["D"] = target / target.sum(axis=1, keepdims=True)
    values |= build(spec).usual
    return values | {"lr": 0.1} if "lr" in values else values


def central_difference(program, values, name, index, h=1e-6):
    """`(L(v + h) - L(v - h)) / 2h` for one entry of one input."""
    losses = []
    for step in (h, -h):
        moved = values[name].copy()
        moved[index] += step
        losses.append(run(program, values | {name: moved})["L"])
    return (losses[0] - losses[1]) / (2 * h)


@pytest.mark.parametrize(
    ("hidden", "loss"),
    [
        ("relu", "softmax_cross_entropy"),
        ("sigmoid", "cross_entropy"),
        ("tanh", "l2"),
        ("softmax", "l2"),
    ],
)
def test_gradients_of_inputs_are_slopes_of_the_loss(hidden, loss):
    spec = mlp_spec((2, 3, 3, 2), hidden, loss)
    program, values = build(spec), some_values(spec, batch=3)
    trace = run(program, values)
    for name in ("X", *program.with_role(Role.PARAMETER)):
        averaged = 1 if name == "X" else 3
        slopes = np.empty_like(values[name])
        for index in np.ndindex(slopes.shape):
            slopes[index] = central_difference(program, values, name, index) / averaged
        assert_allclose(trace[f"grad{name}"], slopes, rtol=1e-6, atol=1e-8, err_msg=name)


@pytest.mark.parametrize(("loss", "hidden"), [("l2", "relu"), ("cross_entropy", "softmax")])
def test_gradients_of_hidden_values_are_slopes_of_what_follows(loss, hidden):
    spec = mlp_spec((2, 3, 3, 2), hidden, loss)
    trace = run(build(spec), some_values(spec, batch=3))
    forward = [e.name for e in trace.program.equations if e.phase is Phase.FORWARD]
    for count, name in enumerate(forward, start=1):
        rest, values = what_follows(trace, forward[:count])
        slopes = np.empty_like(values[name])
        for index in np.ndindex(slopes.shape):
            slopes[index] = central_difference(rest, values, name, index)
        assert_allclose(trace[f"grad{name}"], slopes, rtol=1e-5, atol=1e-8, err_msg=name)


def what_follows(trace, computed):
    """The program whose inputs are those of the trace and what is computed so far; their values."""
    program = trace.program
    inputs = [Input(name, program.shapes[name], Role.INPUT) for name in computed]
    rest = [
        equation
        for equation in program.equations
        if equation.phase in (Phase.FORWARD, Phase.LOSS) and equation.name not in computed
    ]
    wanted = (*program.inputs, *inputs)
    return Program(wanted, tuple(rest)), {i.name: trace[i.name] for i in wanted}


def test_names_are_those_of_the_toy_problem(network):
    forward = ("Y1lin", "Y1", "Y2lin", "Y2", "Y3lin", "Y3", "L")
    layer3 = ("gradY3lin", "gradW3", "gradB3", "gradY2")
    layer2 = ("gradY2lin", "gradW2", "gradB2", "gradY1")
    layer1 = ("gradY1lin", "gradW1", "gradB1", "gradX")
    updated = ("W1_new", "B1_new", "W2_new", "B2_new", "W3_new", "B3_new")
    names = tuple(equation.name for equation in network.equations)
    assert names == forward + layer3 + layer2 + layer1 + updated
    assert network.with_role(Role.PARAMETER) == tuple(toy.PARAMETERS)


def test_one_program_serves_every_batch_size(network, single, batch):
    assert single.program is batch.program is network
    assert single["gradX"].shape == (1, 2)
    assert batch["gradX"].shape == (3, 2)


KNOWN = ", ".join(KINDS)
OF_PROBABILITIES = ("cross_entropy", "binary_cross_entropy_of_probabilities")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"hidden": "swish"}, f"'swish' .* {KNOWN}$"),
        ({"hidden": ("relu",)}, "1 activations for 2 hidden layers"),
        ({"loss": "rank"}, f"'rank' .* {', '.join(LOSSES)}$"),
        ({"output": "relu"}, "'relu' .* softmax"),
        ({"norm": "both"}, "'both' .* none, before, after"),
        ({"widths": (2,)}, "two or more whole numbers from 1"),
        ({"widths": ()}, "two or more whole numbers from 1"),
        ({"widths": (2, 0, 3, 2)}, "whole numbers from 1"),
    ],
)
def test_what_is_not_a_choice_is_refused(settings, message):
    with pytest.raises(SettingError, match=message):
        mlp(**{"widths": (2, 3, 3, 2)} | settings)


@pytest.mark.parametrize(
    "layers",
    [
        (("relu", 0),),
        (("batch_norm", 0),),
        (("linear", 3), ("relu", 0)),
        (("linear", 3), ("relu", 0), ("batch_norm", 0)),
        (("linear", 3), ("batch_norm", 0)),
        (("batch_norm", 0), ("linear", 3), ("softmax", 0), ("tanh", 0)),
    ],
    ids=str,
)
@pytest.mark.parametrize("loss", LOSSES)
def test_any_order_of_layers_is_that_of_autograd(layers, loss):
    """Sigmoid under a cross-entropy of probabilities, which takes the logarithm of its output."""
    under = (("sigmoid", 0),) if loss in OF_PROBABILITIES else ()
    spec = NetworkSpec(3, layers + under, loss=loss)
    values = some_values(spec, batch=4)
    trace = run(build(spec), values)
    expected, gradients = autograd(spec, values)
    assert_allclose(trace["L"], expected["L"], rtol=1e-12)
    for name in ("X", *trace.program.with_role(Role.PARAMETER)):
        assert_allclose(trace[f"grad{name}"], gradients[name], rtol=1e-9, atol=1e-12, err_msg=name)


def test_upstream_feeds_a_gradient_in_at_the_output():
    """`gradY1lin` is given: a layer can be checked alone."""
    program = build(NetworkSpec(2, (("linear", 3),), loss="upstream"))
    assert program.with_role(Role.TARGET) == ("gradY1lin",)
    assert "L" not in program.names
    names = ["Y1lin", "gradW1", "gradB1", "gradX", "W1_new", "B1_new"]
    assert [equation.name for equation in program.equations] == names
