"""What the player is answered: paths, Jacobians, gradient checks, fractions."""

import json

import numpy as np
import pytest

from app.examples import load
from app.text import LANGUAGES
from app.views.explain import KINDS, answer
from app.views.explain.fractions import LONGEST
from app.views.jacobians import jacobians
from app.views.panels.jacobian import FINEST, pattern_of_zeros
from app.views.panels.request import Request
from app.views.reasons import reason_data, written
from engine.check.gradcheck.compare import check_gradients
from engine.check.may_differ import Reason
from engine.network.conventions import HANDOUT
from engine.printing.names import AS_NAMED

QUESTIONS = {
    "check": {"power": 5},
    "exact": {},
    "jacobian": {"step": "Y2lin", "input": "W2"},
    "paths": {"name": "W2", "row": 0, "col": 1},
    "sweep": {"name": "gradW2", "row": 0, "col": 1},
}


def asked(question, example="toy", lang="en"):
    scenario = load(example)
    made = scenario.spec.conventions
    return Request(question, scenario.trace(), lang, AS_NAMED, conventions=made)


def test_every_kind_is_tried_here():
    assert KINDS.keys() == QUESTIONS.keys()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_answers_are_plain_data(kind):
    found = answer(kind, asked(QUESTIONS[kind]))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert "error" not in found


# -- Paths


def test_the_sum_of_the_paths_beside_what_is_recorded():
    """(31·4 + 50·2 + 68·5)·(3 + 1) = 2256; recorded is -27795, averaged and by the short cut."""
    found = answer("paths", asked(QUESTIONS["paths"]))
    assert found["total"] == 2256
    assert len(found["paths"]) == found["count"] == 6
    assert found["gradient"]["name"] == "gradW2"
    assert found["gradient"]["value"] == -27795
    assert found["gradient"]["count"] == 3
    assert {r["kind"] for r in found["gradient"]["reasons"]} == {"short_cut", "averaged"}


# -- Jacobians


def test_what_a_step_is_about():
    """Nothing flows back to a setting; a bias of 1 x 3 reaches 9 entries, one of each row."""
    trace = load("toy").trace()
    around = jacobians(trace.program, trace.program.sized(trace.dims))
    assert [(one["input"], one["size"]) for one in around["Y2lin"]] == [
        ("Y1", [9, 9]),
        ("W2", [9, 9]),
        ("B2", [9, 3]),
    ]
    assert around["gradB2"] == [{"step": "Y2lin", "input": "B2", "size": [9, 3]}]
    assert around["W2_new"] == []


def test_what_the_program_makes_of_a_jacobian():
    flat = {"W2": "mean", "Y1": "this"}
    for name, kind in flat.items():
        found = answer("jacobian", asked({"step": "Y2lin", "input": name}))
        assert found["recorded"]["as"] == kind
        assert found["same"]


def test_the_pattern_of_a_large_matrix():
    small = np.array([[0, 2.0, 0], [1, 0, 0]])
    assert pattern_of_zeros(small) == [".#.", "#.."]
    large = pattern_of_zeros(np.eye(10 * FINEST))
    assert len(large) == len(large[0]) == FINEST
    assert all(row == "." * k + "#" + "." * (FINEST - k - 1) for k, row in enumerate(large))


# -- The gradient check


def test_the_step_is_a_reason_where_it_is_at_fault():
    def kinds(power):
        found = answer("check", asked({"power": power}, "small"))["gradients"]["gradY2lin"]
        return found["state"], [reason["kind"] for reason in found["reasons"]]

    assert kinds(5) == ("agrees", [])
    assert kinds(1) == ("step", ["curved"])
    assert kinds(12) == ("step", ["rounding"])


def test_a_wrong_gradient_is_told_from_one_that_is_averaged():
    right = answer("check", asked({"power": 5}, "small"))["gradients"]["gradW2"]
    assert right["state"] == "convention"
    trace = load("small").trace()
    broken = dict(trace.values) | {"gradW2": 2 * trace["gradW2"]}
    wrong = Request({"power": 5}, type(trace)(trace.program, broken, trace.dims), "en", AS_NAMED)
    assert answer("check", wrong)["gradients"]["gradW2"]["state"] == "differs"


# -- Fractions


def test_fractions_are_written_out():
    """gradW2[1, 1] = (31·(-1215) + 50·(-1605) + 68·(-365)) / 3."""
    assert 31 * -1215 + 50 * -1605 + 68 * -365 == -142735
    values = answer("exact", asked({}))["values"]
    assert values["gradW2"][0][:2] == ["−142\u2009735/3", "−27\u2009795"]
    assert values["lr"] == [["1/10"]]
    assert values["X"][0] == ["4", "3"]
    written_out = (text for rows in values.values() for row in rows for text in row)
    assert all(text is None or len(text) <= LONGEST for text in written_out)


# -- Reasons


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reasons_are_said_with_their_names_and_numbers(lang):
    found = check_gradients(load("toy").trace(), HANDOUT, only=("gradW2",))[0]
    said = {r.kind: reason_data(r, lang)["said"] for r in found.reasons}
    assert "gradW2" in said["averaged"]
    assert "3" in said["averaged"]
    assert "D" in said["short_cut"]
    facts = (("name", "Y1lin"), ("row", 0), ("col", 2), ("value", -1e-7), ("more", 0), ("h", 1e-5))
    kink = reason_data(Reason("kink", "reason.near_kink", facts), lang)["said"]
    assert "Y1lin[1, 3]" in kink
    assert "−1e−07" in kink
    assert "10⁻⁵" in kink


@pytest.mark.parametrize(
    ("fact", "text"), [("W1", "W1"), (3, "3"), (-0.5, "−0.5"), (1e-12, "10⁻¹²"), (0.1, "0.1")]
)
def test_a_fact_as_text(fact, text):
    assert written(fact) == text
