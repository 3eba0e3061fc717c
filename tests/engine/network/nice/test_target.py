import numpy as np
import pytest

from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.nice.target import draw_target


def made(name, activation="identity", shape=(5, 2), output=None):
    """A target for a loss and an activation of the last layer, None for a linear one."""
    output = np.zeros(shape) if output is None else np.array(output)
    loss = LOSSES.get(name)
    last = (loss and loss.head) or ACTIVATIONS.get(activation)
    return draw_target(np.random.default_rng(3), loss, last, output)


@pytest.mark.parametrize(
    ("loss", "activation"),
    [("softmax_cross_entropy", "linear"), ("l2", "softmax"), ("cross_entropy", "softmax")],
)
def test_one_class_a_row_and_each_as_often(loss, activation):
    drawn = made(loss, activation)
    assert drawn.sum(axis=1).tolist() == [1] * 5
    assert sorted(drawn.sum(axis=0)) == [2, 3]


def test_where_there_are_more_classes_than_rows_a_row_has_several():
    """An output that is no row's class would have the gradient -D / Y, which is 0."""
    drawn = made("cross_entropy", "sigmoid", (2, 5))
    assert (drawn.sum(axis=0) == 1).all()
    assert (drawn.sum(axis=1) >= 1).all()


@pytest.mark.parametrize(
    ("loss", "activation", "low"),
    [
        ("binary_cross_entropy", "linear", 0),
        ("binary_cross_entropy", "tanh", 0),
        ("l2", "sigmoid", 0),
        ("mse", "tanh", -1),
    ],
)
def test_half_of_every_column(loss, activation, low):
    drawn = made(loss, activation, (6, 3))
    assert set(drawn.flat) == {low, 1}
    assert (drawn == 1).sum(axis=0).tolist() == [3, 3, 3]


def test_else_it_is_a_whole_number_not_far_from_the_output_and_never_it():
    off = made("l2", output=[[2.4, -7.0], [0.0, 5.6]]) - np.array([[2, -7], [0, 6]])
    assert set(np.abs(off).flat) <= {1, 2, 3}


def test_a_gradient_from_upstream_is_small_and_whole():
    assert set(np.abs(made("upstream", "softmax")).flat) <= {1, 2, 3}
