import itertools
import re

import pytest

from engine.core.box import Letter, NameBox, Transposed, Word
from engine.core.expr import Name, Number
from engine.core.program import Phase
from engine.core.render import boxes
from engine.network.build import mlp
from engine.printing.latex import document, equation_latex, latex
from engine.teach.lessons.notation import written
from tests.support.kinds import trace_of_kind


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
            for equation in mlp((2, 3, 2), hidden, loss).equations:
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


def test_text_is_escaped():
    assert latex(Word("running mean")) == r"\mathrm{running\ mean}"
    assert latex(Letter("a_b")) == r"\mathit{a\_b}"


ENVIRONMENTS = re.compile(r"\\(begin|end)\{(.*?)\}")


def check_balanced(text):
    """Every brace and every environment that is opened is closed, in the right order."""
    plain = text.replace(r"\{", "").replace(r"\}", "")
    depths = list(itertools.accumulate((c == "{") - (c == "}") for c in plain))
    assert min(depths) == 0 == depths[-1]
    assert text.count(r"\left") == text.count(r"\right")
    opened = []
    for what, name in ENVIRONMENTS.findall(text):
        if what == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert not opened


@pytest.mark.parametrize("norm", ["none", "before"])
def test_a_document_has_every_equation_under_its_phase(norm):
    trace = trace_of_kind(norm=norm)
    text = document(trace)
    check_balanced(text)
    headings = re.findall(r"\\section\*\{(.*?)\}", text)
    assert headings == ["Forward", "Loss", "Backward", "Update"]
    parts = text.split(r"\section*")[1:]
    for phase, part in zip(Phase, parts, strict=True):
        wanted = [e for e in trace.program.equations if e.phase is phase]
        assert part.count("&=") == len(wanted) == part.count(r"\\") + 1
        for equation in wanted:
            assert equation_latex(equation).replace(" = ", " &= ", 1) in part


def test_a_document_says_the_sizes_and_is_refused_nothing_outside_mathematics():
    text = document(trace_of_kind(norm="before"))
    assert "$n = 4$" in text
    assert not re.search(r"(?<!\\)_(?!\{)", text), "an underscore that is no index"
    assert text.isascii()


def test_a_notation_writes_names():
    own = {"dZ": written("∂L/∂Z_2")}
    assert latex(NameBox("dZ"), own) == r"\partial L / \partial Z_{\mathrm{2}}"
    assert latex(Transposed(NameBox("dZ")), own).startswith(r"{\left( \partial L /")
    assert latex(NameBox("W"), own) == "W"
