"""Differentiation from the table, and every hand-written backward equation held against it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from numpy.testing import assert_allclose

from engine.core.differentiate import PREFIX, derived, vjp
from engine.core.errors import BindError
from engine.core.expr import Name, Number, Size
from engine.core.ops import scale, square, sum_all
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.core.render import source
from engine.core.rewrite import at_sizes
from engine.network.build import build, mlp
from engine.network.conventions import PRESETS, PRINTED, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.options import settings_of
from engine.network.settings import Settings
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.trace import run
from tests.support.calculate import calculate
from tests.support.drawing import trainings, values_of
from tests.support.kinds import spec_of, trace_of_kind

SHARES = {
    "parameters": lambda name, shared: name[0] in "WB" or shared,
    "loss": lambda _name, _shared: False,
    "nowhere": lambda _name, _shared: False,
    "biases": lambda name, _shared: name[0] == "B",
}
"""Whether a parameter's gradient is averaged on its own, outside of the loss."""


def check_against_derived(spec, values):
    """Each gradient that is written out is the derived one, over `n` where it is averaged."""
    program = build(spec)
    ours, derivatives = run(program, values), run(derived(program), values)
    parameters = program.with_role(Role.PARAMETER)
    conventions = spec.conventions
    for equation in program.equations:
        if equation.phase is not Phase.BACKWARD or is_term(equation, program):
            continue
        wanted = derivatives.values.get(PREFIX + equation.of, np.zeros(ours[equation.of].shape))
        if equation.of in parameters and SHARES[conventions.mean](
            equation.of, conventions.norm_mean
        ):
            wanted = wanted / ours.dims["n"]
        assert_allclose(ours[equation.name], wanted, rtol=1e-9, atol=1e-10, err_msg=equation.name)


def is_term(equation, program):
    """Is it one of several that add up to the gradient of a value?"""
    return program.gradient_of.get(equation.of) != equation.name


def unpenalised_or_unscaled(spec):
    """A penalty is not averaged with the data: it is held against where neither is scaled."""
    return spec if spec.conventions.mean != "parameters" else replace(spec, penalty="none")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(trainings(training=True))
def test_every_gradient_of_a_drawn_network_is_the_derived_one(drawn):
    spec, values = drawn
    spec = unpenalised_or_unscaled(spec)
    # Over n - 1 the variance of a single sample is 0/0: it counts as 0, and has no derivative.
    assume(len(values["X"]) > 1 or spec.conventions.norm_var == "biased")
    kept = {given.name for given in build(spec).inputs}
    check_against_derived(spec, {name: v for name, v in values.items() if name in kept})


CHOICES = list(product(ACTIVATIONS, ("before", "after"), PRESETS))


@pytest.mark.parametrize(("hidden", "norm", "preset"), CHOICES)
@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
def test_every_layer_under_every_convention(hidden, norm, preset, training):
    conventions = PRESETS[preset]
    spec = mlp_spec((3, 4, 2), hidden, conventions=conventions, norm=norm)
    spec = replace(spec, training=training)
    rng = np.random.default_rng(11)
    check_against_derived(spec, values_of(spec, 5, "probabilities", rng))


(PENALTY,) = (setting for setting in settings_of(Settings) if setting.name == "penalty")
EVERY_LOSS = [(loss, output) for loss in LOSSES for output in LOSSES[loss].outputs]


@pytest.mark.parametrize(("loss", "output"), EVERY_LOSS)
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("penalty", PENALTY.options)
def test_every_loss_and_penalty_under_every_convention(loss, output, preset, penalty):
    spec = mlp_spec((3, 4, 2), "tanh", loss, output, conventions=PRESETS[preset])
    spec = unpenalised_or_unscaled(replace(spec, penalty=penalty))
    rng = np.random.default_rng(12)
    check_against_derived(spec, values_of(spec, 5, "probabilities", rng))


def test_the_exact_gradient_of_softmax_takes_any_target_and_the_short_cut_does_not():
    exact = mlp_spec((3, 2), conventions=Conventions(softmax="exact"))
    values = values_of(exact, 5, "any", np.random.default_rng(13))
    check_against_derived(exact, values)
    with pytest.raises(AssertionError, match="gradY1lin"):
        check_against_derived(replace(exact, conventions=Conventions()), values)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_the_derivative_of_relu_at_zero_is_the_one_that_is_chosen(value):
    """Away from 0 it is the derived one; at 0 the share of the gradient that is asked for."""
    conventions = Conventions(relu_at_zero=value)
    spec = NetworkSpec(1, (("relu", 0),), loss="upstream", conventions=conventions)
    g = [[2.0], [2.0], [2.0]]
    trace = run(build(spec), {"X": [[-1], [0], [3]], "gradY1": g})
    assert trace["gradX"].tolist() == [[0], [2 * value], [2]]


