"""One answer against a trace. The wrong ones are worked out in NumPy, as a learner would."""

import time

import numpy as np
import pytest

from engine.core.errors import AnswerError, BindError
from engine.core.program import Phase
from engine.network.build import build
from engine.running.trace import run
from engine.teach.answers.matrix import read_matrix
from engine.teach.answers.number import read_number
from engine.teach.diagnose.diagnosis import diagnose
from engine.teach.mistakes.broken import noticeable_mistakes
from tests.engine.teach.mistakes.making import network
from tests.support import toy_norm

T = network(hidden="relu")
NORMED = run(build(toy_norm.SPEC), toy_norm.training_values(1e-3))
X, G = T["X"], T["gradY1lin"]


def likely(trace, name, answer, **how):
    found = diagnose(trace, name, answer, **how).causes
    return (found[0].mistake, found[0].step) if found else None


def test_the_right_answer_passes():
    found = diagnose(T, "gradW1", T["gradW1"].tolist())
    assert found.passed
    assert found.causes == found.wrong_at == ()
    assert found.right.all()


def test_entries_are_judged_one_by_one():
    answer = T["gradW1"].copy()
    answer[1, 2] += 1
    found = diagnose(T, "gradW1", answer)
    assert found.wrong_at == ((1, 2),)
    assert not found.passed


def mask(z):
    return (z > 0).astype(float)


WRONG = {
    "summed": ("gradW1", X.T @ G, "average_forgotten", "gradW1"),
    "D - Y": ("gradY3", T["D"] - T["Y3"], "target_minus_output", "gradY3"),
    "no derivative": ("gradY1lin", T["gradY1"], "slope_forgotten", "gradY1lin"),
    "another mask": (
        "gradY1lin",
        T["gradY1"] * mask(T["Y2lin"]),
        "slope_other_layer",
        "gradY1lin",
    ),
    "D - Y, carried on": (
        "gradW3",
        T["Y2"].T @ (T["D"] - T["Y3"]) / 4,
        "target_minus_output",
        "gradY3",
    ),
    "uphill": ("W1_new", T["W1"] + T["lr"] * T["gradW1"], "uphill", "W1_new"),
    "summed, carried on": (
        "W1_new",
        T["W1"] - T["lr"] * X.T @ G,
        "average_forgotten",
        "gradW1",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_known_mistake_is_named_with_its_step(what):
    name, answer, mistake, step = WRONG[what]
    assert likely(T, name, answer) == (mistake, step)


def test_statistics_taken_for_constants():
    v = NORMED
    straight = v["gradNorm1"] / np.sqrt(v["var1"] + v["eps1"])
    by_var = 2 * v["gradVar1"] * (v["Y1lin"] - v["mean1"]) / 3
    by_mean = np.tile(v["gradMu1"] / 3, (3, 1))
    assert likely(v, "gradY1lin", straight + by_mean) == ("variance_constant", "gradY1lin")
    assert likely(v, "gradY1lin", straight + by_var) == ("mean_constant", "gradY1lin")
    assert likely(v, "gradY1lin", straight) == ("statistics_constant", "gradY1lin")
    carried = v["X"].T @ straight / 3
    steps = [(s.mistake, s.step) for s in diagnose(v, "gradW1", carried).causes]
    assert ("statistics_constant", "gradY1lin") in steps


def test_a_shape_is_told_first_and_the_numbers_are_judged_as_far_as_they_can_be():
    found = diagnose(T, "gradW1", T["gradW1"].T)
    assert (found.shape, found.right.all(), found.passed) == ("transposed", True, False)
    found = diagnose(T, "gradB1", G)
    assert (found.shape, found.right) == ("not_summed", None)
    found = diagnose(T, "gradB1", G / 4)
    assert [s.mistake for s in found.causes] == ["sum_forgotten"]
    flat = diagnose(T, "gradB1", T["gradB1"][0])
    assert (flat.shape, flat.passed) == ("vector", True)
    assert diagnose(T, "L", [[float(T["L"])]]).passed


def test_a_list_is_recognised_in_its_mistake():
    assert likely(T, "gradB1", G.sum(axis=0)) == ("average_forgotten", "gradB1")


def test_typed_answers_are_right_to_their_digits():
    typed = "\n".join(" ".join(f"{v:.3f}".replace(".", ",") for v in row) for row in T["gradW1"])
    long = np.abs(T["gradW1"]) >= 0.1
    found = diagnose(T, "gradW1", read_matrix(typed, (2, 3)))
    assert found.right[long].all()
    assert not diagnose(T, "gradW1", np.round(T["gradW1"], 3)).right.all()


def test_one_entry():
    row, col = map(int, np.argwhere(T["gradW1"])[0])
    wrong = float((X.T @ G)[row, col])
    assert likely(T, "gradW1", wrong, at=(row, col)) == ("average_forgotten", "gradW1")
    assert diagnose(T, "gradW1", float(T["gradW1"][row, col]), at=(row, col)).passed
    assert not diagnose(T, "gradW1", float(T["gradW1"][row, col]) + 1, at=(row, col)).passed
    assert diagnose(T, "L", float(T["L"]), at=(0, 0)).passed
    assert diagnose(T, "gradW1", np.nan, at=(row, col)).causes == ()
    typed = read_number("-4/3")
    assert not diagnose(T, "gradW1", typed.value, at=(row, col)).passed


def test_an_input_has_no_causes():
    found = diagnose(T, "X", T["X"] + 1)
    assert not found.passed
    assert found.causes == ()


def test_what_cannot_be_judged_is_refused():
    with pytest.raises(BindError, match="gradW9 is not a value"):
        diagnose(T, "gradW9", [[1]])
    with pytest.raises(BindError, match=r"no entry \[2, 0\]"):
        diagnose(T, "gradW1", 1, at=(2, 0))
    with pytest.raises(AnswerError, match="numbers of one length"):
        diagnose(T, "gradW1", "1 2")


@pytest.mark.parametrize("trace", [T, NORMED], ids=["plain", "normalised"])
def test_every_mistake_that_can_be_made_is_recognised(trace):
    given = {i.name: trace[i.name] for i in trace.program.inputs}
    for broken in noticeable_mistakes(trace, (Phase.FORWARD, Phase.BACKWARD)):
        step = broken.equation_name
        wrong = run(broken.program, given)[step]
        assert broken.wrong in diagnose(trace, step, wrong).causes


def test_a_diagnosis_of_the_normalised_toy_problem_takes_a_tenth_of_a_second():
    spent = []
    for _ in range(5):
        start = time.process_time()
        diagnose(NORMED, "gradW1", NORMED["gradW1"] * 5)
        spent.append(time.process_time() - start)
    assert min(spent) <= 0.1
