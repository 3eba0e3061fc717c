import pytest

from engine.network.nice.groups import groups, has_logits
from engine.network.spec import NetworkSpec, mlp_spec


def kinds(spec):
    return [(bool(group.linear), group.kinds, group.width) for group in groups(spec)]


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
    ("layers", "training", "may_die"),
    [
        ((("linear", 3), ("relu", 0)), True, True),
        ((("linear", 3), ("tanh", 0)), True, False),
        ((("relu", 0),), True, False),
        ((("linear", 3), ("batch_norm", 0), ("relu", 0)), True, True),
        ((("linear", 3), ("relu", 0), ("batch_norm", 0)), True, False),
        ((("linear", 3), ("relu", 0), ("batch_norm", 0)), False, True),
    ],
)
def test_a_unit_can_be_dead_after_a_relu_unless_its_batch_is_normalised(layers, training, may_die):
    assert groups(NetworkSpec(2, layers, loss="l2"))[-1].may_die(training) == may_die


def test_fractions_stay_fractions_up_to_an_exponential():
    spec = mlp_spec((2, 3, 3, 2), ["leaky_relu", "tanh"])
    assert [group.rational for group in groups(spec)] == [True, True, False, True]


def test_logits_go_into_a_loss_that_makes_its_output_itself():
    assert has_logits(mlp_spec((2, 2)))
    assert not has_logits(mlp_spec((2, 2), loss="l2"))
    assert not has_logits(NetworkSpec(2, (("linear", 2),), loss="upstream"))
