"""Derivations on a trace: each line true in numbers, the result the recorded gradient."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.calculus.derive.equation import derive_equation
from engine.calculus.derive.rules import RuleName
from engine.core.differentiate import vjp
from engine.core.errors import DeriveError
from engine.core.expr import Name
from engine.core.render import source
from engine.network.build import build, mlp
from engine.network.columns import columns
from engine.network.conventions import MEAN, SUM
from engine.network.spec import NetworkSpec
from engine.running.trace import run
from engine.teach.lessons.lesson import load
from tests.engine.calculus.derive.slopes import evaluate, slope


def drawn(program, rows=5, seed=1):
    rng = np.random.default_rng(seed)
    shapes = {i.name: [rows if d == "n" else d for d in i.shape] for i in program.inputs}
    values = {name: np.abs(rng.normal(size=shape)) for name, shape in shapes.items()}
    if "D" in values:
        values["D"] = values["D"] / values["D"].sum(axis=1, keepdims=True)
    return run(program, values)


NETS = {
    "handout": mlp((3, 4, 2), hidden="tanh"),
    "mean": mlp((3, 4, 2), hidden="sigmoid", conventions=MEAN),
    "norm": mlp((3, 4, 2), hidden="tanh", norm="before", loss="l2"),
    "norm, mean": mlp((3, 2, 2), norm="after", conventions=MEAN),
}
COLUMNS = columns((2, 3, 2), "tanh", "l2", SUM)
ALONE = build(NetworkSpec(2, (("linear", 3), ("tanh", 0)), loss="upstream"))
CASES = [
    *[("handout", *way) for way in [("Y2lin", "W2"), ("Y2lin", "B2"), ("Y2lin", "Y1")]],
    *[("handout", *way) for way in [("Y1", "Y1lin"), ("L", "W1"), ("L", "X"), ("Y1", "W1")]],
    *[("mean", "L", wrt) for wrt in ("W1", "B1", "W2", "Y1", "Y2lin")],
    *[("norm", "L", wrt) for wrt in ("W1", "gamma1", "beta1", "Y1lin", "norm1", "var1", "mean1")],
    *[("norm", *way) for way in [("Y1bn", "gamma1"), ("norm1", "mean1"), ("var1", "Y1lin")]],
    *[("norm, mean", "L", wrt) for wrt in ("W1", "B1", "gamma1", "X")],
]
every_case = pytest.mark.parametrize(("net", "name", "wrt"), CASES)


@every_case
def test_every_line_is_true_on_the_trace(net, name, wrt):
    """With every differential taken by differences, on the run of the moved trace."""
    trace = drawn(NETS[net])
    derivation = derive_equation(trace, name, wrt)
    ahead = [e for e in trace.program.equations if e.phase.value in ("forward", "loss")]
    direction = derivation.values[f"d{wrt}"]

    def moved(x):
        values = dict(trace.values) | {wrt: x}
        for equation in ahead:
            if equation.name != wrt:
                values[equation.name] = evaluate(equation.expr, values, trace.dims)
        return values

    def along(expr):
        return slope(lambda x: evaluate(expr, moved(x), trace.dims), trace[wrt], direction)

    values = dict(derivation.values)
    for differential, of in derivation.differentials.items():
        if differential != f"d{wrt}":
            values[differential] = along(of)
    g = 1.0 if name == "L" else trace[derivation.lines[0].rhs.args[0].args[0].args[0].name]
    expected = np.sum(g * along(Name(name)))
    for line in derivation.lines:
        again = evaluate(line.rhs, values, trace.dims)
        assert_allclose(again, expected, rtol=1e-6, atol=1e-7, err_msg=source(line.rhs))
        assert_allclose(line.value, expected, rtol=1e-6, atol=1e-7, err_msg=source(line.rhs))


@every_case
def test_the_result_is_the_recorded_gradient_but_for_the_average(net, name, wrt):
    trace = drawn(NETS[net])
    derivation = derive_equation(trace, name, wrt)
    assert derivation.check.agrees, derivation.check.error
    recorded = derivation.recorded
    averaged = wrt in {"handout": ("W1", "W2", "B2"), "norm": ("W1",)}.get(net, ())
    if name == "L" or net == "handout":
        assert recorded.average == (5 if averaged else 1)
        assert_allclose(recorded.value * recorded.average, derivation.check.analytic, atol=1e-12)


@pytest.mark.parametrize(("name", "wrt"), [("Y2lin", "W2"), ("Y2lin", "Y1"), ("Y1", "Y1lin")])
def test_one_equation_gives_the_vector_jacobian_product(name, wrt):
    trace = drawn(NETS["handout"])
    g = Name(f"grad{name}")
    derived = vjp(trace.program.by_name[name].expr, g, trace.program.shapes)[wrt]
    derivation = derive_equation(trace, name, wrt)
    assert_allclose(
        derivation.check.analytic, evaluate(derived, trace.values, trace.dims), rtol=1e-13
    )


def test_the_lines_are_those_of_the_notes():
    """∂L/∂W2: tr(Gᵀ (dH W + H dW + db)), of which tr(Gᵀ H dW) is left; then Hᵀ G."""
    derivation = derive_equation(drawn(NETS["handout"]), "Y2lin", "W2")
    assert source(derivation.gradient) == "Y1.T @ gradY2lin"
    assert [line.rule for line in derivation.lines[-2:]] == [
        RuleName.PRODUCT,
        RuleName.PRODUCT_TRANSPOSE,
    ]
    bias = derive_equation(drawn(NETS["handout"]), "Y2lin", "B2")
    assert RuleName.BROADCAST in [line.rule for line in bias.lines]


def test_a_short_cut_for_targets_that_do_not_sum_to_one_is_not_the_gradient():
    program = NETS["handout"]
    values = {n: np.array(v) for n, v in drawn(program).values.items()}
    inputs = {i.name: values[i.name] * (1 + (i.name == "D")) for i in program.inputs}
    trace = run(program, inputs)
    derivation = derive_equation(trace, "L", "W1")
    assert derivation.check.agrees
    assert derivation.recorded.average is None
    assert derive_equation(trace, "Y1lin", "W1").recorded.average == 5


@pytest.mark.parametrize(
    ("name", "wrt", "message"),
    [
        ("Y1", "W2", "Y1 is not computed from W2"),
        ("nothing", "W2", "nothing is not computed from W2"),
        ("L", "nothing", "L is not computed from nothing"),
        (
            "Y2",
            "W2",
            "there is no gradient of Y2 to begin with; there are those of Y1lin, Y1, Y2lin",
        ),
    ],
)
def test_what_cannot_be_derived_is_named(name, wrt, message):
    with pytest.raises(DeriveError, match=message):
        derive_equation(drawn(NETS["handout"]), name, wrt)


@pytest.mark.parametrize("wrt", ["W1", "B2", "a1"])
def test_in_a_network_of_columns_the_loss_has_another_name(wrt):
    found = derive_equation(drawn(COLUMNS), "l", wrt)
    assert found.check.agrees
    assert found.lines[0].latex.startswith("d l = ")
    assert found.recorded.name == f"d{wrt}"
    assert found.recorded.average == 1


def test_a_layer_alone_is_derived_from_the_gradient_that_it_is_given():
    """`G = gradY1` is an input: the slope is that of `Σ Y1 ⊙ gradY1`, here averaged over 5 rows."""
    found = derive_equation(drawn(ALONE), "Y1", "W1")
    assert found.check.agrees
    assert (found.recorded.name, found.recorded.average) == ("gradW1", 5)


def test_a_program_may_call_its_loss_and_its_gradients_otherwise():
    """The column-vector network: the loss is `l`, and `dz1` is a gradient, not a differential."""
    trace = load("first-principles").scenes["network"].trace()
    for wrt in ("W1", "z1", "W2"):
        found = derive_equation(trace, "l", wrt)
        assert found.check.agrees
        assert found.lines[0].latex.startswith("d l = ")
        np.testing.assert_allclose(found.check.analytic, trace[f"d{wrt}"], atol=1e-12)


def test_a_gradient_that_is_given_stays_as_it_is():
    trace = load("cmu-toy").scenes["linear_back"].trace()
    found = derive_equation(trace, "L", "W")
    np.testing.assert_allclose(found.check.analytic, trace["gradW"])
