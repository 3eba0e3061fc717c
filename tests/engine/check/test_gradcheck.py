"""Every gradient passes its own check, and a wrong one does not."""

import time
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.check.gradcheck.checked_trace import TOLERANCE, equations_of_term
from engine.check.gradcheck.compare import check_gradients
from engine.check.gradcheck.steps import check_at_step, sweep
from engine.check.may_differ import sentence
from engine.core.errors import BindError, LimitError
from engine.core.expr import Cell, Name, Number, Size
from engine.core.ops import ones_like, relu, scale, sum_rows
from engine.core.program import Program
from engine.network.build import build, mlp
from engine.network.columns import columns
from engine.network.conventions import HANDOUT, PRESETS, SUM, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.trace import Trace, run
from engine.teach.lessons.program import read_program
from tests.support import toy, toy_norm

NORMED = mlp((2, 3, 3, 2), norm="before")


def values_for(program, batch=3, seed=0):
    """Smooth values that repeat on every machine; variances and strengths are not negative."""
    rng = np.random.default_rng(seed)
    values = {}
    for given in program.inputs:
        value = rng.uniform(-1, 1, tuple(batch if d == "n" else d for d in given.shape))
        never_negative = given.name.startswith(("running_var", "eps", "lam", "D"))
        values[given.name] = np.abs(value) if never_negative else value
    return values


def summing_to_one(values, target="D", axis=1):
    return values | {target: values[target] / values[target].sum(axis=axis, keepdims=True)}


def checks_of(program, values, conventions=HANDOUT):
    return {c.name: c for c in check_gradients(run(program, values), conventions)}


def wrong_in(checks):
    return [name for name, c in checks.items() if not c.passed]


def kinds(checked):
    return [reason.kind for reason in checked.reasons]


@pytest.mark.parametrize("norm", ["none", "before", "after"])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("preset", PRESETS)
def test_every_gradient_of_every_layer_is_right(hidden, norm, preset):
    program = mlp((2, 3, 3, 2), hidden, conventions=PRESETS[preset], norm=norm)
    checks = checks_of(program, summing_to_one(values_for(program)), PRESETS[preset])
    assert checks.keys() == {e.name for e in program.equations if e.phase == "backward"}
    assert wrong_in(checks) == []


EVERY_LOSS = [(loss, output) for loss in LOSSES for output in LOSSES[loss].outputs]


@pytest.mark.parametrize(("loss", "output"), EVERY_LOSS)
@pytest.mark.parametrize("preset", PRESETS)
def test_every_gradient_of_every_loss_is_right_for_any_targets(loss, output, preset):
    program = mlp((2, 3, 2), "tanh", loss, output, PRESETS[preset])
    assert wrong_in(checks_of(program, values_for(program), PRESETS[preset])) == []


LAYERS = (("linear", 3), ("batch_norm", 0), ("relu", 0), ("linear", 2))
SPECS = [
    *(NetworkSpec(2, LAYERS, loss="l2", penalty=penalty) for penalty in ("full", "half")),
    NetworkSpec(2, LAYERS, loss="l2", training=False),
    NetworkSpec(2, LAYERS, loss="l2", conventions=Conventions(norm_mean=True)),
    NetworkSpec(2, LAYERS, loss="upstream"),
    NetworkSpec(2, (("softmax", 0),), loss="upstream"),
]


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("batch", [1, 3])
def test_penalties_inference_and_layers_alone_are_right(spec, batch):
    program = build(spec)
    checks = checks_of(program, values_for(program, batch), spec.conventions)
    assert checks
    assert wrong_in(checks) == []


@pytest.mark.parametrize("loss", LOSSES)
def test_networks_of_column_vectors_are_right(loss):
    program = columns((2, 3, 2), "tanh", loss)
    assert wrong_in(checks_of(program, values_for(program) | {"y": np.full((2, 3), 0.7)})) == []


@pytest.mark.parametrize("eps", [toy_norm.EPS_PRINTED, toy_norm.EPS_USED])
def test_the_toy_problem_with_normalisation_is_right(eps):
    program = build(toy_norm.SPEC)
    assert wrong_in(checks_of(program, toy_norm.training_values(eps))) == []


