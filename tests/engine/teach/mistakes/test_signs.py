"""Signs and factors: what is left when one is wrong."""

from tests.engine.teach.mistakes.making import about, made, network, same

L2, MSE, CE = network(), network(loss="mse"), network(loss="cross_entropy")
NORMED = network(norm="before")
ERROR = L2["Y3"] - L2["D"]


def test_target_minus_output():
    same(made(L2, "target_minus_output", "gradY3"), -ERROR)
    same(made(MSE, "target_minus_output", "gradY3"), -MSE["gradY3"])
    assert made(L2, "target_minus_output", "gradW1") == []


def test_the_output_alone():
    same(made(L2, "target_forgotten", "gradY3"), L2["Y3"])
    assert about(L2, "target_forgotten", "gradY3") == [("gradY3", "D")]


def test_a_minus_is_lost():
    """`-D / Y`, and the -½ of the variance."""
    same(made(CE, "sign_lost", "gradY3"), CE["D"] / CE["Y3"])
    same(made(CE, "sign_lost", "L"), -CE["L"])
    same(made(NORMED, "sign_lost", "gradVar1"), -NORMED["gradVar1"])


def test_a_factor_is_forgotten():
    """½ Σ (Y - D)² without the ½; 2 (Y - D) / 2 without the 2, or without the 2 columns."""
    same(made(L2, "factor_forgotten", "L"), (ERROR**2).sum())
    error = MSE["Y3"] - MSE["D"]
    same(made(MSE, "factor_forgotten", "gradY3"), error / 2, 2 * error)


def test_a_two_too_many():
    same(made(L2, "factor_two", "gradY3"), 2 * ERROR)
    assert made(MSE, "factor_two", "gradY3") == []


def test_a_power_that_keeps_its_exponent():
    """-½ Σ g (x - mean) (var + eps)^(-½) in place of the exponent -3/2."""
    v = NORMED
    expected = v["gradVar1"] * (v["var1"] + v["eps1"])
    same(made(v, "power_kept", "gradVar1"), expected)
