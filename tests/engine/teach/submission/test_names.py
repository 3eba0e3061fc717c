"""Names as people write them, and the values that they stand for."""

import pytest

from engine.network.build import build
from engine.network.spec import mlp_spec
from engine.teach.submission.names import named

PLAIN = build(mlp_spec((2, 3, 2), "relu"))
NORMED = build(mlp_spec((2, 3, 2), "relu", norm="before"))
SIZES = {"n": 4}
SHAPES = PLAIN.sized(SIZES)
MEANT = {
    "gradW1": ("dW1", "grad_W1", "W1.grad", "dLdW1", "dL_dW1", "d_W1", "dJ_dW1", "W1_grad"),
    "gradB2": ("db2", "grad_b2", "b2.grad", "dLdb2", "dL_db2", "fc2.bias.grad", "∂L/∂b2"),
    "gradW2": ("linear2.dW", "fc2.weight.grad", "layers.2.weight.grad", "grads['W2']", "dTheta2"),
    "gradY2lin": ("gradY2in", "dZ2", "delta2", "dlogits", "dz2", "δ2", "delta_2"),
    "gradY1": ("dA1", "dh1", "dH1", "gradA1", "da1"),
    "Y1lin": ("Z1", "z1", "Z_1", "z[1]"),
    "Y1": ("A1", "a1", "h1", "H1"),
    "Y2": ("yhat", "y_hat", "probs", "y_pred", "A2"),
    "Y2lin": ("logits", "Z2"),
    "L": ("loss", "J", "cost", "l"),
    "X": ("x",),
    "W1": ("w1", "fc1.weight", "theta1", "weights_1", "params['W1']"),
}


@pytest.mark.parametrize(
    ("own", "name"), [(own, name) for name, owns in MEANT.items() for own in owns]
)
def test_a_name_by_itself(own, name):
    assert named(PLAIN, {own: SHAPES[name]}, SIZES, {})[0].name == name


def stand_for(program, shapes, chosen=None):
    return {one.own: one.name for one in named(program, shapes, SIZES, chosen or {})}


def test_modules_count_by_their_place():
    """As `nn.Sequential` numbers them: 0 and 2 are linear, 1 is an activation."""
    shapes = {"0.weight.grad": (3, 2), "2.weight.grad": (2, 3), "2.bias.grad": (2,)}
    assert list(stand_for(PLAIN, shapes).values()) == ["gradW1", "gradW2", "gradB2"]


def test_a_module_whose_weight_is_a_list_is_a_normalisation():
    shapes = {"0.weight": (3, 2), "1.weight": (3,), "1.bias": (3,), "3.weight": (2, 3)}
    assert list(stand_for(NORMED, shapes).values()) == ["W1", "gamma1", "beta1", "W2"]


def test_layers_that_count_from_0():
    shapes = {"dW0": (2, 3), "dW1": (3, 2), "db0": (3,)}
    assert list(stand_for(PLAIN, shapes).values()) == ["gradW1", "gradW2", "gradB1"]


def test_y_is_the_target_where_the_output_has_a_name_of_its_own():
    assert stand_for(PLAIN, {"y": (4, 2), "yhat": (4, 2)}) == {"y": "D", "yhat": "Y2"}
    assert stand_for(PLAIN, {"y": (4, 2)}) == {"y": "Y2"}


def test_a_shape_decides_where_a_name_does_not():
    """`dW` of 3 x 2 is that of layer 2."""
    assert stand_for(PLAIN, {"dW": (3, 2), "db": (3,)}) == {"dW": "gradW2", "db": "gradB1"}


def test_a_wrong_shape_of_a_sure_name_is_taken():
    assert stand_for(PLAIN, {"db1": (4, 3)}) == {"db1": "gradB1"}


def test_what_stands_for_nothing_and_what_is_chosen():
    assert stand_for(PLAIN, {"what": (9,), "dW7": (3, 2)}) == {"what": None, "dW7": None}
    assert stand_for(PLAIN, {"q": (3, 2)}, {"q": "gradW2"}) == {"q": "gradW2"}


def test_no_two_names_have_one_value():
    found = stand_for(PLAIN, {"dW2": (3, 2), "grad_W2": (3, 2)})
    assert sorted(map(str, found.values())) == ["None", "gradW2"]
