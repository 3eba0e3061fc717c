import pytest

from engine.core.expr import Name
from engine.core.naming import (
    activation_place,
    grad,
    gradient_of,
    linear_place,
    new,
    norm_place,
    old,
)


def test_gradients_and_updates_are_named_after_their_value():
    assert grad("W2") == "gradW2"
    assert new("W2") == "W2_new"
    assert old("running_mean2") == "running_mean2_old"
    assert gradient_of(Name("W2")) == Name("gradW2")


@pytest.mark.parametrize(("k", "below"), [(1, "X"), (2, "Y1"), (3, "Y2")])
def test_a_layer_reads_the_output_of_the_one_below(k, below):
    linear, activation, norm = linear_place(k), activation_place(k), norm_place(k)
    assert linear.below == Name(below)
    read = [linear.own("W"), linear.own("B"), linear.out, activation.out, norm.out]
    assert read == [Name(n.format(k)) for n in ("W{}", "B{}", "Y{}lin", "Y{}", "Y{}bn")]
    assert activation.below == norm.below == linear.out
    assert linear.gradient == Name(f"gradY{k}lin")


def test_a_layer_may_be_put_on_any_value():
    assert linear_place(2, "Y1bn").below == Name("Y1bn")
    assert activation_place(2, "Y2bn").below == Name("Y2bn")
    assert norm_place(2, "Y2").below == Name("Y2")
