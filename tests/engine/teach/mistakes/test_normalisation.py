"""Batch normalisation with a part of it wrong, worked out in NumPy."""

import numpy as np
import pytest

from engine.teach.lessons.lesson import load
from tests.engine.teach.mistakes.making import about, made, network, same

T = network(norm="before")
INFERENCE = network(norm="before", training=False)
X, MEAN, VAR, EPS, N = T["Y1lin"], T["mean1"], T["var1"], T["eps1"], 4


def test_statistics_that_are_taken_for_constants():
    straight = T["gamma1"] * T["gradY1bn"] / np.sqrt(VAR + EPS)
    by_var = 2 * T["gradVar1"] * (X - MEAN) / N
    by_mean = np.tile(T["gradMu1"] / N, (N, 1))
    same(made(T, "mean_constant", "gradY1lin"), straight + by_var)
    same(made(T, "variance_constant", "gradY1lin"), straight + by_mean)
    same(made(T, "statistics_constant", "gradY1lin"), straight)
    assert about(T, "statistics_constant", "gradY1lin") == [("gradY1lin", "var1", "mean1")]


@pytest.mark.parametrize("mistake", ["mean_constant", "variance_constant", "statistics_constant"])
def test_in_inference_they_are_constants(mistake):
    assert made(INFERENCE, mistake, "gradY1lin") == []


def test_eps_beside_the_root_or_left_out():
    same(made(T, "eps_moved", "norm1"), (X - MEAN) / (np.sqrt(VAR) + EPS))
    same(made(T, "eps_forgotten", "norm1"), (X - MEAN) / np.sqrt(VAR))
    same(made(T, "eps_forgotten", "gradVar1"), T["gradVar1"] * ((VAR + EPS) / VAR) ** 1.5)
    same(made(T, "eps_moved", "gradY1lin_norm"), T["gradNorm1"] / (np.sqrt(VAR) + EPS))


def test_eps_inside_the_root_of_adam():
    t = network(optimizer="adam")
    step = t["lr"] * t["mW1_hat"] / np.sqrt(t["vW1_hat"] + t["eps"])
    same(made(t, "eps_moved", "W1_new"), t["W1"] - step)


def test_the_variance_in_place_of_the_deviation():
    same(made(T, "root_forgotten", "norm1"), (X - MEAN) / (VAR + EPS))


def test_distances_from_nothing():
    same(made(T, "not_centred", "norm1"), X / np.sqrt(VAR + EPS))
    same(made(T, "not_centred", "var1"), (X**2).mean(axis=0, keepdims=True))
    same(made(T, "not_centred", "gradY1lin_var"), 2 * T["gradVar1"] * X / N)
    same(
        made(INFERENCE, "not_centred", "norm1"),
        INFERENCE["Y1lin"] / np.sqrt(INFERENCE["running_var1"] + INFERENCE["eps1"]),
    )


def test_the_shares_of_old_and_new():
    a = T["alpha1"]
    mixed = (1 - a) * T["running_mean1_old"] + a * MEAN
    same(made(T, "shares_swapped", "running_mean1"), mixed)


def test_the_toy_problem_has_them_all():
    """Its section 4.2 is a scenario of the lesson."""
    scene = next(s for s in load("cmu-toy").scenes.values() if "gradMu1" in s.program.by_name)
    trace = scene.trace()
    assert len(made(trace, "mean_constant", "gradY1lin")) == 1


def test_the_running_statistic_for_that_of_the_batch():
    t = network(norm="before")
    expected = (t["Y1lin"] - t["running_mean1_old"]) / np.sqrt(t["var1"] + t["eps1"])
    assert any(np.allclose(v, expected) for v in made(t, "running_for_batch", "norm1"))
