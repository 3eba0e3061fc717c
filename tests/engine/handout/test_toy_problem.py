"""Every number that the toy problem prints, sections 2.1 to 3.7, to the digits it prints."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.expr import Name
from engine.core.naming import Place
from engine.core.program import Input, Program, Role
from engine.core.rewrite import at_sizes
from engine.network.build import mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.linear import linear_backward, linear_forward
from engine.network.losses import LOSSES
from engine.running.trace import run
from tests.support import toy
from tests.support.calculate import calculate

PROBABILITIES = [[0.2, 0.3, 0.5]]
ONE_HOT = {c: np.eye(3)[[c - 1]] for c in (1, 2, 3)}
GRAD_Y = [[1, -1, 1]]
PRINTED = ("sigmoid", "relu", "tanh", "softmax")
"""The activations that the handout computes."""


def linear(x, w, b):
    shapes = {"X": ("n", 2), "W1": (2, 3), "B1": (1, 3)}
    inputs = tuple(Input(name, shape, Role.INPUT) for name, shape in shapes.items())
    program = Program(inputs, linear_forward(Place(1, Name("X"), Name("Y1lin"))))
    return run(program, {"X": x, "W1": w, "B1": b})["Y1lin"]


def linear_gradients(z, w, grad_y):
    shapes = {"X": ("n", 2), "W1": (2, 3), "B1": (1, 3), "gradY1lin": ("n", 3)}
    inputs = tuple(Input(name, shape, Role.INPUT) for name, shape in shapes.items())
    program = Program(inputs, linear_backward(Place(1, Name("X"), Name("Y1lin"))))
    trace = run(program, {"X": z, "W1": w, "B1": [[1, 1, 1]], "gradY1lin": grad_y})
    return {"gradZ": trace["gradX"], "gradW": trace["gradW1"], "gradB": trace["gradB1"]}


def activated(name, z):
    return calculate(ACTIVATIONS[name].forward, Z=z)


def activation_gradient(name, z, grad_y):
    return calculate(ACTIVATIONS[name].backward, Z=z, Y=activated(name, z), G=grad_y)


def loss(name, y, d, z=((0,),)):
    value = at_sizes(LOSSES[name].value, {"m": np.shape(d)[1]})
    return np.atleast_2d(calculate(value, Z=z, Y=y, D=d))


def loss_gradient(name, y, d):
    return calculate(at_sizes(LOSSES[name].gradient, {"m": np.shape(d)[1]}), Y=y, D=d)


def activations(y1lin):
    return {name: activated(name, y1lin) for name in PRINTED}


def activation_gradients(z):
    return {name: activation_gradient(name, z, GRAD_Y) for name in PRINTED}


def losses():
    return {
        "l2": loss("l2", [[1, 2, 3]], [[2, 3, 4]]),
        "l2 of the network": loss("l2", single()["Y3lin"], [[1540, 900]]),
        "cross entropy of the network": loss("cross_entropy", single()["Y3"], [[1, 0]]),
    }


def loss_gradients():
    at_logits = "softmax_cross_entropy"
    return {
        "l2": loss_gradient("l2", [[1, 2, 3]], [[2, 3, 4]]),
        "l2 of the network": loss_gradient("l2", single()["Y3lin"], toy.D),
        "softmax cross entropy, c=1": loss_gradient(at_logits, PROBABILITIES, ONE_HOT[1]),
        "softmax cross entropy, c=2": loss_gradient(at_logits, PROBABILITIES, ONE_HOT[2]),
        "softmax cross entropy, c=3": loss_gradient(at_logits, PROBABILITIES, ONE_HOT[3]),
        "softmax cross entropy of the network": loss_gradient(at_logits, single()["Y3"], [[1, 0]]),
    }


@cache
def single():
    return run(mlp(toy.WIDTHS), toy.SINGLE)


@cache
def batch():
    return run(mlp(toy.WIDTHS), toy.BATCH)


SECTIONS = {
    "2.1.1": lambda: {"Y1lin": linear(toy.X, toy.W, toy.B)},
    "2.1.2": lambda: activations(linear(toy.X, toy.W, toy.B)),
    "2.1.3": single,
    "2.2.1": lambda: {"Y1lin": linear(toy.X_BATCH, toy.W, toy.B)},
    "2.2.2": lambda: activations(linear(toy.X_BATCH, toy.W, toy.B)),
    "2.2.3": batch,
    "2.3.1": losses,
    "3.2": loss_gradients,
    "3.3a": lambda: activation_gradients([[1, 2, 3]]),
    "3.3b": lambda: activation_gradients(linear(toy.X, toy.W, toy.B)),
    "3.4a": lambda: linear_gradients([[1, 2]], toy.W, GRAD_Y),
    "3.4b": lambda: linear_gradients(toy.X, toy.W, GRAD_Y),
    "3.5": single,
    "3.6": batch,
    "3.7 single": single,
    "3.7 batch": batch,
}
"""The matrices of a section, by the names that the handout gives them."""


@cache
def computed(section):
    return SECTIONS[section]()


def as_params(printed_entries):
    return [pytest.param(*entry, id="{}-{}[{},{}]".format(*entry)) for entry in printed_entries]


@pytest.mark.parametrize(
    ("section", "name", "i", "j", "text"), as_params(toy.entries(misprinted=False))
)
def test_printed_entry(section, name, i, j, text):
    ours = computed(section)[name]
    assert ours.shape == np.shape(toy.printed(section, name))
    assert_allclose(ours[i, j], float(text), rtol=1e-12, atol=toy.tolerance(text))


@pytest.mark.parametrize(
    ("section", "name", "i", "j", "text"), as_params(toy.entries(misprinted=True))
)
def test_misprinted_entry_is_not_what_the_data_give(section, name, i, j, text):
    assert abs(computed(section)[name][i, j] - float(text)) > 2 * toy.tolerance(text)


@pytest.mark.parametrize(("c", "p"), [(1, 0.2), (2, 0.3), (3, 0.5)])
def test_cross_entropy_is_minus_the_logarithm_of_the_probability_of_the_class(c, p):
    assert_allclose(loss("cross_entropy", PROBABILITIES, ONE_HOT[c]), -np.log(p), rtol=1e-15)


def test_every_misprint_is_a_printed_entry():
    listed = {(*key, i, j) for key, places in toy.MISPRINTS.items() for i, j in places}
    assert listed == {entry[:4] for entry in toy.entries(misprinted=True)}
