"""Every number of section 4 of the toy problem, and the setting that each was made with."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.network.build import build
from engine.network.conventions import Conventions
from engine.network.losses import LOSSES
from engine.running.trace import run
from tests.support import toy, toy_norm
from tests.support.calculate import calculate
from tests.support.toy_norm import EPS_PRINTED, EPS_USED, SPEC

SETTING = {
    "4.1": EPS_PRINTED,
    "4.1 softmax": EPS_USED,
    "4.2": EPS_USED,
    "4.3 rounded": EPS_USED,
    "4.3": EPS_USED,
}
OTHER = {EPS_PRINTED: EPS_USED, EPS_USED: EPS_PRINTED}
TRUNCATED = ("4.1", "mean1", 0, 2, "17.66")
NOISE = 1e-14
"""A sum of numbers of size 10 that cancel is off by a few units in the 16th digit of each."""


@cache
def trained(eps, spec=SPEC):
    return run(build(spec), toy_norm.training_values(eps))


@cache
def inferred(eps_in_training, eps, decimals=None):
    program = build(replace(SPEC, training=False))
    values = toy_norm.inference_values(trained(eps_in_training), eps, decimals)
    return run(program, values)


def losses(trace):
    """The loss of each sample, in a column."""
    value = LOSSES["softmax_cross_entropy"].value
    rows = ([row] for row in range(3))
    return np.array(
        [[calculate(value, Z=trace["Y3lin"][r], Y=trace["Y3"][r], D=trace["D"][r])] for r in rows]
    )


def computed(section, name, eps):
    decimals = 8 if section == "4.3 rounded" else None
    trace = inferred(eps, eps, decimals) if section.startswith("4.3") else trained(eps)
    return losses(trace) if name == "losses" else trace[name]


def is_printed(ours, section, name):
    """All digits that are printed agree."""
    texts = toy_norm.printed(section, name)
    assert np.shape(ours) == np.shape(texts)
    return all(
        abs(number - float(text)) <= toy_norm.tolerance(section, name, text) * (1 + 1e-6)
        for number, text in zip(np.ravel(ours), np.ravel(texts), strict=True)
    )


PLAIN = [e for e in toy_norm.entries(*SETTING) if e != TRUNCATED]


@pytest.mark.parametrize(
    ("section", "name", "i", "j", "text"),
    [pytest.param(*e, id="{}-{}[{},{}]".format(*e)) for e in PLAIN],
)
def test_printed_entry(section, name, i, j, text):
    ours = computed(section, name, SETTING[section])
    assert ours.shape == np.shape(toy_norm.printed(section, name))
    tolerance = toy_norm.tolerance(section, name, text)
    assert_allclose(ours[i, j], float(text), rtol=0, atol=tolerance * (1 + 1e-6))


SENSITIVE = [
    ("4.1", ("norm1", "Y1bn", "Y1", "Y2lin", "mean2", "var2", "norm2", "Y2bn", "Y2", "Y3lin")),
    ("4.1", ("running_mean2", "running_var2")),
    ("4.1 softmax", ("Y3",)),
    ("4.2", ("losses", "gradY3lin", "gradB3", "gradW3", "gradY2", "gradgamma2", "gradbeta2")),
    ("4.2", ("gradY2bn", "gradY2lin", "gradW2", "gradY1", "gradgamma1", "gradbeta1")),
    ("4.2", ("gradY1bn", "gradY1lin", "gradW1")),
    ("4.3 rounded", ("norm1", "Y1bn", "Y1", "Y2lin")),
    ("4.3", ("norm2", "Y2bn", "Y2", "Y3lin", "Y3")),
]


@pytest.mark.parametrize(
    ("section", "name"), [(section, name) for section, names in SENSITIVE for name in names]
)
def test_the_other_setting_does_not_give_what_is_printed(section, name):
    """`eps` is 0.001 in section 4.1 and 1e-8 from its softmax on: each matrix shows which."""
    assert is_printed(computed(section, name, SETTING[section]), section, name)
    assert not is_printed(computed(section, name, OTHER[SETTING[section]]), section, name)


def test_without_eps_the_loss_of_section_4_2_is_another():
    """It is 1e-8, not left out: 90.96139161 without, 90.96139156 with it and in print."""
    assert is_printed(losses(trained(EPS_USED)), "4.2", "losses")
    assert not is_printed(losses(trained(0)), "4.2", "losses")


def test_inference_takes_the_statistics_of_a_training_with_the_same_eps():
    """Section 4.3 does not say which; running statistics from `eps` = 0.001 give other numbers."""
    assert is_printed(inferred(EPS_USED, EPS_USED)["norm2"], "4.3", "norm2")
    for wrong in ((EPS_PRINTED, EPS_USED), (EPS_USED, EPS_PRINTED)):
        assert not is_printed(inferred(*wrong)["norm2"], "4.3", "norm2")


@pytest.mark.parametrize("name", ["norm1", "Y1bn", "Y1", "Y2lin"])
def test_the_first_layer_of_section_4_3_has_the_statistics_as_they_are_printed(name):
    """(50 - 1.76666667)/√(7.18888889 + 1e-8) = 17.98938806; with all digits it is 17.98938807."""
    assert is_printed(inferred(EPS_USED, EPS_USED, 8)[name], "4.3 rounded", name)
    assert not is_printed(inferred(EPS_USED, EPS_USED)[name], "4.3 rounded", name)


@pytest.mark.parametrize("name", ["norm2", "Y2bn", "Y2", "Y3lin", "Y3"])
def test_the_second_layer_of_section_4_3_has_statistics_of_all_digits(name):
    assert is_printed(inferred(EPS_USED, EPS_USED)[name], "4.3", name)
    assert not is_printed(inferred(EPS_USED, EPS_USED, 8)[name], "4.3", name)


@pytest.mark.parametrize("name", ["gradgamma1", "gradbeta1", "gradgamma2", "gradbeta2"])
def test_gradients_of_gamma_and_beta_are_sums_while_those_of_weights_are_averages(name):
    assert is_printed(trained(EPS_USED)[name], "4.2", name)
    averaged = trained(EPS_USED, replace(SPEC, conventions=Conventions(norm_mean=True)))
    assert_allclose(averaged[name], trained(EPS_USED)[name] / 3, rtol=1e-15)
    assert not is_printed(averaged[name], "4.2", name)
    assert not is_printed(3 * trained(EPS_USED)["gradW2"], "4.2", "gradW2")


@pytest.mark.parametrize("name", ["running_var1", "running_var2"])
def test_running_variances_take_in_the_biased_variance(name):
    unbiased = trained(EPS_PRINTED, replace(SPEC, conventions=Conventions(running_var="unbiased")))
    assert is_printed(trained(EPS_PRINTED)[name], "4.1", name)
    assert not is_printed(unbiased[name], "4.1", name)


@pytest.mark.parametrize("name", ["running_mean1", "running_mean2"])
def test_alpha_weighs_the_old_statistic(name):
    new = trained(EPS_PRINTED, replace(SPEC, conventions=Conventions(alpha="new")))
    assert is_printed(trained(EPS_PRINTED)[name], "4.1", name)
    assert not is_printed(new[name], "4.1", name)


def test_a_mean_is_printed_cut_off_and_not_rounded():
    """(7 + 20 + 26)/3 = 17.666..., which is 17.67; 17.66 is printed. 49.666... is 49.67."""
    section, name, i, j, text = TRUNCATED
    mean = computed(section, name, EPS_PRINTED)[i, j]
    assert_allclose(mean, (7 + 20 + 26) / 3)
    assert np.floor(mean * 100) / 100 == float(text)
    assert abs(mean - float(text)) > toy_norm.tolerance(section, name, text)


def test_the_softmax_of_section_4_1_is_not_that_of_the_logits_above_it():
    """r = e^(11.23976106 - 18.23512387) = 9.1612e-4, r/(1 + r) = 9.1528e-4, not 9.1492e-4."""
    logits = np.array(toy_norm.printed("4.1", "Y3lin"), dtype=float)
    ratio = np.exp(logits[2, 1] - logits[2, 0])
    assert_allclose(ratio / (1 + ratio), 9.1528e-4, rtol=1e-5)
    assert_allclose(trained(EPS_PRINTED)["Y3"][2, 1], ratio / (1 + ratio), rtol=1e-7)
    assert not is_printed(trained(EPS_PRINTED)["Y3"], "4.1 softmax", "Y3")


@pytest.mark.parametrize(("name", "below"), [("gradB2", "gradY2lin"), ("gradB1", "gradY1lin")])
def test_the_bias_below_a_normalisation_has_no_gradient_but_the_rounding_of_a_sum(name, below):
    """The mean takes every shift out again: a column of `gradY2lin` sums to zero.

    What is printed are the last bits of such sums, which depend on the order of the additions.
    """
    noise = np.array(toy_norm.printed("4.2 noise", name), dtype=float)
    ours = trained(EPS_USED)
    assert np.abs(noise).max() < NOISE
    assert np.abs(ours[name]).max() < NOISE
    assert np.abs(ours[below]).max() > 0.5
    as_printed = np.array(toy_norm.printed("4.2", below), dtype=float)
    assert np.abs(as_printed.sum(axis=0)).max() <= 3 * 0.5e-8 * (1 + 1e-6)


def test_even_the_sign_of_zero_comes_out():
    """`gradY1bn[0, 2]` is -13.37 times 0, which is -0."""
    signs = np.signbit(trained(EPS_USED)["gradY1bn"][0])
    printed = [text.startswith("-") for text in toy_norm.printed("4.2", "gradY1bn")[0]]
    assert signs.tolist() == printed == [False, False, True]


def test_the_formula_of_the_input_gradient_has_two_signs_too_many():
    """The formula of 4.2 has `-1/√` and `-2(x - μ)/m`; its code and its numbers have plus."""
    ours = trained(EPS_USED)
    norm, var, mean = (ours[f"gradY2lin_{way}"] for way in ("norm", "var", "mean"))
    assert is_printed(norm + var + mean, "4.2", "gradY2lin")
    assert not is_printed(-norm - var + mean, "4.2", "gradY2lin")
    x, mu, n = ours["Y2lin"], ours["mean2"], len(toy.X_BATCH)
    root = np.sqrt(ours["var2"] + EPS_USED)
    assert_allclose(norm, ours["gradNorm2"] / root, rtol=1e-14)
    assert_allclose(var, ours["gradVar2"] * 2 * (x - mu) / n, rtol=1e-14)
