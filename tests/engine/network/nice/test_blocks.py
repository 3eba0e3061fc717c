import pytest

from engine.network.nice.blocks import blocks
from engine.network.spec import NetworkSpec, mlp_spec


def kinds(spec):
    return [(bool(block.linear), block.kinds, block.width) for block in blocks(spec)]


def test_a_network_is_cut_before_every_linear_layer():
    spec = mlp_spec((2, 3, 4), norm="before", loss="l2")
    assert kinds(spec) == [
        (False, (), 0),
        (True, ("batch_norm", "relu"), 3),
        (True, ("identity",), 4),
    ]


def test_and_after_every_softmax():
    spec = NetworkSpec(2, (("softmax", 0), ("relu", 0), ("linear", 3)), loss="l2")
    assert kinds(spec) == [(False, ("softmax",), 2), (False, ("relu",), 2), (True, (), 3)]


@pytest.mark.parametrize(
    ("layers", "training", "most"),
    [
        ((("linear", 3), ("relu", 0)), True, 2),
        ((("linear", 3), ("tanh", 0)), True, 0),
        ((("relu", 0),), True, 0),
        ((("linear", 3), ("batch_norm", 0), ("relu", 0)), True, 2),
        ((("linear", 3), ("relu", 0), ("batch_norm", 0)), True, 0),
        ((("linear", 3), ("relu", 0), ("batch_norm", 0)), False, 2),
    ],
)
def test_a_unit_can_be_dead_after_a_relu_unless_its_batch_is_normalised(layers, training, most):
    assert blocks(NetworkSpec(2, layers, loss="l2"))[-1].most_dead(training) == most


def test_fractions_stay_fractions_up_to_an_exponential():
    spec = mlp_spec((2, 3, 3, 2), ["leaky_relu", "tanh"])
    assert [block.keeps_fractions for block in blocks(spec)] == [True, True, False, True]
