"""Optimizers alone; section 3.7, and PyTorch's own on drawn gradients."""

from itertools import product

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.program import Input, Phase, Program, Role
from engine.network.optimizers import DEFAULTS, OPTIMIZERS, optimizer_inputs, update
from engine.running.trace import run
from tests.support import toy
from tests.support.calculate import calculate

PARAMETERS = {Input("W1", (2, 3), Role.PARAMETER): 1, Input("B1", (1, 3), Role.PARAMETER): 1}


def test_sgd_steps_against_the_gradient():
    """W = W - lr gradW; section 3.7: 4 - 0.1 · -53044 = 5308.4."""
    weights, bias = update(OPTIMIZERS["sgd"], PARAMETERS, decay=False)
    new = calculate(weights.expr, W1=[[4, 2]], gradW1=[[-53044, 13368]], lr=0.1)
    assert_allclose(new, [[5308.4, -1334.8]], rtol=1e-15)
    assert calculate(bias.expr, B1=[[1]], gradB1=[[4]], lr=0.25) == 0
    assert (weights.name, weights.of, weights.phase) == ("W1_new", "W1", Phase.UPDATE)
    assert (bias.name, bias.of, bias.phase) == ("B1_new", "B1", Phase.UPDATE)


def test_every_parameter_is_updated_once(network):
    updates = [e.of for e in network.equations if e.phase is Phase.UPDATE]
    assert updates == list(network.with_role(Role.PARAMETER))


def program_of(name, decay):
    """An update alone; the gradients are inputs."""
    inputs = [
        Input(f"{kind}{p.name}", p.shape, Role.INPUT) for p in PARAMETERS for kind in ("", "grad")
    ]
    inputs += optimizer_inputs(OPTIMIZERS[name], PARAMETERS, decay)
    return Program(tuple(inputs), tuple(update(OPTIMIZERS[name], PARAMETERS, decay)))


def in_torch(name, parameters, lr, decay):
    common = {"lr": lr, "weight_decay": DEFAULTS["decay"] if decay else 0}
    mu = DEFAULTS["mu"]
    match name:
        case "sgd":
            return torch.optim.SGD(parameters, **common)
        case "momentum":
            return torch.optim.SGD(parameters, momentum=mu, **common)
        case "momentum_inside":
            # lr μᵏ g is lr times μᵏ g: with a rate that stays, both forms move alike.
            return torch.optim.SGD(parameters, momentum=mu, **common)
        case "momentum_average":
            return torch.optim.SGD(parameters, momentum=mu, dampening=mu, **common)
        case "nesterov":
            return torch.optim.SGD(parameters, momentum=mu, nesterov=True, **common)
        case "adagrad":
            return torch.optim.Adagrad(parameters, eps=DEFAULTS["eps"], **common)
        case "rmsprop":
            return torch.optim.RMSprop(parameters, alpha=DEFAULTS["rho"], **common)
        case "adam":
            return torch.optim.Adam(parameters, **common)
        case "adamw":
            return torch.optim.AdamW(parameters, **common)
    raise AssertionError(f"{name} is not held against anything")


@pytest.mark.parametrize(("name", "decay"), list(product(OPTIMIZERS, (False, True))))
def test_fifty_updates_with_the_usual_settings_are_those_of_pytorch(name, decay):
    rng, lr = np.random.default_rng(3), 0.1
    program = program_of(name, decay)
    values = {i.name: np.asarray(rng.normal(size=i.shape)) for i in program.inputs}
    values |= {i.name: np.zeros(i.shape) for i in program.inputs if i.role is Role.STATE}
    values |= {k: v for k, v in DEFAULTS.items() if k in values} | {"lr": lr}
    parameters = {p.name: torch.tensor(values[p.name]) for p in PARAMETERS}
    optimizer = in_torch(name, list(parameters.values()), lr, decay)
    if name == "momentum_average":
        begin_at_zero(optimizer, parameters.values(), decay)
    for _ in range(50):
        gradients = {f"grad{p}": rng.normal(size=v.shape) for p, v in parameters.items()}
        trace = run(program, values | gradients)
        values |= {name: trace[new] for name, new in program.carried.items()}
        for p, parameter in parameters.items():
            parameter.grad = torch.tensor(gradients[f"grad{p}"])
        optimizer.step()
        for p, parameter in parameters.items():
            assert_allclose(values[p], parameter, rtol=1e-12, atol=1e-13)


