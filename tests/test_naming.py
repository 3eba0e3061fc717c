import pytest

from engine import Name
from engine.naming import Layer, grad, new


def test_gradients_and_updates_are_named_after_their_value():
    assert grad("W2") == "gradW2"
    assert new("W2") == "W2_new"


@pytest.mark.parametrize(("k", "below"), [(1, "X"), (2, "Y1"), (3, "Y2")])
def test_a_layer_reads_the_output_of_the_one_below(k, below):
    layer = Layer(k)
    assert layer.below == Name(below)
    read = [layer.weights, layer.bias, layer.linear, layer.output]
    assert read == [Name(f"W{k}"), Name(f"B{k}"), Name(f"Y{k}lin"), Name(f"Y{k}")]
