"""Where the toy problem contradicts itself: the slip from which each misprint follows.

Every test makes the slip on purpose, finds the printed number, and finds another one without it.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.running.trace import run
from tests.support import toy
from tests.support.calculate import calculate

Y1LIN = [[32, 22, 10]]  # section 2.1.1
GRAD_Y = np.array([[1, -1, 1]])


def printed(section, name):
    return np.array(toy.printed(section, name), dtype=float)


def is_printed(numbers, section, name):
    """All digits that are printed agree."""
    texts = toy.printed(section, name)
    near = [
        abs(number - float(text)) <= toy.tolerance(text) + 1e-12 * abs(float(text))
        for number, text in zip(np.ravel(numbers), np.ravel(texts), strict=True)
    ]
    return all(near)


@pytest.mark.parametrize("section", ["2.1.3", "2.2.3"])
def test_y3_is_printed_without_its_softmax(section, single, batch):
    """Section 2.1.3 calls for `Y3 = softmax.forward(Y3lin)` and prints Y3lin again."""
    trace = single if section == "2.1.3" else batch
    assert is_printed(trace["Y3lin"], section, "Y3")
    assert_allclose(trace["Y3"].sum(axis=1), 1)
    assert_allclose(trace["Y3"][:, 0], 1)


def test_l2_sanity_check_is_a_mean_of_squares():
    """½(1 + 1 + 1) = 1.5; (1 + 1 + 1)/3 = 1.0 is printed. For two entries the two agree: 20.5."""
    half_sum = LOSSES["l2"].value

    def l2(y, d):
        return calculate(half_sum, Z=y, Y=y, D=d)

    error = np.array([[1, 2, 3]]) - [[2, 3, 4]]
    assert l2([[1, 2, 3]], [[2, 3, 4]]) == 1.5
    assert is_printed(np.mean(error**2), "2.3.1", "l2")
    assert l2([[1544, 905]], [[1540, 900]]) == np.mean([4**2, 5**2]) == 20.5


def test_sigmoid_gradient_lost_a_sign():
    """gradY is -1 in the middle and σ' is positive, so gradZ is negative there."""
    ours = calculate(
        ACTIVATIONS["sigmoid"].backward,
        G=GRAD_Y,
        Z=Y1LIN,
        Y=calculate(ACTIVATIONS["sigmoid"].forward, Z=Y1LIN),
    )
    assert ours[0, 1] < 0
    assert is_printed(np.abs(ours), "3.3b", "sigmoid")


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_z_of_section_3_3_is_y1lin(name):
    """The printed numbers come out for Z = Y1lin; Z = Y1, as it says, gives f'(1) three times."""
    activation = ACTIVATIONS[name]

    def gradient(z):
        y = calculate(activation.forward, Z=z)
        return calculate(activation.backward, G=GRAD_Y, Z=z, Y=y)

    y1 = calculate(activation.forward, Z=Y1LIN)
    assert_allclose(y1, np.ones((1, 3)), atol=1e-4)
    assert not is_printed(np.abs(gradient(y1)), "3.3b", name)
    assert is_printed(np.abs(gradient(Y1LIN)), "3.3b", name)


def test_network_check_of_section_3_2_takes_the_single_input(single, batch):
    """It names the inputs of 2.2.3, a batch of three; the numbers are those of 2.1.3."""
    assert is_printed(single["Y3lin"] - toy.D, "3.2", "l2 of the network")
    assert (batch["Y3lin"] - toy.D).shape == (3, 2)


def test_grad_w3_lost_a_sign(single):
    """Y2 is positive and gradY3lin[0,1] = -4, so all of the column is negative: 147 · -4 = -588."""
    ours = single["gradW3"].copy()
    assert ours[2, 1] == 147 * -4
    ours[2, 1] *= -1
    assert is_printed(ours, "3.5", "gradW3")


def test_w3_is_updated_with_the_lost_sign(single):
    """4 + 0.1 · 588 = 62.8; 4 - 0.1 · 588 = -54.8 is printed."""
    assert_allclose(single["W3_new"][2, 1], 62.8)
    lost = toy.PARAMETERS["W3"] - 0.1 * printed("3.5", "gradW3")
    assert is_printed(lost, "3.7 single", "W3_new")


