"""Penalties: `gradW = Xᵀ G / n + 2 λ W`, or `+ λ W` where the penalty has a half."""

import pytest

from tests.mistakes.making import made, network, same

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


def test_without_a_penalty_there_is_none_to_forget():
    t = network()
    assert made(t, "penalty_forgotten", "gradW1") == made(t, "penalty_factor", "gradW1") == []
