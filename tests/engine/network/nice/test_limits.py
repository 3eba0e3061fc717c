"""What is impossible is refused with the reason."""

from dataclasses import replace
from itertools import product
from math import isqrt

import pytest

from engine.core.errors import SettingError
from engine.network.nice.blocks import blocks
from engine.network.nice.search import nice
from engine.network.spec import NetworkSpec, mlp_spec

TOY = mlp_spec((2, 3, 3, 2))
NORMED = mlp_spec((2, 3, 2), norm="before")


@pytest.mark.parametrize(
    ("spec", "asked", "message"),
    [
        (TOY, {"batch": 0}, "batch is 0; it needs a whole number from 1"),
        (TOY, {"seed": -1}, "seed is -1; it needs a whole number from 0"),
        (TOY, {"dead": 1.0}, "dead is 1.0; it needs a whole number from 0"),
        (TOY, {"dead": 5}, "dead is 5, but this network can have 4 dead units at most"),
        (mlp_spec((2, 3, 2), "tanh"), {"dead": 1}, "can have 0 dead units"),
        (mlp_spec((2, 3, 2), norm="after"), {"dead": 1}, "can have 0 dead units"),
        (NORMED, {"batch": 1}, "one sample has no variance"),
        (NORMED, {"batch": 2}, "two samples become -1 and 1 .* it needs 4 or more"),
        (NORMED, {"batch": 3}, "three whole numbers is never the square of a fraction"),
        (mlp_spec((2, 3, 1)), {}, "the softmax of one output is 1 whatever it is"),
        (mlp_spec((2, 1, 2), "softmax"), {}, "the softmax of one output"),
    ],
)
def test_what_is_impossible_is_refused_with_the_reason(spec, asked, message):
    with pytest.raises(SettingError, match=message):
        nice(spec, **asked)


@pytest.mark.parametrize("layer", [("dropout", 0), ("residual", 1), ("layer_norm", 0)])
def test_a_layer_that_takes_several_units_together_is_refused(layer):
    spec = NetworkSpec(3, (("linear", 3), layer, ("linear", 2)), loss="l2")
    with pytest.raises(SettingError, match=f"{layer[0]} has no nice numbers"):
        nice(spec)


def test_the_variance_of_three_whole_numbers_is_never_a_square():
    """9 var = 3 Σ x² - (Σ x)²; the third may be taken as 0, since moving all changes nothing."""
    nines = {3 * (a * a + b * b) - (a + b) ** 2 for a, b in product(range(-30, 31), repeat=2)}
    assert [nine for nine in nines if isqrt(nine) ** 2 == nine] == [0]


def test_three_samples_are_normalised_where_no_fraction_comes_in():
    layers = (("linear", 3), ("tanh", 0), ("batch_norm", 0), ("linear", 2))
    assert nice(NetworkSpec(2, layers, loss="l2"), batch=3)
    with pytest.raises(SettingError, match="two samples"):
        nice(NetworkSpec(2, layers, loss="l2"), batch=2)


def test_in_inference_any_batch_is_normalised():
    assert nice(replace(NORMED, training=False), batch=1)


def test_one_unit_of_every_layer_is_left():
    assert [block.most_dead for block in blocks(TOY)] == [0, 2, 2, 0]
