"""Mistakes are found by making each: in the step itself, or before it and carried on."""

import numpy as np

from engine.teach.diagnose.causes import causes, explaining, with_mistake, with_value
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import network

T = network()
VALUES = dict(T.values)


def found(name, value):
    return [
        (s.mistake, s.step)
        for s in explaining(causes(T, VALUES, name, lambda v: np.array_equal(v, value)))
    ]


def test_a_mistake_in_the_step():
    assert found("gradW3", T["Y2"].T @ T["gradY3lin"]) == [("average_forgotten", "gradW3")]


def test_a_mistake_before_is_carried_on():
    """Without the mask of layer 1; or the gradient behind it is read, which is the same.

    A mask of that gradient changes nothing either: it is positive everywhere.
    """
    wrong = T["X"].T @ T["gradY1"] / 4
    assert (T["gradY1"] > 0).all()
    assert found("gradW1", wrong) == [
        ("gradient_too_early", "gradW1"),
        ("slope_forgotten", "gradY1lin"),
        ("mask_of_gradient", "gradY1lin"),
    ]


def test_no_known_mistake():
    assert found("gradW1", T["gradW1"] + 1) == []


def test_what_follows_from_a_slip_and_from_a_value():
    (wrong,) = [s for s in wrong_steps(T.program)["gradY3"] if s.mistake == "target_minus_output"]
    wrong = with_mistake(T, VALUES, wrong)
    np.testing.assert_allclose(wrong["gradW1"], -T["gradW1"])
    np.testing.assert_array_equal(wrong["Y3"], T["Y3"])
    doubled = with_value(T, VALUES, "gradY1lin", 2 * T["gradY1lin"])
    np.testing.assert_allclose(doubled["gradX"], 2 * T["gradX"])
    np.testing.assert_array_equal(doubled["gradW2"], T["gradW2"])
    assert doubled.keys() == VALUES.keys()
