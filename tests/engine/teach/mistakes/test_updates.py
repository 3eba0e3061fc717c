"""Updates that go the wrong way, or too far."""

import numpy as np

from tests.engine.teach.mistakes.making import made, network, same

SGD, ADAM, MOMENTUM = (network(optimizer=o) for o in ("sgd", "adam", "momentum"))


def test_uphill():
    same(made(SGD, "uphill", "W1_new"), SGD["W1"] + SGD["lr"] * SGD["gradW1"])
    assert made(ADAM, "uphill", "mW1_new") == []


def test_without_the_learning_rate():
    same(made(SGD, "rate_forgotten", "B2_new"), SGD["B2"] - SGD["gradB2"])


def test_without_the_share_of_the_velocity():
    t = MOMENTUM
    same(made(t, "share_forgotten", "vW1_new"), t["vW1"] + t["gradW1"])


def test_without_adams_correction():
    same(made(ADAM, "correction_forgotten", "mW1_hat"), ADAM["mW1_new"])
    assert made(SGD, "correction_forgotten", "W1_new") == []


def test_a_sum_for_an_average_and_the_rate_inside():
    """`μ v + g`, `μ v + (1 - μ) g` and `μ v + lr g`."""
    t, mu, g = MOMENTUM, MOMENTUM["mu"], MOMENTUM["gradW1"]
    same(made(t, "average_not_weighed", "vW1_new"), mu * t["vW1"] + (1 - mu) * g)
    same(made(ADAM, "average_not_weighed", "mW1_new"), ADAM["rho1"] * ADAM["mW1"] + ADAM["gradW1"])
    same(made(t, "rate_inside", "vW1_new"), mu * t["vW1"] + t["lr"] * g)


def test_adams_averages():
    """The share of the other average; a gradient that is not squared; a step counted wrongly."""
    a = ADAM
    m, g = a["mW1"], a["gradW1"]
    same(made(a, "share_of_another", "mW1_new"), a["rho2"] * m + (1 - a["rho2"]) * g)
    same(
        made(a, "square_forgotten", "vW1_new"),
        a["rho2"] * a["vW1"] + (1 - a["rho2"]) * g,
    )
    t = a["t_new"]
    before, after = made(a, "step_counted_wrongly", "mW1_hat")
    np.testing.assert_allclose(after, a["mW1_new"] / (1 - a["rho1"] ** (t + 1)))
    assert t == 1
    assert not np.isfinite(before[0, 0]), "one step earlier divides by 1 - 1"
