"""Layers are read off any program: rows, columns, lessons."""

import pytest

from app.views.see.layers import layers
from app.views.see.neurons import neurons
from engine.network.build import mlp
from engine.network.columns import columns
from engine.teach.lessons.lesson import load
from tests.support import toy


def seen(program):
    return [(x.below, x.weights, x.bias, x.values, x.turned, x.upright) for x in layers(program)]


def test_a_network_of_rows():
    assert seen(mlp(toy.WIDTHS)) == [
        ("X", "W1", "B1", ("Y1lin", "Y1"), False, False),
        ("Y1", "W2", "B2", ("Y2lin", "Y2"), False, False),
        ("Y2", "W3", "B3", ("Y3lin", "Y3"), False, False),
    ]


def test_normalisation_is_part_of_the_layer():
    (first, _) = layers(mlp((2, 3, 2), norm="before"))
    assert first.values == ("Y1lin", "norm1", "Y1bn", "Y1")


def test_a_network_of_columns_has_its_weights_the_other_way_round():
    assert seen(columns((2, 3, 2))) == [
        ("x", "W1", "B1", ("z1", "a1"), True, True),
        ("a1", "W2", "B2", ("z2", "o"), True, True),
    ]


@pytest.mark.parametrize(
    ("lesson", "scene", "values"),
    [
        ("differential-forms", "net", [("Z1", "H1"), ("Z2", "P")]),
        ("first-principles", "network", [("z1", "a1"), ("z2", "o")]),
        ("mnist", "network", [("z1", "h"), ("z2", "yhat")]),
        ("index-notation", "net", [("H",), ("s", "P")]),
    ],
)
def test_the_networks_of_the_lessons(lesson, scene, values):
    program = load(lesson).scenes[scene].program
    assert [layer.values for layer in layers(program)] == values


def test_rows_times_transposed_weights():
    """`z1 = x @ W1.T + b1`: a row of the weights belongs to an output, and samples are rows."""
    (first, _) = layers(load("mnist").scenes["row"].program)
    assert (first.turned, first.upright) == (True, False)


def test_what_is_no_chain_of_layers_has_none():
    program = load("differential-forms").scenes["traces"].program
    assert layers(program) == ()
    assert neurons(program, program.sized({}), layers(program)) is None


def test_too_many_neurons_are_not_drawn():
    for width, drawn in ((32, True), (33, False)):
        program = mlp((2, width, 2))
        assert (neurons(program, program.sized({"n": 3}), layers(program)) is not None) == drawn


def test_the_network_of_neurons():
    program = mlp((2, 3, 2))
    assert neurons(program, program.sized({"n": 5}), layers(program)) == {
        "columns": [["X"], ["Y1lin", "Y1"], ["Y2lin", "Y2"]],
        "links": [
            {"weights": "W1", "bias": "B1", "turned": False},
            {"weights": "W2", "bias": "B2", "turned": False},
        ],
        "upright": False,
        "samples": 5,
        "target": "D",
        "loss": "L",
    }
