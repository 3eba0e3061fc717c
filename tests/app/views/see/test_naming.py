"""The toy problem in the names of five documents, and every document in its own."""

import re
from unittest.mock import ANY

import pytest

from app.views.see.code import LIBRARIES, code
from app.views.see.naming import naming
from app.work.writing import AS_WRITTEN, SCHEMES, Writing, effective, read_writing
from engine.core.box import Letter, Row
from engine.core.render import source
from engine.network.build import mlp
from engine.printing.jax import jax_source
from engine.printing.latex import latex
from engine.printing.names import label, symbol
from engine.printing.torch import torch_source
from engine.teach.lessons.lesson import lesson_ids, load
from tests.support import toy

GRADIENTS = ("gradY2lin", "gradW2", "gradY1")
NETWORK = mlp((2, 3, 2))


def written(program, writing, names, own=None):
    found = naming(program, writing, own or {})
    return [re.sub(r"\\mathrm\{(\w+)\}", r"\1", latex(label(name, found.labels))) for name in names]


def test_every_scheme_is_that_of_a_lesson():
    assert set(SCHEMES) <= set(lesson_ids())


def test_a_lesson_without_a_scheme_writes_gradients_as_the_networks_of_the_app_do():
    assert effective(AS_WRITTEN, own="another") == Writing("another", "nabla")
    assert read_writing("another", "nabla", own="another") == AS_WRITTEN
    assert read_writing("mnist", "d", own="another") == Writing("mnist", "d")


@pytest.mark.parametrize(
    ("document", "plain"),
    [
        ("cmu-toy", "X D W1 B1 Y1lin Y1 Y2lin Y2 L gradY2lin gradW2 gradY1"),
        ("differential-forms", "X Y W1 b1 Z1 H1 Z2 P L dL_dZ2 dL_dW2 dL_dH1"),
        ("first-principles", "x y W1 B1 z1 a1 z2 o l dz2 dW2 da1"),
        ("mnist", "x y W1 b1 z1 h z2 yhat L dL_dz2 dL_dW2 dL_dh"),
        ("index-notation", "X Y W1 b1 Z H s p L dL_ds dL_dW2 dL_dH"),
    ],
)
def test_a_network_in_the_names_of_each_document(document, plain):
    found = naming(NETWORK, Writing(document)).plain
    names = ("X", "D", "W1", "B1", "Y1lin", "Y1", "Y2lin", "Y2", "L", *GRADIENTS)
    assert " ".join(found[name] for name in names) == plain


@pytest.mark.parametrize(
    ("document", "scene"),
    [("differential-forms", "net"), ("first-principles", "network"), ("mnist", "network")],
)
def test_a_scheme_gives_a_document_its_own_names(document, scene):
    """What the document itself writes, for every value that has a role."""
    lesson = load(document)
    program = lesson.scenes[scene].program
    found = naming(program, Writing(document), lesson.notation).labels
    wanted = {e.of for e in program.equations if e.of} | {e.name for e in program.equations}
    for name in wanted & found.keys():
        # dz1 stands as two letters in the scheme, as one word in the document: it looks the same.
        if not name.endswith("_new") and label(name, found) != Row((Letter("d"), ANY)):
            assert latex(label(name, found)) == latex(label(name, lesson.notation)), name


def test_gradients_in_three_ways():
    for gradients, said in [
        ("nabla", r"\nabla W_{2}"),
        ("partial", r"\partial L / \partial W_{2}"),
    ]:
        assert written(NETWORK, Writing("", gradients), ["gradW2"]) == [said]
    assert written(NETWORK, Writing("", "d"), ["gradW2", "W2"]) == ["d W_{2}", "W_{2}"]
    full = naming(NETWORK, Writing("mnist", "nabla")).symbols["gradW2"]
    assert latex(full) == r"\nabla_{{W}^{\mathrm{[2]}}} L"


def test_no_two_values_are_written_alike():
    for program in (NETWORK, mlp(toy.WIDTHS, norm="before")):
        for document in SCHEMES:
            found = naming(program, Writing(document))
            boxes = [latex(symbol(name, found.symbols)) for name in program.names]
            assert len(set(boxes)) == len(boxes), document
            codes = [found.plain.get(name, name) for name in program.names]
            assert len(set(codes)) == len(codes), document


def test_without_a_choice_all_stays_as_the_document_has_it():
    lesson = load("mnist")
    assert naming(lesson.scenes["network"].program, AS_WRITTEN, lesson.notation).labels is (
        lesson.notation
    )


@pytest.mark.parametrize(
    ("asked", "own", "kept", "read"),
    [
        (("mnist", ""), "cmu-toy", Writing("mnist"), Writing("mnist", "partial")),
        (("cmu-toy", "nabla"), "cmu-toy", Writing(), Writing("cmu-toy", "nabla")),
        (("cmu-toy", "d"), "cmu-toy", Writing("", "d"), Writing("cmu-toy", "d")),
        (("mnist", "partial"), "mnist", Writing(), Writing("mnist", "partial")),
        (("<b>", None), "mnist", Writing(), Writing("mnist", "partial")),
    ],
)
def test_what_is_chosen_is_what_is_read(asked, own, kept, read):
    assert read_writing(*asked, own) == kept
    assert effective(kept, own) == read


def plain(pieces):
    return "".join(p if isinstance(p, str) else p["name"] for p in pieces)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_line_of_code_in_pieces_is_the_line(library):
    writes = {"numpy": source, "torch": torch_source, "jax": jax_source}[library]
    for equation in mlp(toy.WIDTHS, "sigmoid", norm="before").equations:
        pieces = code(equation.name, equation.expr)[library]
        assert plain(pieces) == f"{equation.name} = {writes(equation.expr)}"
        names = {p["name"] for p in pieces if not isinstance(p, str)}
        assert names == {equation.name, *equation.reads}
