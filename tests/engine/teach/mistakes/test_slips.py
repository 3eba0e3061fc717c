"""Mistakes as rules: what is right, and what is written for it."""

from engine.core.expr import Name, Number
from engine.core.ops import over, relu, scale
from engine.network.build import mlp
from engine.teach.mistakes.mistake import ProgramStep
from engine.teach.mistakes.slips import (
    BATCH,
    MEAN,
    NUMBER,
    PARAMETER,
    TARGET,
    VALUE,
    A,
    B,
    Slip,
    anywhere,
    at_root,
    factors,
    product,
    summands,
    total,
)
from tests.support.kinds import trace_of_kind

NETWORK = mlp((2, 3, 2), "sigmoid", "l2")
X, Y1, W1, B1, D = map(Name, ("X", "Y1", "W1", "B1", "D"))


def step(name, program=NETWORK):
    return ProgramStep(program.by_name[name], program, program.shapes)


def test_a_rule_is_tried_at_every_node_from_the_root_down():
    wrong = anywhere(Slip(A @ B, B @ A), Slip(A + B, A, about=(A,)))(step("Y1lin"))
    assert list(wrong) == [(X @ W1, ("X",)), (W1 @ X + B1, ())]


def test_at_the_root_alone():
    assert list(at_root(Slip(A @ B, B @ A))(step("Y1lin"))) == []
    assert list(at_root(Slip(A + B, B))(step("Y1lin"))) == [(B1, ())]


def test_what_it_is_about_is_the_first_name_of_a_part():
    rule = Slip(A + B, B, about=(A, B))
    assert list(rule.wrong_versions(X @ W1 + B1, step("Y1lin"))) == [(B1, ("X", "B1"))]
    assert list(rule.wrong_versions(Number(1) + B1, step("Y1lin"))) == []


def matches(pattern, expr, name="gradW1", program=NETWORK):
    return bool(list(Slip(pattern, A).wrong_versions(expr, step(name, program))))


def test_some_names_stand_for_one_kind_alone():
    assert matches(A + PARAMETER, X + B1)
    assert not matches(A + PARAMETER, B1 + X)
    assert matches(A - TARGET, Y1 - D)
    assert not matches(A - TARGET, Y1 - X)
    assert matches(VALUE + A, X + B1)
    assert not matches(VALUE + A, X @ W1 + B1)
    assert matches(scale(NUMBER, A), scale(Number(2), X))
    assert not matches(scale(NUMBER, A), scale(Name("lr"), X))


def test_the_number_of_samples_and_what_is_averaged_over_them():
    gradient = NETWORK.by_name["gradW1"].expr
    assert matches(over(A, BATCH), gradient)
    assert not matches(over(A, BATCH), over(X, Number(2)))
    normed = trace_of_kind().program
    centred = Name("Y1lin") - Name("mean1")
    assert matches(A - MEAN, centred, "Y1", normed)
    assert not matches(A - MEAN, Name("Y1lin") - Name("var1"), "Y1", normed)


def test_a_result_may_be_computed_from_the_parts():
    rule = Slip(scale(NUMBER, A), lambda parts: scale(Number(-parts["number"].value), A))
    assert list(rule.wrong_versions(scale(Number(-2), X), step("Y1"))) == [
        (scale(Number(2), X), ())
    ]


def test_a_condition_sees_the_step_and_the_parts():
    rule = Slip(relu(A), A, when=lambda step, parts: parts["A"] == X and step.of == "W1")
    assert list(rule.wrong_versions(relu(X), step("gradW1"))) == [(X, ())]
    assert list(rule.wrong_versions(relu(Y1), step("gradW1"))) == []
    assert list(rule.wrong_versions(relu(X), step("Y1"))) == []


def test_taking_apart_and_putting_together():
    assert factors(A * (B * X)) == (A, B, X)
    assert summands(A + B + X) == (A, B, X)
    assert factors(A + B) == (A + B,)
    assert product(A, B, X) == A * B * X
    assert total(A) == A