def test_a_batch_of_one_has_a_variance_that_cannot_be_moved_far():
    """It is 0, and eps is 1e-8: at a step of 1e-8 the root is of nothing."""
    checks = checks_of(NORMED, values_for(NORMED, 1) | {"eps1": 1e-8, "eps2": 1e-8})
    assert wrong_in(checks) == []
    assert (checks["gradVar1"].steps < 1e-8).all()
    assert np.isfinite(checks["gradVar1"].numeric).all()


def test_a_gradient_that_is_no_number_is_not_right():
    checks = checks_of(NORMED, values_for(NORMED, 1) | {"eps1": 0.0})
    assert {"gradY1lin", "gradW1", "gradX"} <= set(wrong_in(checks))


def test_a_probability_near_zero_is_moved_by_less():
    """The slope of -log y is -1/y: at y = 1e-7 a step of 1e-5 leaves the domain."""
    program = build(NetworkSpec(1, (("identity", 0),), loss="cross_entropy"))
    (checked,) = check_gradients(run(program, {"X": [[1e-7]], "D": [[1]]}), only=["gradX"])
    assert_allclose(checked.numeric, [[-1e7]], rtol=1e-4)
    assert checked.passed


def changed(program, name, expr):
    """The program with another right-hand side for one of its equations."""
    equations = (replace(e, expr=expr) if e.name == name else e for e in program.equations)
    return Program(program.inputs, tuple(equations))


