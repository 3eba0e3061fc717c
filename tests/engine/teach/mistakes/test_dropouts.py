"""Dropout with a part of it wrong, worked out in NumPy."""

import pytest

from engine.teach.mistakes.dropouts import MISTAKES
from tests.engine.teach.mistakes.making import about, first_named, made, network, same

T = network(layers=(("linear", 4), ("tanh", 0), ("dropout", 0), ("linear", 2)), batch=3)
KEPT = 1 - T["p1"]
MADE = {
    "mask_forgotten": lambda g: g / KEPT,
    "mask_inverted": lambda g: g * (1 - T["mask1"]) / KEPT,
    "mask_not_scaled": lambda g: g * T["mask1"],
    "divided_by_dropped": lambda g: g * T["mask1"] / T["p1"],
    "dropout_forgotten": lambda g: g,
}


@pytest.mark.parametrize("mistake", MADE)
def test_forward_and_backward_alike(mistake):
    assert 0 < T["mask1"].mean() < 1
    same(made(T, mistake, "Y1drop"), MADE[mistake](T["Y1"]))
    same(made(T, mistake, "gradY1"), MADE[mistake](T["gradY1drop"]))
    assert {m.key for m in MISTAKES} == set(MADE)


def test_what_the_sentence_speaks_of():
    assert about(T, "mask_forgotten", "gradY1") == [("gradY1", "mask1")]
    assert about(T, "mask_not_scaled", "gradY1") == [("gradY1", "p1")]


@pytest.mark.parametrize("mistake", MADE)
@pytest.mark.parametrize("step", ["Y1drop", "gradY1"])
def test_it_is_named(mistake, step):
    assert first_named(T, mistake, step) == (step, mistake)


def test_in_inference_nothing_is_dropped():
    """So there is nothing to forget."""
    plain = network(
        layers=(("linear", 4), ("tanh", 0), ("dropout", 0), ("linear", 2)), training=False
    )
    assert all(made(plain, mistake, "Y1drop") == [] for mistake in MADE)
