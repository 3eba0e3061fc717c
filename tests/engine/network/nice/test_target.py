import numpy as np
import pytest

from engine.network.nice.target import target


def made(loss, kind="identity", shape=(5, 2), output=None):
    given = np.zeros(shape) if output is None else np.array(output)
    return target(np.random.default_rng(3), loss, kind, given)


@pytest.mark.parametrize(
    ("loss", "kind"),
    [("softmax_cross_entropy", "linear"), ("l2", "softmax"), ("cross_entropy", "softmax")],
)
def test_one_class_a_row_and_each_as_often(loss, kind):
    found = made(loss, kind)
    assert found.sum(axis=1).tolist() == [1] * 5
    assert sorted(found.sum(axis=0)) == [2, 3]


def test_where_there_are_more_classes_than_rows_a_row_has_several():
    """An output that is no row's class would have the gradient -D / Y, which is 0."""
    found = made("cross_entropy", "sigmoid", (2, 5))
    assert (found.sum(axis=0) == 1).all()
    assert (found.sum(axis=1) >= 1).all()


@pytest.mark.parametrize(
    ("loss", "kind", "low"),
    [("binary_cross_entropy", "linear", 0), ("l2", "sigmoid", 0), ("mse", "tanh", -1)],
)
def test_half_of_every_column(loss, kind, low):
    found = made(loss, kind, (6, 3))
    assert set(found.flat) == {low, 1}
    assert (found == 1).sum(axis=0).tolist() == [3, 3, 3]


def test_else_it_is_a_whole_number_not_far_from_the_output_and_never_it():
    off = made("l2", output=[[2.4, -7.0], [0.0, 5.6]]) - np.array([[2, -7], [0, 6]])
    assert set(np.abs(off).flat) <= {1, 2, 3}


def test_a_gradient_from_upstream_is_small_and_whole():
    assert set(np.abs(made("upstream", "softmax")).flat) <= {1, 2, 3}
