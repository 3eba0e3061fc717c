"""Layers alone; sections 3.3, 3.4 and 3.6."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from numpy.testing import assert_allclose

from engine.core.expr import Name
from engine.core.naming import Place
from engine.core.program import Input, Phase, Program, Role
from engine.core.render import source
from engine.network.build import build
from engine.network.conventions import HANDOUT, MEAN, PRESETS, Conventions
from engine.network.layers.activations import (
    ACTIVATIONS,
    activation_backward,
    activation_forward,
    activation_inputs,
)
from engine.network.layers.batch_norm import (
    batch_norm_backward,
    batch_norm_forward,
    batch_norm_inputs,
)
from engine.network.layers.linear import linear_backward, linear_forward
from engine.network.spec import NetworkSpec
from engine.printing.latex import equation_latex
from engine.running.trace import run
from tests.support import reference
from tests.support.calculate import calculate

Z = np.array([[0.5, -1.5, 2.0], [3.0, 0.0, -0.25]])
G = np.array([[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]])
LINEAR = Place(2, Name("Y1"), Name("Y2lin"))
ACTIVATION = Place(2, Name("Y2lin"), Name("Y2"))
NORM = Place(2, Name("Y2lin"), Name("Y2bn"))


def activated(name, z, g):
    """`Y` and `∇Z` of one activation, for rows of any width; no warning is left over."""
    activation, place = ACTIVATIONS[name], ACTIVATION
    inputs = tuple(Input(n, ("n", len(z[0])), Role.INPUT) for n in ("Y2lin", "gradY2"))
    program = Program(
        inputs + activation_inputs(place, activation),
        activation_forward(place, activation) + activation_backward(place, activation),
    )
    trace = run(program, {"Y2lin": z, "gradY2": g})
    return trace["Y2"], trace["gradY2lin"]


def in_torch(name, z, g):
    """The same by autograd."""
    z = torch.tensor(z, requires_grad=True)
    y = reference.activation(name)(z)
    y.backward(torch.tensor(g))
    return y.detach(), z.grad


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_backward_is_the_vector_jacobian_product_of_its_forward(name):
    (y, back), (wanted, slope) = activated(name, Z, G), in_torch(name, Z, G)
    assert_allclose(y, wanted, rtol=1e-14, atol=1e-16)
    assert_allclose(back, slope, rtol=1e-12, atol=1e-15)


PRINTED = [name for name, activation in ACTIVATIONS.items() if activation.as_printed]


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_gradient_is_another_form_of_the_derived_one(name):
    activation = ACTIVATIONS[name]
    given = {"G": G, "Z": Z, "Y": calculate(activation.forward, Z=Z)}
    printed, derived = (calculate(e, **given) for e in (activation.as_printed, activation.derived))
    assert_allclose(printed, derived, rtol=1e-14, atol=1e-16)
    assert source(activation.as_printed) != source(activation.derived)


EXTREMES = [1e4, -1e4, 2e4, -2e4, 750.0, -750.0, 40.0, -40.0, 1e100, -1e100, 1e-300, -1e-300]
LARGE_SOFTPLUS = {"softplus"}
"""PyTorch's own has no gradient but NaN where its exponential overflows; see the test below."""


@pytest.mark.parametrize("name", sorted(ACTIVATIONS.keys() - LARGE_SOFTPLUS))
def test_an_activation_is_right_for_entries_of_any_size(name):
    """Alone, and as in softmax beside a 0: entries of 1e4, below -1e4, and far beyond."""
    z = np.array([[extreme, 0.0] for extreme in EXTREMES])
    g = np.full(z.shape, 1.5)
    (y, back), (wanted, slope) = activated(name, z, g), in_torch(name, z, g)
    assert np.isfinite(y).all()
    assert np.isfinite(back).all()
    assert_allclose(y, wanted, rtol=1e-14, atol=1e-15)
    assert_allclose(back, slope, rtol=1e-12, atol=1e-15)


