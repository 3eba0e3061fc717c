import pytest

from engine.box import Letter, Row, Sign, Sub, Sup, Word
from engine.printing.names import label, symbol

Y2LIN = Sub(Letter("Y"), Word("2lin"))
W2 = Sub(Letter("W"), Word("2"))


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("X", Letter("X")),
        ("W2", W2),
        ("Y2lin", Y2LIN),
        ("gradW2", Row((Sign("∇"), W2))),
        ("gradX", Row((Sign("∇"), Letter("X")))),
        ("W2_new", Sup(W2, Word("new"))),
        ("lr", Letter("η")),
        ("running_mean", Letter("running_mean")),
    ],
)
def test_label(name, box):
    assert label(name) == box


def test_a_gradient_in_a_formula_says_of_what():
    of = Row((Letter("W"), Word("2")))
    assert symbol("gradW2") == Row((Sub(Sign("∇"), of), Letter("L")))
    assert symbol("gradX") == Row((Sub(Sign("∇"), Letter("X")), Letter("L")))
    assert symbol("W2") == W2


def test_no_two_names_of_a_network_look_alike(network):
    assert len({symbol(name) for name in network.names}) == len(network.names)
    assert len({label(name) for name in network.names}) == len(network.names)
