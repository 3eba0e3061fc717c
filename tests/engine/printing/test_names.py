import pytest

from engine.core.box import Letter, Row, Sign, Sub, Sup, Word
from engine.network.build import mlp
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
        ("gamma1", Sub(Letter("γ"), Word("1"))),
        ("running_mean1", Sub(Word("running mean"), Word("1"))),
        ("running_var2_old", Sup(Sub(Word("running var"), Word("2")), Word("old"))),
        ("mW1_hat", Sup(Sub(Letter("mW"), Word("1")), Word("hat"))),
        ("any_thing", Word("any thing")),
    ],
)
def test_label(name, box):
    assert label(name) == box


def test_a_gradient_in_a_formula_says_of_what():
    of = Row((Letter("W"), Word("2")))
    assert symbol("gradW2") == Row((Sub(Sign("∇"), of), Letter("L")))
    assert symbol("gradX") == Row((Sub(Sign("∇"), Letter("X")), Letter("L")))
    assert symbol("W2") == W2


def test_a_way_on_which_a_gradient_comes_back_is_said():
    of = Row((Letter("Y"), Word("1lin")))
    way = Sup(Sub(Sign("∇"), of), Word("var"))
    assert symbol("gradY1lin_var") == Row((way, Letter("L")))


@pytest.mark.parametrize("norm", ["none", "before", "after"])
def test_no_two_names_of_a_network_look_alike(norm):
    network = mlp((2, 3, 3, 2), norm=norm)
    assert len({symbol(name) for name in network.names}) == len(network.names)
    assert len({label(name) for name in network.names}) == len(network.names)