def test_softplus_of_large_entries_is_the_entry_and_of_small_ones_zero():
    """log(1 + e^z) = z + log(1 + e^-z), and its slope is the sigmoid: 1 and 0 far out."""
    y, back = activated("softplus", np.array([[1e4, -1e4, 1e100, -1e100]]), np.ones((1, 4)))
    assert y.tolist() == [[1e4, 0, 1e100, 0]]
    assert back.tolist() == [[1, 0, 1, 0]]


def test_nothing_flows_back_through_a_threshold():
    (backward,) = activation_backward(ACTIVATION, ACTIVATIONS["threshold"])
    assert backward.idea == "threshold.backward"
    y, back = activated("threshold", Z, G)
    assert y.tolist() == [[1, 0, 1], [1, 0, 0]]
    assert not back.any()


@pytest.mark.parametrize(("name", "constant"), [("leaky_relu", "slope"), ("elu", "limit")])
def test_the_constant_of_an_activation_is_visible_in_its_formulas(name, constant):
    forward = activation_forward(ACTIVATION, ACTIVATIONS[name])
    for equation in forward + activation_backward(ACTIVATION, ACTIVATIONS[name]):
        assert f"_{{\\mathit{{{constant}}}_{{" in equation_latex(equation)


def normalised(x, g, eps, conventions=HANDOUT):
    """Batch normalisation alone: every value of a training pass."""
    shapes = {"Y2lin": ("n", 2), "gradY2bn": ("n", 2)}
    inputs = [Input(name, shape, Role.INPUT) for name, shape in shapes.items()]
    program = Program(
        (*inputs, *batch_norm_inputs(NORM, 2)),
        batch_norm_forward(NORM, conventions) + batch_norm_backward(NORM, conventions),
    )
    rows = {"gamma2": [[1.5, -2]], "beta2": [[0.25, 1]]}
    rows |= {"running_mean2_old": [[0, 1]], "running_var2_old": [[1, 2]]}
    return run(program, {"Y2lin": x, "gradY2bn": g, "eps2": eps, "alpha2": 0.9} | rows)


@pytest.mark.parametrize("eps", [1e-8, 1e-5, 1e-3])
def test_batch_norm_is_that_of_pytorch(eps):
    x, g = Z.reshape(3, 2), G.reshape(3, 2)
    trace = normalised(x, g, eps, MEAN)
    t = torch.tensor(x, requires_grad=True)
    gamma, beta = (torch.tensor(trace[n][0], requires_grad=True) for n in ("gamma2", "beta2"))
    mean, var = (torch.tensor(trace[f"running_{n}2_old"][0].copy()) for n in ("mean", "var"))
    y = F.batch_norm(t, mean, var, gamma, beta, training=True, momentum=0.9, eps=eps)
    y.backward(torch.tensor(g))
    wanted = {"Y2bn": y.detach(), "running_mean2": mean[None], "running_var2": var[None]}
    wanted |= {"gradY2lin": t.grad, "gradgamma2": gamma.grad[None], "gradbeta2": beta.grad[None]}
    for name, value in wanted.items():
        assert_allclose(trace[name], value, rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("gradNorm2", "gamma2 * gradY2bn"),
        (
            "gradVar2",
            "-0.5 * ((gradNorm2 * (Y2lin - mean2)).sum(axis=0, keepdims=True)"
            " * (var2 + eps2) ** -1.5)",
        ),
        (
            "gradMu2",
            "-(gradNorm2 / np.sqrt(var2 + eps2)).sum(axis=0, keepdims=True)"
            " - 2 * (gradVar2 * (Y2lin - mean2).sum(axis=0, keepdims=True)) / n",
        ),
        ("gradY2lin_norm", "gradNorm2 / np.sqrt(var2 + eps2)"),
        ("gradY2lin_var", "2 * (gradVar2 * (Y2lin - mean2)) / n"),
        ("gradY2lin_mean", "gradMu2 * np.ones_like(Y2lin) / n"),
        ("gradY2lin", "gradY2lin_norm + gradY2lin_var + gradY2lin_mean"),
    ],
)
def test_the_way_back_through_a_normalisation_is_written_as_section_4_2_has_it(name, line):
    """Even what is always 0, the second term of `gradMu`: distances from a mean add up to 0."""
    backward = {equation.name: source(equation.expr) for equation in batch_norm_backward(NORM)}
    assert backward[name] == line