G2, N1, V2 = Name("gradY2lin"), Name("gradNorm1"), Name("gradVar1")
MUTATIONS = {
    "the variance's way is dropped": (
        "gradY1lin",
        Name("gradY1lin_norm") + Name("gradY1lin_mean"),
        {"gradY1lin", "gradW1", "gradX"},
    ),
    "the mean's way is dropped": (
        "gradY2lin",
        Name("gradY2lin_norm") + Name("gradY2lin_var"),
        {"gradY2lin", "gradW2", "gradB2", "gradY1"},
    ),
    "a term of the way of the variance is off": (
        "gradY1lin_var",
        scale(Size(3), Name("gradVar1") * (Name("Y1lin") - Name("mean1"))) / Size("n"),
        {"gradY1lin_var", "gradY1lin", "gradW1", "gradX"},
    ),
    "gamma is forgotten": ("gradNorm1", Name("gradY1bn"), {"gradNorm1", "gradVar1", "gradX"}),
    "a transpose is forgotten": ("gradY1", G2 @ Name("W2"), {"gradY1", "gradY1bn", "gradX"}),
    "the mean is forgotten": ("gradW2", Name("Y1").T @ G2, {"gradW2"}),
    "the bias is not averaged": ("gradB3", sum_rows(Name("gradY3lin")), {"gradB3"}),
    "gamma's gradient is averaged": (
        "gradgamma1",
        sum_rows(Name("gradY1bn") * Name("norm1")) / Size("n"),
        {"gradgamma1"},
    ),
    "the sign is wrong": ("gradX", -(Name("gradY1lin") @ Name("W1").T), {"gradX"}),
    "the loss's sign is wrong": ("gradY3lin", Name("D") - Name("Y3"), {"gradY3lin", "gradX"}),
    "the slope of ReLU is its value": (
        "gradY1bn",
        Name("gradY1") * relu(Name("Y1bn")),
        {"gradY1bn", "gradW1"},
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("one", [True, False], ids=["targets sum to one", "any targets"])
def test_a_wrong_gradient_does_not_pass(mutation, one):
    name, expr, expected = MUTATIONS[mutation]
    values = values_for(NORMED)
    values = summing_to_one(values) if one else values
    assert wrong_in(checks_of(NORMED, values)) == []
    wrong = wrong_in(checks_of(changed(NORMED, name, expr), values))
    assert wrong[0] == name
    assert expected <= set(wrong)
    unaffected = {"gradW3", "gradB3"} - expected
    assert unaffected.isdisjoint(wrong) or name == "gradY3lin"


def test_an_average_is_a_reason_and_not_a_mistake():
    """gradB2 of the toy problem is a third of the slope; section 3.6 averages it."""
    network = mlp(toy.WIDTHS, loss="l2")
    checked = checks_of(network, toy.BATCH)
    assert kinds(checked["gradB2"]) == ["averaged"]
    assert set(checked["gradB2"].verdicts.ravel()) == {"convention"}
    assert_allclose(checked["gradB2"].errors, 2 / 3, rtol=1e-6)
    assert_allclose(3 * checked["gradB2"].recorded, checked["gradB2"].numeric, rtol=1e-6)
    assert checked["gradB2"].passed
    assert checked["gradY2"].verdict == "agrees"
    assert checked["gradY2"].reasons == ()


def test_the_short_cut_is_a_reason_where_the_targets_do_not_sum_to_one(single):
    """gradY3lin is Y - D = (-239, -4), while the slope is Y ΣD - D = (4, -4)."""
    checked = {c.name: c for c in check_gradients(single)}
    assert kinds(checked["gradY3lin"]) == ["short_cut"]
    assert_allclose(checked["gradY3lin"].numeric, [[4, -4]], rtol=1e-6)
    assert checked["gradY3lin"].verdicts.tolist() == [["convention", "agrees"]]
    assert all(c.passed for c in checked.values())


def at_a_kink(at_zero=0.0, offset=0.0):
    """Y1lin[0, 0] is `offset`, and everything else is far from 0."""
    conventions = Conventions(mean="nowhere", relu_at_zero=at_zero)
    program = mlp((1, 2, 1), "relu", "l2", "identity", conventions)
    values = {"X": [[1.0]], "W1": [[offset, 1]], "B1": [[0, 0]], "W2": [[3], [1]], "B2": [[0]]}
    return run(program, values | {"D": [[0]], "lr": 0}), conventions


@pytest.mark.parametrize("at_zero", [0.0, 1.0])
def test_a_kink_is_a_reason(at_zero):
    """Y2lin = 1, so the slope along Y1lin[0, 0] is 3 on one side and 0 on the other: 1.5."""
    trace, conventions = at_a_kink(at_zero)
    checked = {c.name: c for c in check_gradients(trace, conventions)}["gradY1lin"]
    assert kinds(checked) == ["kink"]
    assert checked.reasons[0].cells == (Cell("Y1lin", 0, 0),)
    assert_allclose(checked.numeric, [[1.5, 1]], rtol=1e-4)
    assert checked.recorded.tolist() == [[3 * at_zero, 1]]
    assert checked.verdicts.tolist() == [["kink", "agrees"]]
    assert checked.passed


@pytest.mark.parametrize(("alpha", "verdict"), [(0.5, "kink"), (1.0, "agrees")])
def test_elu_has_a_kink_at_zero_where_alpha_is_not_one(alpha, verdict):
    """ELU' is 1 on the right of 0 and alpha on the left and at 0; Y2lin = 1, W2 = 3."""
    conventions = Conventions(mean="nowhere")
    program = mlp((1, 2, 1), "elu", "l2", "identity", conventions)
    values = {"X": [[1.0]], "W1": [[0, 1]], "B1": [[0, 0]], "W2": [[3], [1]], "B2": [[0]]}
    values |= {"D": [[0]], "lr": 0, "limit1": alpha}
    checked = checks_of(program, values, conventions)["gradY1lin"]
    assert checked.recorded.tolist() == [[3 * alpha, 1]]
    assert_allclose(checked.numeric, [[3 * (1 + alpha) / 2, 1]], rtol=1e-4)
    assert checked.verdicts.tolist() == [[verdict, "agrees"]]
    wrong = changed(program, "gradY1lin", Name("gradY1") * (Name("Y1lin") * Name("Y1lin")))
    assert "gradY1lin" in wrong_in(checks_of(wrong, values, conventions))


def dropped(*more, mask, eps=1e-8):
    """A network in which dropout comes right after the first layer, and what it drops."""
    conventions = Conventions(mean="loss")
    spec = mlp_spec((2, 3, 2), ("sigmoid",), conventions=conventions)
    spec = replace(spec, layers=(spec.layers[0], ("dropout", 0), *more, *spec.layers[1:]))
    program = build(spec)
    values = values_for(program) | {"eps1": eps, "p1": 0.5, "mask1": mask}
    known = {given.name for given in program.inputs}
    return program, {name: value for name, value in values.items() if name in known}, conventions


def test_the_share_of_a_gradient_that_goes_through_a_kink_is_explained():
    """What is dropped is 0, where ReLU has a kink; the share past it, a residual, has none."""
    mask = np.array([[1.0, 0, 1], [0, 1, 0], [1, 1, 0]])
    program, values, conventions = dropped(("relu", 0), ("residual", 1), mask=mask)
    shares = [name for name in program.names if name.startswith("gradY1drop_")]
    assert shares
    checks = checks_of(program, summing_to_one(values), conventions)
    assert wrong_in(checks) == []
    assert ["kink" in kinds(checks[name]) for name in shares].count(True) == 1


@pytest.mark.parametrize("eps", [1e-8, 1e-5, 1e-3])
def test_a_batch_that_is_dropped_as_a_whole_before_a_normalisation_has_a_gradient_of_zero(eps):
    """All samples are alike then, and the mean of each column of the gradient is taken out.

    Moving one entry by h makes a variance of the size of h² beside eps, so that the loss curves.
    """
    program, values, conventions = dropped(("batch_norm", 0), mask=np.zeros((3, 3)), eps=eps)
    values = summing_to_one(values) | {"D": np.full((3, 2), 0.5)}
    checks = checks_of(program, values, conventions)
    assert_allclose(checks["gradY1drop"].recorded, 0, atol=1e-11)
    assert wrong_in(checks) == []
    for error in (1e-4, 1e-6):
        more = scale(Number(error), ones_like(Name("Y1drop")))
        wrong = changed(program, "gradY1drop", program.by_name["gradY1drop"].expr + more)
        assert "gradY1drop" in wrong_in(checks_of(wrong, values, conventions)), error


def test_a_wrong_slope_at_a_kink_is_no_kink():
    """What is behind W1[0, 0] = 0 does not notice: gradX is right."""
    trace, _ = at_a_kink(at_zero=1.0)
    wrong = [c.name for c in check_gradients(trace, Conventions(mean="nowhere")) if not c.passed]
    assert wrong == ["gradY1lin", "gradW1", "gradB1"]


def test_close_to_a_kink_a_smaller_step_agrees():
    trace, conventions = at_a_kink(offset=3e-6)
    checked = {c.name: c for c in check_gradients(trace, conventions)}["gradY1lin"]
    assert kinds(checked) == ["kink"]
    assert checked.steps[0, 0] < 3e-6
    assert_allclose(checked.numeric, [[3, 1]], rtol=1e-4)
    assert checked.passed


def test_a_term_is_checked_on_its_own_way():
    equation = NORMED.by_name["gradY2lin_var"]
    assert equations_of_term(NORMED, equation) == ("var2",)
    assert equations_of_term(NORMED, NORMED.by_name["gradY2lin_norm"]) == ("norm2",)
    assert equations_of_term(NORMED, NORMED.by_name["gradY2lin_mean"]) == ("mean2",)
    assert equations_of_term(NORMED, NORMED.by_name["gradY2lin"]) is None


def test_errors_are_relative(batch):
    checked = check_gradients(batch, only=["gradX"])[0]
    assert checked.name == "gradX"
    assert checked.of == "X"
    assert checked.unexplained.max() < TOLERANCE
    difference = np.abs(checked.recorded - checked.numeric)
    larger = np.maximum(np.abs(checked.recorded), np.abs(checked.numeric))
    assert_allclose(checked.errors, difference / larger, rtol=1e-6)


def test_a_step_so_small_that_rounding_hides_a_mistake_proves_nothing():
    """L = ½ (1500² + 2²), so a step of 1e-8 tells slopes apart to 1.5 only, and 1 is not 2."""
    program = mlp((1, 2), loss="l2")
    given = {"X": [[1]], "W1": [[0, 0]], "B1": [[0, 0]], "D": [[-1500, -2]], "lr": 0}
    trace = run(program, given)
    assert trace["gradW1"].tolist() == [[1500, 2]]
    wrong = trace.values | {"gradW1": np.array([[1500.0, 1.0]])}
    (checked,) = check_gradients(Trace(program, wrong, trace.dims), only=["gradW1"])
    assert checked.verdicts.tolist() == [["agrees", "differs"]]


def test_a_sweep_is_off_by_the_curvature_and_then_by_rounding():
    """Along a cubic, the error is h²; below a step of 1e-6 or so rounding takes over."""
    program = mlp((1, 1), loss="l2", output="tanh", conventions=SUM)
    given = {"X": [[1]], "W1": [[0.5]], "B1": [[0]], "D": [[0]], "lr": 0}
    swept = sweep(run(program, given), "gradW1", 0, 0, SUM)
    errors = [point.error for point in swept]
    assert [point.h for point in swept] == pytest.approx([10.0**-k for k in range(1, 13)])
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.1)
    assert errors[1] / errors[2] == pytest.approx(100, rel=0.1)
    assert min(errors) == min(errors[3:8]) < 1e-9
    assert errors[-1] > 1e-6


def test_what_cannot_be_checked_is_refused(batch):
    with pytest.raises(BindError, match="Y1 is not a gradient; there are gradY3lin, gradW3"):
        check_gradients(batch, only=["Y1"])
    with pytest.raises(BindError, match="3x2, so it has no entry"):
        sweep(batch, "gradX", 3, 0)
    wide = mlp((100, 300, 2))
    with pytest.raises(LimitError, match=r"entries; a gradient check takes 20,000"):
        check_gradients(run(wide, values_for(wide, 1)))
    assert check_gradients(run(wide, values_for(wide, 1)), only=["gradB2"])[0].of == "B2"


def test_gradients_are_those_that_belong_to_a_value():
    assert [e.name for e in mlp((2, 2)).gradients] == [
        *("gradY1lin", "gradW1", "gradB1", "gradX"),
    ]


def test_the_check_of_the_normalised_toy_problem_takes_a_tenth_of_a_second():
    trace = run(NORMED, values_for(NORMED))
    spent = []
    for _ in range(5):
        start = time.process_time()
        check_gradients(trace)
        spent.append(time.process_time() - start)
    assert min(spent) <= 0.1


# -- One step for all


def test_at_one_step_the_error_is_that_of_the_step():
    """L = Σ x⁴ / 4: the slope of (x + h)⁴/4 by central differences is x³ + x h²."""
    program = read_program(
        "x : input (1, 2)\n[loss]\nL = 0.25 * sum_all(power(x, 4))  # l2.value\n"
        "[backward]\ngradx = power(x, 3)   # l2.gradient, of x"
    )
    trace = run(program, {"x": [[1.0, 2.0]]})
    (found,) = check_at_step(trace, 0.1)
    np.testing.assert_allclose(found.numeric, [[1 + 0.01, 8 + 0.02]], rtol=1e-10)
    np.testing.assert_allclose(found.errors, [[0.01 / 1.01, 0.02 / 8.02]], rtol=1e-8)
    np.testing.assert_array_equal(found.adjusted, found.errors)


def test_too_small_a_step_is_seen():
    """At 1e-5 rounding is forgiven; at 1e-13 it is all that is left of a loss of 1e4."""
    trace = run(mlp(toy.WIDTHS, "tanh", "l2", "identity"), toy.BATCH)
    worst = {h: max(s.adjusted.max() for s in check_at_step(trace, h)) for h in (1e-5, 1e-13)}
    assert worst[1e-5] < 1e-5 < worst[1e-13]


def test_each_of_two_reasons_is_true_beside_the_other(batch):
    """`gradW2` follows the short cut and is an average: three times it is not yet the gradient."""
    (checked,) = check_gradients(batch, only=("gradW2",))
    short_cut, averaged = map(sentence, checked.reasons)
    assert "gradY3lin assumes that every sample of D sums to one" in short_cut
    assert averaged.startswith("Besides, gradW2 is averaged over the batch of 3")
    assert not np.allclose(3 * checked.recorded, checked.numeric)