@pytest.mark.parametrize(
    ("way", "of", "gradient"),
    [("norm", "norm1", "gradNorm1"), ("var", "var1", "gradVar1"), ("mean", "mean1", "gradMu1")],
)
def test_each_of_the_three_ways_of_a_normalisation_is_that_of_its_equation(way, of, gradient):
    spec = mlp_spec((3, 4, 2), norm="before")
    program = build(spec)
    trace = run(program, values_of(spec, 5, "classes", np.random.default_rng(14)))
    back = vjp(program.by_name[of].expr, Name(gradient), program.shapes)["Y1lin"]
    wanted = calculate(at_sizes(back, trace.dims), **trace.values)
    assert_allclose(trace[f"gradY1lin_{way}"] + np.zeros((5, 4)), wanted + np.zeros((5, 4)))


A, B, G = Name("A"), Name("B"), Name("G")


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (A @ B, {"A": "G @ B.T", "B": "A.T @ G"}),
        (A + B, {"A": "G", "B": "G"}),
        (A - B, {"A": "G", "B": "-G"}),
        (A * B, {"A": "G * B", "B": "G * A"}),
        (A * A, {"A": "G * A + G * A"}),
        (A.T, {"A": "G.T"}),
        (A / Size(2), {"A": "G / 2"}),
        (square(A), {"A": "2 * (G * A)"}),
    ],
    ids=lambda value: source(value) if not isinstance(value, dict) else "",
)
def test_a_product_rule_is_written_as_it_is_taught(expr, expected):
    shapes = dict.fromkeys("ABG", (2, 2))
    assert {name: source(grad) for name, grad in vjp(expr, G, shapes).items()} == expected


def test_what_is_broadcast_is_summed():
    shapes = {"A": (3, 2), "B": (1, 2), "G": (3, 2)}
    assert source(vjp(A + B, G, shapes)["B"]) == "G.sum(axis=0, keepdims=True)"
    assert source(vjp(A * B, G, shapes)["B"]) == "(G * A).sum(axis=0, keepdims=True)"
    numbers = {"A": (3, 2), "B": (), "G": (3, 2)}
    assert source(vjp(scale(B, A), G, numbers)["B"]) == "np.sum(G * A)"


def test_what_is_read_twice_gathers_both_gradients():
    """L = Σ A² + Σ A: dA = 2A + 1."""
    program = Program(
        (Input("A", (1, 2), Role.INPUT),),
        (
            Equation("S", sum_all(square(A)), Phase.LOSS, "test"),
            Equation("L", Name("S") + sum_all(A), Phase.LOSS, "test"),
        ),
    )
    assert run(derived(program), {"A": [[3, -1]]})["dA"].tolist() == [[7, -1]]


def test_the_derived_program_uses_nothing_of_the_backward_pass():
    program = build(mlp_spec((2, 3, 2)))
    kept = derived(program)
    assert {e.phase for e in kept.equations[:5]} == {Phase.FORWARD, Phase.LOSS}
    assert not any(name.startswith("grad") for name in kept.names)
    first = next(e for e in kept.equations if e.phase is Phase.BACKWARD)
    assert (first.name, first.expr) == ("dL", Number(1))


@pytest.mark.parametrize(
    ("of", "why"),
    [
        ("l", "l is not computed on the way to the loss; there are Y1lin, Y1, L"),
        ("gradW1", "gradW1 is not computed on the way"),
        ("Y1lin", "Y1lin is nx2, but only a number has a gradient"),
    ],
)
def test_what_is_no_number_on_the_way_to_the_loss_is_not_derived(of, why):
    with pytest.raises(BindError, match=why):
        derived(mlp((2, 2), loss="l2"), of)


@pytest.mark.parametrize("norm", ["none", "before"])
def test_the_biases_alone_are_averaged_as_one_document_has_it(norm):
    trace = trace_of_kind(conventions=PRINTED, norm=norm)
    check_against_derived(spec_of(conventions=PRINTED, norm=norm), dict(trace.inputs))
