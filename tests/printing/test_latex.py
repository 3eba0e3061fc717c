import pytest

import engine
from engine import Name, Number, equation_latex
from engine.printing.latex import latex
from engine.render import boxes


def plain(text):
    """Without what is only for the eye: upright indices, braces and thin spaces."""
    for mark in (r"\mathrm", r"\mathit", r"\left", r"\right", r"\,", "{", "}", " "):
        text = text.replace(mark, "")
    return text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Y2lin", r"Y_2lin=Y_1W_2+B_2"),
        ("Y2", r"Y_2=ReLU(Y_2lin)"),
        ("Y3", r"Y_3=softmax(Y_3lin)"),
        ("gradY3lin", r"\nabla_Y3linL=Y_3-D"),
        ("gradW2", r"\nabla_W2L=\frac1nY_1^\top\nabla_Y2linL"),
        ("gradB2", r"\nabla_B2L=\frac1n\mathbf1^\top\nabla_Y2linL"),
        ("gradX", r"\nabla_XL=\nabla_Y1linLW_1^\top"),
        ("W2_new", r"W_2^new=W_2-\eta\nabla_W2L"),
    ],
)
def test_an_equation_is_written_as_the_handout_writes_it(network, name, text):
    assert plain(equation_latex(network.by_name[name])) == text


def test_every_equation_of_every_network_has_balanced_latex():
    for loss in ("l2", "cross_entropy", "softmax_cross_entropy"):
        for hidden in ("identity", "sigmoid", "tanh", "relu", "softmax"):
            for equation in engine.mlp((2, 3, 2), hidden, loss).equations:
                text = equation_latex(equation)
                assert text.count("{") == text.count("}"), text
                assert text.count(r"\left") == text.count(r"\right"), text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2, "2"),
        (0.5, r"\frac{1}{2}"),
        (0.1, "0.1"),
        (1.23456789, "1.23456789"),
        (1234567, "1234567"),
        (1e-08, "1e-08"),
    ],
)
def test_no_digit_of_a_number_is_lost(value, text):
    assert latex(boxes(Number(value))) == text


def test_an_unknown_box_is_refused():
    with pytest.raises(TypeError, match="has no LaTeX"):
        latex(Name("A"))