def test_target_of_section_3_6_is_one_row_for_three(network, batch):
    """D = [240, 4] for all rows contradicts gradB3; the rows of `toy.D_BATCH` give it."""
    one_target = run(network, toy.BATCH | {"D": toy.D * 3})
    assert not is_printed(one_target["gradB3"], "3.6", "gradB3")
    assert is_printed(batch["gradB3"], "3.6", "gradB3")


def test_grad_y3lin_counts_the_probability_twice(batch):
    """Rows 2 and 3 come out for Y3 = [1, 1], which is no softmax; the rest has Y3 = [1, 0]."""
    y3 = np.array([[1, 0], [1, 1], [1, 1]])
    assert is_printed(y3 - toy.D_BATCH, "3.6", "gradY3lin")
    as_printed = printed("3.6", "gradY3lin")
    assert not is_printed(as_printed.mean(axis=0), "3.6", "gradB3")
    by_gradient = as_printed @ np.transpose(toy.PARAMETERS["W3"])
    assert by_gradient[1, 0] == -319 * 5 - 1 * 5
    assert printed("3.6", "gradY2")[1, 0] == batch["gradY2"][1, 0] == -319 * 5 - 2 * 5
    assert is_printed(batch["gradY3lin"].mean(axis=0), "3.6", "gradB3")


@pytest.mark.parametrize("name", ["gradY2", "gradY2lin"])
def test_grad_y2_lost_a_digit(name, batch):
    """-68 · 5 + -5 · 4 = -360; -36 is printed."""
    ours = batch[name].copy()
    assert ours[2, 2] == -68 * 5 + -5 * 4
    ours[2, 2] = int(str(int(ours[2, 2]))[:-1])
    assert is_printed(ours, "3.6", name)


def test_grad_b2_averages_the_lost_digit(batch):
    """(-1211 - 1603 - 360)/3 = -1058; with -36 it is -950. gradW2 was made with -360."""
    assert_allclose(batch["gradB2"][0, 2], (-1211 - 1603 - 360) / 3)
    assert is_printed(printed("3.6", "gradY2lin").mean(axis=0), "3.6", "gradB2")
    assert not is_printed(batch["Y1"].T @ printed("3.6", "gradY2lin") / 3, "3.6", "gradW2")


@pytest.mark.parametrize("name", ["gradY1", "gradY1lin"])
def test_grad_y1_repeats_its_second_row(name, batch):
    """The third row is printed as a copy of the second; gradX was made with the true one."""
    ours = batch[name]
    assert is_printed(ours[[0, 1, 1]], "3.6", name)
    assert_allclose(
        ours[2],
        [-365 * 2 - 199 * 5 - 360 * 6, -365 * 2 + 199 * 3 + 360 * 3, 365 * 2 - 199 * 4 - 360 * 3],
    )
    assert not is_printed(printed("3.6", name) @ np.transpose(toy.PARAMETERS["W1"]), "3.6", "gradX")


def test_grad_b1_averages_the_repeated_row(batch):
    """(-13261 - 17603 - 3885)/3 = -11583; with the copy it is -16155.7. gradW1 has the true row."""
    assert_allclose(batch["gradB1"][0, 0], (-13261 - 17603 - 3885) / 3)
    assert is_printed(printed("3.6", "gradY1lin").mean(axis=0), "3.6", "gradB1")
    wrong = np.transpose(toy.X_BATCH) @ printed("3.6", "gradY1lin") / 3
    assert not is_printed(wrong, "3.6", "gradW1")


@pytest.mark.parametrize(("name", "gradient"), [("B1_new", "gradY1lin"), ("B2_new", "gradY2lin")])
def test_updated_biases_carry_the_misprinted_gradients(name, gradient, batch):
    """B = 0 - 0.1 times the mean of the gradient as it is printed."""
    slipped = -0.1 * printed("3.6", gradient).mean(axis=0)
    assert is_printed(slipped, "3.7 batch", name)
    assert not is_printed(batch[name], "3.7 batch", name)


def test_single_update_of_section_3_7_takes_the_network_of_2_1_3(single):
    """It names 2.2.1, where B = [1, 2, 3]; B1 comes out as printed for B1 = 0."""
    assert is_printed(single["B1_new"], "3.7 single", "B1_new")
    assert not is_printed(toy.B - 0.1 * single["gradB1"], "3.7 single", "B1_new")
