"""Someone's own arrays: where they begin to differ, why, and what follows."""

import numpy as np
import pytest

from engine.core.errors import AnswerError, BindError
from engine.core.program import Phase
from engine.running.trace import run
from engine.teach.diagnose.comparison import compare, first_wrong
from engine.teach.mistakes.broken import noticeable_mistakes
from tests.engine.teach.mistakes.making import network, program_with

T = network(hidden="sigmoid", norm="before")


def verdicts(own, **how):
    return {c.diagnosis.name: c.verdict.value for c in compare(T, own, **how)}


def wrong_run(mistake, step):
    return run(program_with(T.program, mistake, step), T.inputs)


def some(trace, *names):
    return {name: trace[name] for name in names}


def test_what_is_right_is_right():
    found = compare(T, dict(T.values))
    assert {c.verdict for c in found} == {"right"}
    assert [c.diagnosis.name for c in found] == list(T.program.names)
    assert first_wrong(found) is None


def test_the_first_that_differs_is_found_and_the_rest_follows():
    wrong = wrong_run("variance_constant", "gradY1lin")
    own = some(wrong, "gradX", "gradW2", "gradY1lin", "gradW1", "gradB1")
    assert verdicts(own) == {
        "gradW2": "right",
        "gradY1lin": "wrong",
        "gradW1": "follows",
        "gradB1": "right",
        "gradX": "follows",
    }
    first = first_wrong(compare(T, own)).diagnosis
    assert (first.causes[0].mistake, first.causes[0].step) == ("variance_constant", "gradY1lin")


def test_a_mistake_in_a_step_that_was_not_given():
    """Both gradients of layer 2 are wrong: one mistake before both explains more than two."""
    wrong = wrong_run("slope_forgotten", "gradY2bn")
    own = some(wrong, "gradW3", "gradgamma2", "gradbeta2", "gradW2")
    assert list(verdicts(own).values()) == ["right", "wrong", "follows", "follows"]
    first = first_wrong(compare(T, own)).diagnosis
    assert (first.name, first.causes[0].step) == ("gradgamma2", "gradY2bn")
    alone = first_wrong(compare(T, some(wrong, "gradgamma2"))).diagnosis
    assert alone.causes[0].step == "gradgamma2"


def test_a_cause_that_would_have_shown_before_is_none():
    wrong = wrong_run("slope_forgotten", "gradY2bn")
    own = some(wrong, "gradgamma2") | some(T, "gradY2bn")
    first = first_wrong(compare(T, own)).diagnosis
    assert {s.step for s in first.causes} == {"gradgamma2"}


def test_two_mistakes_are_told_apart():
    """The second is held against what follows from the first."""
    wrong = wrong_run("target_minus_output", "gradY3")
    own = some(wrong, "gradY3", "gradW3", "gradY2") | {"gradB3": wrong["gradB3"] * 4}
    found = {c.diagnosis.name: c for c in compare(T, own)}
    assert [found[n].verdict for n in ("gradY3", "gradW3", "gradY2")] == [
        *("wrong", "follows", "follows"),
    ]
    assert found["gradB3"].verdict == "wrong"
    assert found["gradB3"].diagnosis.causes[0].mistake == "average_forgotten"


def test_what_no_mistake_explains_is_still_followed():
    own = {"gradY1lin": T["gradY1lin"] + 1}
    own["gradW1"] = T["X"].T @ own["gradY1lin"] / 4
    assert verdicts(own) == {"gradY1lin": "wrong", "gradW1": "follows"}
    assert first_wrong(compare(T, own)).diagnosis.causes == ()


def test_another_input_is_where_it_began():
    own = {"W3": T["W3"] * 2}
    own["Y3lin"] = T["Y2"] @ own["W3"] + T["B3"]
    assert verdicts(own) == {"W3": "wrong", "Y3lin": "follows"}


def test_what_was_not_computed_from_the_wrong_one_is_right():
    own = {"gradY1lin": T["gradY1lin"] * 2, "gradW1": T["gradW1"], "gradX": T["gradX"]}
    assert verdicts(own) == {"gradY1lin": "wrong", "gradW1": "right", "gradX": "right"}


def test_after_one_that_is_right_mistakes_are_found_again():
    own = {"gradY1lin": T["gradY1lin"] * 2, "gradW1": T["gradW1"]}
    own["W1_new"] = T["W1"] + T["lr"] * T["gradW1"]
    found = {c.diagnosis.name: c.diagnosis for c in compare(T, own)}
    assert found["W1_new"].causes[0].mistake == "uphill"


def test_a_transposed_array_is_wrong_and_followed():
    own = {"gradW1": T["gradW1"].T, "W1_new": T["W1_new"]}
    found = compare(T, own)
    assert [c.verdict for c in found] == ["wrong", "right"]
    assert found[0].diagnosis.shape == "transposed"


def test_single_precision_needs_its_own_tolerance():
    own = {name: T[name].astype(np.float32) for name in ("Y1", "gradW1", "gradX")}
    assert set(verdicts(own, relative=1e-4).values()) == {"right"}


def test_every_mistake_is_found_in_its_step_and_explains_all_that_follows():
    for broken in noticeable_mistakes(T, (Phase.FORWARD, Phase.BACKWARD))[::3]:
        wrong = run(broken.program, T.inputs)
        found = compare(T, {e.name: wrong[e.name] for e in T.program.equations})
        (only,) = [c for c in found if c.verdict == "wrong"]
        assert only.diagnosis.name == broken.equation_name
        assert broken.wrong in only.diagnosis.causes


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(BindError, match="gradW9 is not a value of the program; there are X, D"):
        compare(T, {"gradW9": [[1]]})
    with pytest.raises(AnswerError, match="gradW1 is not a number or rows"):
        compare(T, {"gradW1": [[1], [1, 2]]})
