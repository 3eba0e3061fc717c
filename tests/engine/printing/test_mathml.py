from xml.etree import ElementTree

import pytest

from engine.core.box import Letter, NameBox, Transposed
from engine.core.expr import Name
from engine.core.ops import log_softmax, positive, softmax
from engine.core.render import boxes
from engine.entries.entry import entry_of
from engine.printing.mathml import formula_mathml, mathml
from engine.teach.lessons.notation import written

MATHML = "{http://www.w3.org/1998/Math/MathML}"
CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "munderover": 3}


def parsed(text):
    """The elements of a formula, each with as many children as its kind takes."""
    tree = ElementTree.fromstring(text)
    for node in tree.iter():
        kind = node.tag.removeprefix(MATHML)
        assert len(node) == CHILDREN.get(kind, len(node)), f"{kind} with {len(node)} children"
    return tree


def test_every_equation_is_well_formed_and_names_what_it_reads(network):
    for equation in network.equations:
        tree = parsed(formula_mathml(equation.name, boxes(equation.expr)))
        assert tree.tag == f"{MATHML}math"
        found = [node.get("data-name") for node in tree.iter() if node.get("data-name")]
        assert found[0] == equation.name
        assert set(found[1:]) == set(equation.reads)


def test_a_word_stands_apart_from_what_follows_it_without_brackets():
    written = mathml(boxes(log_softmax(Name("Y"))))
    assert written.index(">log<") < written.index("<mspace") < written.index(">softmax<")
    assert "<mspace" not in mathml(boxes(softmax(Name("Y"))))


def test_every_entry_of_a_batch_is_well_formed(batch):
    for equation in batch.program.equations:
        written = mathml(boxes(entry_of(batch, equation.name, 0, 0)))
        assert "data-name" in written
        parsed(f"<math>{written}</math>")


def test_what_xml_reserves_is_escaped():
    """The step function is written 1[A > 0]."""
    assert "<mo>&gt;</mo>" in formula_mathml("P", boxes(positive(Name("A"))))


def test_an_unknown_box_is_refused():
    with pytest.raises(TypeError, match="has no MathML"):
        mathml(Name("A"))


# -- A document's own way of writing names

OWN = {"dZ": written("∂L/∂Z_2"), "yhat": written("ŷ")}


def test_a_notation_writes_a_name_and_leaves_the_others():
    assert mathml(NameBox("yhat"), OWN) == '<mrow data-name="yhat"><mi>ŷ</mi></mrow>'
    assert mathml(NameBox("W"), OWN) == mathml(NameBox("W"))


def test_a_stroke_in_a_name_is_a_fraction_in_a_formula():
    found = mathml(NameBox("dZ"), OWN)
    assert found.startswith('<mrow data-name="dZ"><mfrac>')


def test_such_a_name_is_transposed_in_brackets():
    found = mathml(Transposed(NameBox("dZ")), OWN)
    assert found.index("<mo>(</mo>") < found.index("<mfrac>") < found.index("<mo>⊤</mo>")


def test_a_name_of_several_letters_is_slanted_like_one():
    assert mathml(Letter("dW")) == '<mi class="italic">dW</mi>'