def begin_at_zero(optimizer, parameters, decay):
    """PyTorch begins an average with its first gradient: it is given one that is 0."""
    for parameter in parameters:
        parameter.grad = -DEFAULTS["decay"] * parameter if decay else torch.zeros_like(parameter)
    optimizer.step()


STATES = dict.fromkeys(OPTIMIZERS, ("v",)) | {"sgd": (), "adam": ("m", "v"), "adamw": ("m", "v")}
"""The velocity of momentum is v; the two averages of Adam are m and v, as Kingma and Ba have it."""


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_what_is_remembered_goes_in_and_comes_out_as_any_other_value(name):
    program = program_of(name, decay=False)
    own = [f"{letter}{p.name}" for p in PARAMETERS for letter in STATES[name]]
    counted = ["t"] if name.startswith("adam") else []
    assert list(program.with_role(Role.STATE)) == counted + own
    assert {old: program.carried[old] for old in own} == {old: f"{old}_new" for old in own}
    for old in own:
        assert program.shapes[old] == program.shapes[f"{old}_new"] == program.shapes[old[1:]]


def test_the_three_forms_of_momentum_differ_in_what_they_call_velocity():
    """v = g after the first step; with the rate inside -lr g, as an average (1 - mu) g."""
    state = {"W1": [[5.0]], "gradW1": [[2.0]], "vW1": [[0.0]], "lr": 0.1, "mu": 0.75}
    velocity = {}
    for name in ("momentum", "momentum_inside", "momentum_average"):
        one = {Input("W1", (1, 1), Role.PARAMETER): 1}
        first, _ = update(OPTIMIZERS[name], one, decay=False)
        velocity[name] = calculate(first.expr, **state).item()
    assert velocity == {"momentum": 2, "momentum_inside": -0.2, "momentum_average": 0.5}


def test_adam_counts_from_one_and_corrects_its_start():
    """m̂ = (1 - rho1) g / (1 - rho1) = g and v̂ = g²: the first step is lr g/(|g| + eps)."""
    one = {Input("W1", (1, 1), Role.PARAMETER): 1}
    program = Program(
        (
            *one,
            Input("gradW1", (1, 1), Role.INPUT),
            *optimizer_inputs(OPTIMIZERS["adam"], one, decay=False),
        ),
        tuple(update(OPTIMIZERS["adam"], one, decay=False)),
    )
    zero = {name: np.zeros(program.shapes[name]) for name in program.with_role(Role.STATE)}
    settings = {name: DEFAULTS[name] for name in program.with_role(Role.SETTING)}
    trace = run(program, {"W1": [[5]], "gradW1": [[-3]], "lr": 0.1} | zero | settings)
    assert trace["t_new"] == 1
    assert_allclose([trace["mW1_hat"], trace["vW1_hat"]], [[[-3]], [[9]]], rtol=1e-13)
    assert_allclose(trace["W1_new"], 5.1, rtol=1e-9)


def test_a_rate_of_zero_changes_nothing(network):
    still = run(network, toy.BATCH | {"lr": 0})
    for name in toy.PARAMETERS:
        assert (still[f"{name}_new"] == still[name]).all()


def test_a_small_step_lowers_the_loss_by_the_square_of_the_gradient(network):
    """L(W - lr g) = L - lr g·∇L, where g is the mean over the batch and ∇L = 3g the sum."""
    values = toy.BATCH | {"D": [[0, 1], [0, 1], [0, 1]], "lr": 1e-10}
    trace = run(network, values)
    moved = {name: trace[f"{name}_new"] for name in toy.PARAMETERS}
    lowered = trace["L"] - run(network, values | moved)["L"]
    square = sum((trace[f"grad{name}"] ** 2).sum() for name in toy.PARAMETERS)
    assert_allclose(lowered, 1e-10 * 3 * square, rtol=1e-3)
