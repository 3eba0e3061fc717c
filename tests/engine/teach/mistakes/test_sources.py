"""What a step gives that reads the wrong value."""

from engine.network.columns import columns
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import about, made, network, same

T = network(batch=4)
N = 4
NORMED = network(norm="before")


def test_weights_that_are_updated_already():
    same(made(T, "new_weights", "gradY1"), T["gradY2lin"] @ (T["W2"] - T["lr"] * T["gradW2"]).T)
    assert about(T, "new_weights", "gradY1") == [("gradY1", "W2", "W2_new")]
    assert made(T, "new_weights", "gradW2") == []


def test_another_layers_weights():
    wide = network(widths=(3, 3, 3, 2))
    same(made(wide, "weights_other_layer", "gradY1"), wide["gradY2lin"] @ wide["W1"].T)
    assert made(T, "weights_other_layer", "gradY1") == []


def test_the_value_before_the_activation():
    same(made(T, "value_too_early", "gradW2"), T["Y1lin"].T @ T["gradY2lin"] / N)
    same(
        made(NORMED, "value_too_early", "gradgamma1"),
        (NORMED["gradY1bn"] * NORMED["Y1lin"]).sum(axis=0, keepdims=True),
    )


def test_another_layers_value():
    same(made(T, "value_other_layer", "gradW2"), T["Y2"].T @ T["gradY2lin"] / N)
    assert about(T, "value_other_layer", "gradW2") == [("gradW2", "Y1", "Y2")]


def test_the_gradient_before_the_activations_derivative():
    same(made(T, "gradient_too_early", "gradW2"), T["Y1"].T @ T["gradY2"] / N)
    same(
        made(NORMED, "gradient_too_early", "gradW1"),
        NORMED["X"].T @ NORMED["gradNorm1"] / N,
    )


def test_a_gradient_of_a_statistic_is_no_step_before():
    """gradMu1 reads gradVar1, but nobody takes one for the other."""
    assert made(NORMED, "gradient_too_early", "gradY1lin_mean") == []


def test_a_bias_or_a_factor_is_left_out():
    same(made(T, "bias_forgotten", "Y2lin"), T["Y1"] @ T["W2"])
    same(made(NORMED, "bias_forgotten", "Y1bn"), NORMED["norm1"] * NORMED["gamma1"])
    same(made(NORMED, "scale_forgotten", "Y1bn"), NORMED["norm1"] + NORMED["beta1"])
    same(made(NORMED, "scale_forgotten", "gradNorm1"), NORMED["gradY1bn"])


def test_columns_have_the_same_mistakes():
    """`dW2 = dz2 a1ᵀ`, so `dz2 z1ᵀ` reads too early."""
    program = columns((2, 3, 3, 2), "tanh", "l2")
    found = {s.mistake: s.about for s in wrong_steps(program)["dW2"]}
    assert found["value_too_early"] == ("dW2", "a1", "z1")
    assert found["value_other_layer"] == ("dW2", "a1", "a2")
    assert found["gradient_too_early"] == ("dW2", "dz2", "da2")
