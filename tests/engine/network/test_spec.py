"""The description of a network: what may be chosen, and how its layers are numbered."""

from itertools import pairwise

import pytest

from engine.core.errors import SettingError
from engine.network.spec import NetworkSpec, placed


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"layers": ()}, "layers is empty"),
        ({"layers": (("conv", 3),)}, "'conv' .* linear, linear_without_bias, batch_norm"),
        ({"width": 0}, "whole numbers from 1"),
        ({"loss": "rank"}, "'rank' .* upstream"),
        ({"penalty": "l1"}, "'l1' .* none, full, half"),
        ({"optimizer": "lion"}, "'lion' .* sgd, momentum_inside, momentum"),
    ],
)
def test_a_description_that_is_not_a_choice_is_refused(settings, message):
    with pytest.raises(SettingError, match=message):
        NetworkSpec(**{"width": 2, "layers": (("linear", 3),), "loss": "l2"} | settings)


def test_layers_are_numbered_in_groups_of_a_linear_layer_and_what_follows_it():
    layers = (("linear", 3), ("relu", 0), ("batch_norm", 0), ("tanh", 0), ("linear", 2))
    found = placed(NetworkSpec(2, layers, loss="softmax_cross_entropy"))
    chain = [(layer.place.below.name, layer.place.out.name) for layer in found]
    names = ["X", "Y1lin", "Y1", "Y1bn", "Y2", "Y3lin"]
    assert chain == list(pairwise(names))
    assert [layer.width_out for layer in found] == [3, 3, 3, 3, 2]


def test_a_penalty_needs_a_loss_to_be_added_to():
    with pytest.raises(SettingError, match=r"penalty needs a loss .* leave it out, .* a decay"):
        NetworkSpec(2, (("linear", 2),), loss="upstream", penalty="full")
