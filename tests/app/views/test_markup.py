import re

import pytest

from app.views.markup import markup
from engine.core.box import Frac, Letter, NameBox, Row, Sign, Sub, Sup, Word
from engine.network.build import mlp
from engine.printing.names import label


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("X", "<i>X</i>"),
        ("W2", "<i>W</i><sub>2</sub>"),
        ("Y2lin", "<i>Y</i><sub>2lin</sub>"),
        ("gradW2", "∇<i>W</i><sub>2</sub>"),
        ("gradX", "∇<i>X</i>"),
        ("W2_new", "<i>W</i><sub>2</sub><sup>new</sup>"),
        ("lr", "<i>η</i>"),
    ],
)
def test_labels(name, text):
    assert markup(label(name)) == text


def test_what_html_reserves_is_escaped():
    assert markup(Row((Letter("<a>"), Sign("&"), Word("b>")))) == "<i>&lt;a&gt;</i>&amp;b&gt;"


def test_scripts_inside_scripts():
    box = Sup(Sub(Letter("W"), Row((Word("1"), Letter("k")))), Word("new"))
    assert markup(box) == "<i>W</i><sub>1<i>k</i></sub><sup>new</sup>"


def test_every_name_of_a_network_has_a_label(network):
    texts = {name: markup(label(name)) for name in network.names}
    assert len(set(texts.values())) == len(texts)
    for text in texts.values():
        assert re.sub(r"<(i|sub|sup)>(.*?)</\1>", r"\2", text).isprintable()


def test_every_layer_has_labels_of_its_own():
    deep = mlp((2,) * 12)
    assert len({markup(label(name)) for name in deep.names}) == len(deep.names)


@pytest.mark.parametrize("box", [NameBox("A"), Frac(Letter("a"), Letter("b")), None])
def test_what_stands_in_no_label_is_refused(box):
    with pytest.raises(TypeError, match="does not stand in a label"):
        markup(box)