@pytest.mark.parametrize("conventions", PRESETS.values(), ids=PRESETS)
def test_batch_norm_of_a_single_sample_gives_beta_and_lets_nothing_back(conventions):
    """x - mean = 0: the variance and all that is normalised are 0, and every value is finite."""
    trace = normalised([[3.0, -7.0]], [[2.0, 5.0]], 1e-8, conventions)
    assert trace.first_nonfinite() is None
    for name in ("var2", "norm2", "gradVar2", "gradY2lin", "gradgamma2"):
        assert not trace[name].any(), name
    assert trace["Y2bn"].tolist() == trace["beta2"].tolist()
    assert trace["gradbeta2"].tolist() == [[2, 5]]


def test_gamma_and_beta_share_the_average_where_they_are_told_to():
    x, g = Z.reshape(3, 2), G.reshape(3, 2)
    alone, shared = normalised(x, g, 1e-8), normalised(x, g, 1e-8, Conventions(norm_mean=True))
    for name in ("gradgamma2", "gradbeta2"):
        assert_allclose(shared[name], alone[name] / 3, rtol=1e-15)
    assert (shared["gradY2lin"] == alone["gradY2lin"]).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_found_by_its_name(name):
    assert ACTIVATIONS[name].name == name


def test_linear_averages_the_gradients_of_its_parameters_only():
    """Two equal rows give the gradients of one; the row of `gradY1` is there twice."""
    inputs = (
        Input("Y1", ("n", 2), Role.INPUT),
        Input("W2", (2, 3), Role.PARAMETER),
        Input("B2", (1, 3), Role.PARAMETER),
        Input("gradY2lin", ("n", 3), Role.INPUT),
    )
    program = Program(inputs, linear_backward(LINEAR))
    given = {"W2": [[4, 2, -2], [5, 4, 5]], "B2": [[1, 1, 1]]}
    one = run(program, given | {"Y1": [[1, 2]], "gradY2lin": [[1, -1, 1]]})
    two = run(program, given | {"Y1": [[1, 2]] * 2, "gradY2lin": [[1, -1, 1]] * 2})
    assert one["gradW2"].tolist() == two["gradW2"].tolist() == [[1, -1, 1], [2, -2, 2]]
    assert one["gradB2"].tolist() == two["gradB2"].tolist() == [[1, -1, 1]]
    assert one["gradY1"].tolist() == [[0, 6]]
    assert two["gradY1"].tolist() == [[0, 6]] * 2


def test_equations_say_where_they_belong():
    (forward,) = linear_forward(LINEAR)
    assert (forward.name, forward.phase, forward.layer, forward.of) == (
        "Y2lin",
        Phase.FORWARD,
        2,
        None,
    )
    assert forward.expr == Name("Y1") @ Name("W2") + Name("B2")
    backward = linear_backward(LINEAR)
    assert [(e.name, e.of) for e in backward] == [
        ("gradW2", "W2"),
        ("gradB2", "B2"),
        ("gradY1", "Y1"),
    ]
    assert {(e.phase, e.layer) for e in backward} == {(Phase.BACKWARD, 2)}
    (relu,) = activation_backward(ACTIVATION, ACTIVATIONS["relu"])
    assert (relu.name, relu.of, relu.idea) == ("gradY2lin", "Y2lin", "relu.backward")


@pytest.mark.parametrize("eps", [0.0, 1e-5, 0.5])
def test_the_variance_of_what_is_normalised_is_1_but_for_eps(eps):
    """That of (x - mean) / √(var + eps) is var / (var + eps), as the sentence of the step says."""
    x = np.array([[1.0, 2.0], [4.0, -2.0], [1.0, 3.0]])
    program = build(NetworkSpec(2, (("batch_norm", 0),), loss="l2"))
    shapes = program.sized({"n": 3})
    given = {i.name: np.ones(shapes[i.name]) for i in program.inputs} | {"X": x, "eps1": eps}
    var = x.var(axis=0)
    assert_allclose(run(program, given)["norm1"].var(axis=0), var / (var + eps))
