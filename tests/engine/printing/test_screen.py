"""Boxes as data: nothing is lost on the way to the screen."""

import json

import pytest

from engine.core.box import (
    CellBox,
    Digits,
    Fence,
    Frac,
    Letter,
    NameBox,
    Row,
    Sign,
    Sub,
    SumBox,
    Sup,
    Times,
    Transposed,
    Word,
)
from engine.core.expr import Name, Number
from engine.core.ops import over, transpose
from engine.core.render import boxes
from engine.entries.entry import entry_of
from engine.network.build import mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.printing.screen import screen

A, B = NameBox("A"), NameBox("B")
NAME_A, NAME_B = {"t": "name", "name": "A"}, {"t": "name", "name": "B"}


@pytest.mark.parametrize(
    ("box", "data"),
    [
        (A, NAME_A),
        (CellBox("A", 0, "k"), {"t": "cell", "name": "A", "row": 0, "col": "k"}),
        (Digits("2"), {"t": "number", "text": "2"}),
        (Letter("n"), {"t": "id", "text": "n"}),
        (Word("ReLU"), {"t": "word", "text": "ReLU"}),
        (Word("1", bold=True), {"t": "word", "text": "1", "bold": True}),
        (Sign("⊙"), {"t": "op", "text": "⊙"}),
        (Times(), {"t": "op", "text": "·"}),
        (Row((A, Sign("+"), B)), {"t": "row", "items": [NAME_A, {"t": "op", "text": "+"}, NAME_B]}),
        (Frac(A, B), {"t": "frac", "over": NAME_A, "under": NAME_B}),
        (Sup(A, B), {"t": "sup", "base": NAME_A, "sup": NAME_B}),
        (Sub(A, B), {"t": "sub", "base": NAME_A, "sub": NAME_B}),
        (Transposed(A), {"t": "transpose", "of": NAME_A}),
        (Fence("(", A, ")"), {"t": "fence", "open": "(", "of": NAME_A, "close": ")"}),
        (SumBox("k", 3, A), {"t": "sum", "index": "k", "size": 3, "of": NAME_A}),
    ],
    ids=lambda value: value["t"] if isinstance(value, dict) else "",
)
def test_every_kind_of_box(box, data):
    assert screen(box) == data


def test_a_thin_space_is_not_among_numbers():
    """`1/n A` has a thin space in print; on the screen there are only the fraction and A."""
    items = screen(boxes(over(Name("A"), Number(3))))["items"]
    assert [item["t"] for item in items] == ["frac", "name"]


def test_a_transposed_product():
    shown = screen(boxes(transpose(Name("A")) @ Name("B")))
    assert {"t": "transpose", "of": NAME_A} in shown["items"]
    assert NAME_B in shown["items"]


def test_an_unknown_box_is_refused():
    with pytest.raises(TypeError, match="cannot be shown"):
        screen(Name("A"))


def leaves(data):
    """Every part that has no parts."""
    inner = [v for v in data.values() if isinstance(v, dict)]
    inner += [item for v in data.values() if isinstance(v, list) for item in v]
    return [data] if not inner else [leaf for part in inner for leaf in leaves(part)]


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_equation_names_what_it_reads_and_is_plain_data(hidden, loss):
    for equation in mlp((2, 3, 2), hidden, loss).equations:
        shown = screen(boxes(equation.expr))
        found = {leaf["name"] for leaf in leaves(shown) if leaf["t"] == "name"}
        assert found == set(equation.reads), equation.name
        assert json.loads(json.dumps(shown)) == shown


def test_every_entry_of_a_batch_is_of_cells(batch):
    for equation in batch.program.equations:
        shown = screen(boxes(entry_of(batch, equation.name, 0, 0)))
        found = {leaf["name"] for leaf in leaves(shown) if leaf["t"] in ("cell", "name")}
        assert found == set(equation.reads), equation.name


def test_single_numbers_are_multiplied_plainly():
    dot = {"t": "op", "text": "·"}
    box = Row((A, Sign("⊙"), Fence("(", Row((B, Sign("⊙"), A)), ")")))
    fence = {"t": "fence", "open": "(", "of": {"t": "row", "items": [NAME_B, dot, NAME_A]}} | {
        "close": ")"
    }
    assert screen(box, scalars=True) == {"t": "row", "items": [NAME_A, dot, fence]}
    assert screen(box)["items"][1] == {"t": "op", "text": "⊙"}


def test_nothing_else_changes_for_single_numbers():
    box = Frac(Row((A, Sign("+"), Word("1", bold=True))), SumBox("k", 2, Sup(A, B)))
    assert screen(box, scalars=True) == screen(box)
