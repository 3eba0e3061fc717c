"""Right work in other layouts, names, digits and conventions is right."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from engine.core.errors import AnswerError
from engine.network.conventions import HANDOUT, MEAN, PRESETS
from engine.network.scenario.scenario import Scenario
from engine.network.spec import mlp_spec
from engine.running.trace import run
from engine.teach.diagnose.comparison import first_wrong
from engine.teach.submission.digits import from_json
from engine.teach.submission.judge import judge
from engine.teach.submission.layout import Layout
from tests.engine.teach.mistakes.making import program_with
from tests.support.drawing import values_of

WIDTHS = (2, 3, 3, 2)
PARAMETERS = ("W1", "B1", "W2", "B2", "W3", "B3")
STYLES = {
    "grad_W": "grad_{}",
    "dW": "d{}",
    "W.grad": "{}.grad",
    "dLdW": "dLd{}",
    "dL_dW": "dL_d{}",
}


def scenario(conventions=HANDOUT, loss="softmax_cross_entropy", norm="none", widths=WIDTHS):
    spec = mlp_spec(widths, "relu", loss, None, conventions, norm)
    return Scenario(spec, values_of(spec, 4, "probabilities", np.random.default_rng(7)))


def gradients(trace, program):
    return {name: trace[program.gradient_of[name]] for name in program.gradient_of}


def turned(value, is_turned):
    return value.T if is_turned else value


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
@pytest.mark.parametrize(("weights", "samples"), list(product((False, True), repeat=2)))
def test_right_work_in_other_names_and_layouts(style, weights, samples):
    given = scenario()
    trace = given.trace()
    own = {
        style.format(name): turned(trace[f"grad{name}"], weights if name[0] == "W" else samples)
        for name in PARAMETERS
    }
    judged = judge(given, own)
    assert not first_wrong(judged.compared)
    assert [one.name for one in judged.names] == [
        f"grad{n}" for n in ("W1", "B1", "W2", "B2", "W3", "B3")
    ]
    assert judged.layout == Layout(weights, samples)


@pytest.mark.parametrize("mine", PRESETS)
@pytest.mark.parametrize("theirs", PRESETS)
@pytest.mark.parametrize("norm", ["none", "before"])
def test_right_work_in_another_convention(mine, theirs, norm):
    given, other = scenario(PRESETS[mine], norm=norm), scenario(PRESETS[theirs], norm=norm)
    trace = replace(given, spec=other.spec).trace()
    own = {name: trace[name] for name in trace.program.by_name}
    judged = judge(given, own)
    assert not first_wrong(judged.compared), judged.changes
    assert bool(judged.changes) == (mine != theirs)


def test_half_the_square_is_a_convention():
    """With two outputs the ½ of one is the 1/2 of the other's mean; so there are three."""
    given, other = (scenario(MEAN, loss, widths=(2, 3, 3)) for loss in ("mse", "l2"))
    trace = replace(given, spec=other.spec).trace()
    judged = judge(given, {name: trace[name] for name in ("L", "gradY2", "gradW1")})
    assert not first_wrong(judged.compared)
    assert [(c.setting, c.value) for c in judged.changes] == [("loss", "l2")]


@pytest.mark.parametrize("digits", [3, 5])
def test_rounded_numbers_are_right_to_their_digits(digits):
    given = scenario()
    trace = given.trace()
    text = {n: np.round(trace[n], digits).tolist() for n in ("gradW1", "gradB2", "Y1", "gradX")}
    judged = judge(given, from_json(json.dumps(text)))
    assert not first_wrong(judged.compared)
    moved = np.round(trace["gradW1"], digits) + 10.0**-digits
    wrong = judge(given, from_json(json.dumps({"dW1": np.round(moved, digits).tolist()})))
    assert first_wrong(wrong.compared)


def test_a_number_beyond_the_largest_is_wrong_and_no_fault():
    judged = judge(scenario(), from_json('{"L": 1e400}'))
    assert first_wrong(judged.compared).diagnosis.name == "L"


def test_no_name_that_stands_for_a_value():
    with pytest.raises(AnswerError, match="foo is not a value of the program; there are X, D"):
        judge(scenario(), {"foo": [[1.0]]})


def test_a_mistake_in_another_convention():
    """All is averaged in the loss, and the mask of layer 1 is forgotten."""
    given, other = scenario(HANDOUT), scenario(MEAN)
    right = replace(given, spec=other.spec).trace()
    wrong = run(program_with(right.program, "slope_forgotten", "gradY1lin"), right.inputs)
    own = {name: wrong[name] for name in ("gradY3lin", "gradY2", "gradY1lin", "gradW1")}
    judged = judge(given, own)
    first = first_wrong(judged.compared).diagnosis
    assert (first.name, first.causes[0].mistake) == ("gradY1lin", "slope_forgotten")
    assert ("mean", "loss") in {(c.setting, c.value) for c in judged.changes}
