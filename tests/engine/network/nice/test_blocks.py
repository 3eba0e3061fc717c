from dataclasses import replace

import pytest

from engine.network.nice.blocks import blocks
from engine.network.spec import NetworkSpec, mlp_spec


def kinds(spec):
    return [(bool(block.linear), block.kinds, block.width) for block in blocks(spec)]


def test_a_network_is_cut_before_every_linear_layer():
    spec = mlp_spec((2, 3, 4), norm="before", loss="l2")
    assert kinds(spec) == [
        (False, (), 2),
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
    assert blocks(NetworkSpec(2, layers, loss="l2", training=training))[-1].most_dead == most


def test_fractions_stay_fractions_up_to_an_exponential():
    spec = mlp_spec((2, 3, 3, 2), ["leaky_relu", "tanh"])
    assert [block.keeps_fractions for block in blocks(spec)] == [True, True, False, True]
    assert [block.fractions for block in blocks(spec)] == [True, True, True, False]


def test_logits_go_into_a_loss_that_makes_its_output_itself():
    assert [block.logits for block in blocks(mlp_spec((2, 2)))] == [False, True]
    assert not blocks(mlp_spec((2, 2), loss="l2"))[-1].logits
    assert not blocks(NetworkSpec(2, (("linear", 2),), loss="upstream"))[-1].logits


def test_a_later_block_is_normalised_by_the_batch_in_training_only():
    spec = mlp_spec((2, 3, 3, 2), norm="before")
    assert [block.normed_later for block in blocks(spec)] == [True, True, False, False]
    assert not any(block.normed_later for block in blocks(replace(spec, training=False)))
