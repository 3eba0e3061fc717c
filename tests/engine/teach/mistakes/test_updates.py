"""Updates that go the wrong way, or too far."""

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
