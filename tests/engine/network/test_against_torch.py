"""Whole trainings against PyTorch: forward, backward and ten updates of drawn networks."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings

from engine.core.program import Phase, Role
from engine.network.build import build
from engine.network.conventions import PRINTED, Conventions
from engine.network.layers.table import KINDS
from engine.network.losses import LOSSES
from engine.network.optimizers import OPTIMIZERS
from engine.network.options import settings_of
from engine.network.spec import mlp_spec
from engine.running.trace import run
from tests.support.drawing import trainings, values_of
from tests.support.kinds import spec_of, trace_of_kind
from tests.support.reference import autograd

STEPS = 10
LARGE, SATURATED = 1e4, 1e-6
OF_PROBABILITIES = ("cross_entropy", "binary_cross_entropy_of_probabilities")


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """Of matrices this small, threads only wait for one another."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def close(ours, wanted, name):
    """To 1e-9, absolute or relative; `assert_allclose` takes longer than all that it compares."""
    assert np.shape(ours) == np.shape(wanted), name
    near = np.abs(ours - wanted) <= 1e-9 * np.maximum(1, np.abs(wanted))
    assert near.all(), f"{name} is {ours}, but PyTorch has {wanted}"


def check_forward_and_backward(trace, expected, gradients):
    for equation in trace.program.equations:
        name, of = equation.name, equation.of
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            close(trace[name], expected[name], name)
        elif equation.phase is Phase.BACKWARD:
            way = name.removeprefix("grad")
            close(trace[name], gradients[way if way in gradients else of], name)


class ByFormula:
    """The two forms of momentum that `torch.optim` does not have; weight decay is added to `g`."""

    def __init__(self, name, parameters, lr, mu, weight_decay):
        self.inside = name == "momentum_inside"
        self.parameters, self.lr, self.mu, self.decay = parameters, lr, mu, weight_decay
        self.velocity = [torch.zeros_like(p) for p in parameters]

    def step(self):
        for k, p in enumerate(self.parameters):
            g = p.grad + self.decay * p
            if self.inside:  # v = mu v - lr g, W = W + v
                self.velocity[k] = self.mu * self.velocity[k] - self.lr * g
                p.add_(self.velocity[k])
            else:  # v = mu v + (1 - mu) g, W = W - lr v
                self.velocity[k] = self.mu * self.velocity[k] + (1 - self.mu) * g
                p.sub_(self.lr * self.velocity[k])


def optimizer_of(spec, parameters, values):
    """The optimizer of PyTorch that a network's is, with the settings among the values."""
    common = {"lr": values["lr"], "weight_decay": values["decay"] if spec.decay else 0}
    if spec.optimizer in ("momentum_inside", "momentum_average"):
        return ByFormula(spec.optimizer, parameters, mu=values["mu"], **common)
    if spec.optimizer in ("adam", "adamw"):
        kind = torch.optim.Adam if spec.optimizer == "adam" else torch.optim.AdamW
        betas = (values["rho1"], values["rho2"])
        return kind(parameters, betas=betas, eps=values["eps"], **common)
    if spec.optimizer == "rmsprop":
        return torch.optim.RMSprop(parameters, alpha=values["rho"], eps=values["eps"], **common)
    if spec.optimizer == "adagrad":
        return torch.optim.Adagrad(parameters, eps=values["eps"], **common)
    momentum = values.get("mu", 0)
    return torch.optim.SGD(
        parameters, momentum=momentum, nesterov=spec.optimizer == "nesterov", **common
    )


def carried(trace, values):
    """The values of the next iteration: what was updated takes the place of what it updates."""
    return values | {name: trace[new] for name, new in trace.program.carried.items()}


def is_out_of_bounds(spec, trace):
    """Have numbers grown large, or is a probability under a logarithm 0 or 1 but for rounding?"""
    if max(np.abs(value).max() for value in trace.values.values()) > LARGE:
        return True
    if spec.loss not in OF_PROBABILITIES:
        return False
    output = trace[trace.program.in_phase(Phase.FORWARD)[-1].name]
    return bool((np.minimum(output, 1 - output) < SATURATED).any())


def check_training(spec, values):
    program = build(spec)
    names = program.with_role(Role.PARAMETER)
    parameters = {name: torch.tensor(values[name]) for name in names}
    optimizer = optimizer_of(spec, list(parameters.values()), values)
    theirs = dict(values)
    for _ in range(STEPS):
        trace = run(program, values)
        if is_out_of_bounds(spec, trace):
            return  # what follows is decided by rounding, and by where PyTorch cuts a logarithm off
        expected, gradients = autograd(spec, theirs)
        check_forward_and_backward(trace, expected, gradients)
        for name, parameter in parameters.items():
            parameter.grad = torch.tensor(gradients[name])
        optimizer.step()
        values = carried(trace, values)
        running = {old: expected[new] for old, new in program.carried.items() if new in expected}
        theirs |= running | {name: p.numpy().copy() for name, p in parameters.items()}
        for name in names:
            close(values[name], theirs[name], name)


any_network = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@any_network
@given(trainings(training=True))
def test_ten_steps_of_any_network_are_those_of_pytorch(drawn):
    check_training(*drawn)


@any_network
@given(trainings(training=False))
def test_ten_steps_with_running_statistics_are_those_of_pytorch(drawn):
    check_training(*drawn)


def test_ten_steps_with_averages_of_the_biases_alone_are_those_of_pytorch():
    check_training(spec_of(conventions=PRINTED), dict(trace_of_kind(conventions=PRINTED).inputs))


def drawn_of(spec):
    """What there is to choose, and what a drawn network has of it."""
    yield from (kind for kind, _ in spec.layers)
    yield from (spec.loss, spec.optimizer, f"penalty {spec.penalty}", f"decay {spec.decay}")
    yield from (f"{s.name} {getattr(spec.conventions, s.name)}" for s in settings_of(Conventions))


ALL = {
    *(name for name in KINDS if name != "identity"),
    *LOSSES,
    *OPTIMIZERS,
    *(f"{s.name} {option}" for s in settings_of(Conventions) for option in s.options),
} - {f"relu_at_zero {slope}" for slope in (0.0, 0.5, 1.0)}


def test_networks_of_all_that_there_is_are_drawn(capsys):
    """No value is near 0, so that ReLU's derivative there does not count."""
    counts = Counter()

    @settings(any_network, max_examples=300, derandomize=True)
    @given(trainings(training=True))
    def look(drawn):
        counts.update(set(drawn_of(drawn[0])))

    look()
    with capsys.disabled():
        print(f"\nof 300 drawn networks have: {dict(sorted(counts.items()))}")
    assert set(counts) >= ALL, ALL - set(counts)


def test_the_drawn_networks_are_trained_and_stay_finite():
    """What is compared above is no standing still, and no growing out of bounds."""
    spec = mlp_spec((4, 6, 3), "gelu", "softmax_cross_entropy", norm="before")
    values = values_of(spec, 6, "classes", np.random.default_rng(1))
    program, losses = build(spec), []
    for _ in range(STEPS):
        trace = run(program, values)
        losses.append(float(trace["L"]))
        values = carried(trace, values)
    assert losses[-1] < losses[0]
