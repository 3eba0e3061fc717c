"""Penalties: `gradW = Xᵀ G / n + 2 λ W`, or `+ λ W` where the penalty has a half."""

import pytest

from engine.teach.lessons.program import read_program
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import made, network, same

TRACES = {kind: network(penalty=kind) for kind in ("full", "half")}
FACTOR = {"full": 2, "half": 1}
N = 4


@pytest.mark.parametrize("kind", TRACES)
def test_what_is_left_of_a_penalty(kind):
    t = TRACES[kind]
    data, pull = t["X"].T @ t["gradY1lin"], FACTOR[kind] * t["lam"] * t["W1"]
    same(made(t, "penalty_forgotten", "gradW1"), data / N)
    same(made(t, "penalty_averaged", "gradW1"), (data + pull) / N)
    wrong = {"full": pull / 2, "half": pull * 2}[kind]
    same(made(t, "penalty_factor", "gradW1"), data / N + wrong)
    same(made(t, "penalty_not_in_loss", "L"), t["Ldata"])


def test_a_gradient_that_reads_its_parameter_for_another_reason_has_no_penalty():
    """The gradient of `xᵀ A x` is `A x + Aᵀ x`, that of `xᵀ x + xᵀ c` is `2 x + c`."""
    program = read_program(
        """
        A : setting (2, 2)
        x : parameter (2, 1)
        c : setting (2, 1)
        [loss]
        f = sum_all(x * (A @ x))         # l2.value
        h = sum_all(x * x + x * c)       # l2.value
        [backward]
        dx = A @ x + A.T @ x             # lesson.form, of x
        dh = 2 * x + c                   # lesson.form, of x
        """
    )
    for step in ("dx", "dh"):
        assert "penalty_forgotten" not in {wrong.mistake for wrong in wrong_steps(program)[step]}


def test_without_a_penalty_there_is_none_to_forget():
    t = network()
    assert made(t, "penalty_forgotten", "gradW1") == made(t, "penalty_factor", "gradW1") == []


def test_where_there_is_none_with_the_wrong_sign_and_over_the_samples():
    t = network(penalty="half")
    data = t["X"].T @ t["gradY1lin"] / 4
    same(made(t, "penalty_on_bias", "gradB1"), t["gradB1"] + t["lam"] * t["B1"])
    same(made(t, "penalty_sign", "gradW1"), data - t["lam"] * t["W1"])
    same(made(t, "penalty_over_samples", "gradW1"), data + t["lam"] * t["W1"] / 4)
