"""Groups: the structure says the same as the ideas that the engine gave its equations."""

from itertools import pairwise, product

import pytest

from app.views.graph import edges
from app.views.layout import layout
from app.views.see.folding import folding
from app.views.see.groups import groups
from app.views.see.layers import layers
from app.views.see.tiles import tiles
from engine.core.program import Phase
from engine.network.build import mlp
from engine.network.columns import columns
from engine.teach.lessons.lesson import lesson_ids, load
from tests.support import toy
from tests.support.designs import HIDDEN, LOSSES

NETWORKS = {
    f"{hidden} {loss} {norm}": mlp((2, 3, 4, 2), hidden, loss, norm=norm)
    for hidden, loss, norm in product(HIDDEN, LOSSES, ("none", "before", "after"))
} | {"columns": columns((2, 3, 2))}
SCENES = {
    f"{name} {key}": scene.program
    for name in lesson_ids()
    for key, scene in load(name).scenes.items()
}
every_network = pytest.mark.parametrize("program", NETWORKS.values(), ids=NETWORKS.keys())
every_program = pytest.mark.parametrize(
    "program", (NETWORKS | SCENES).values(), ids=(NETWORKS | SCENES).keys()
)
KINDS = {
    "linear": "linear",
    "batch_norm": "norm",
    "identity": "activation",
    "softmax": "activation",
}


def folded(program):
    picture = layout(program)
    return folding(
        program, groups(program, layers(program)), picture, edges(program, picture.places)
    )


def kind_of(equation):
    """The kind of layer that the engine says a step belongs to."""
    family = equation.idea.split(".")[0]
    if family in (*LOSSES, "cross_entropy"):
        return "loss"
    return KINDS.get(family, "activation")


@every_network
def test_groups_are_what_the_engine_calls_the_steps(program):
    for group in groups(program, layers(program)):
        for name in (*group.ahead, *group.back):
            equation = program.by_name[name]
            assert kind_of(equation) == group.kind, name
            if group.number is not None:
                assert equation.layer == group.number, name


@every_network
def test_an_update_is_at_the_group_of_its_parameter(program):
    for group in groups(program, layers(program)):
        assert {program.by_name[name].of for name in group.updated} == set(group.given)


@every_program
def test_every_equation_is_in_one_group(program):
    found = [n for g in groups(program, layers(program)) for n in (*g.ahead, *g.back, *g.updated)]
    assert sorted(found) == sorted(e.name for e in program.equations)


@every_program
def test_every_matrix_is_a_tile_once(program):
    found = [n for c in tiles(program) for n in (c["ahead"], *c["back"], *c["new"]) if n]
    assert len(set(found)) == len(found)
    assert {e.name for e in program.equations} <= set(found)


def test_a_gradient_is_a_tile_under_its_value():
    columns_of = {c["ahead"]: c for c in tiles(mlp(toy.WIDTHS))}
    assert columns_of["W2"] == {"ahead": "W2", "back": ["gradW2"], "new": ["W2_new"]}
    assert list(columns_of)[:5] == ["X", "W1", "B1", "Y1lin", "Y1"]


def test_the_groups_of_the_toy_problem():
    program = mlp(toy.WIDTHS)
    found = {g.id: (g.given, g.ahead, g.back) for g in groups(program, layers(program))}
    assert found["linear2"] == (("W2", "B2"), ("Y2lin",), ("gradW2", "gradB2", "gradY1"))
    assert found["activation2"] == ((), ("Y2",), ("gradY2lin",))
    assert found["loss"] == ((), ("L",), ("gradY3lin",))


@every_program
def test_folded_nodes_keep_apart_and_inside_the_picture(program):
    data = folded(program)
    width, height = data["frame"]
    for node in data["nodes"]:
        x, y, wide, high = node["at"]
        assert 0 <= x <= x + wide <= width, node["id"]
        assert 0 <= y <= y + high <= height, node["id"]
    for one, other in ((a, b) for a in data["nodes"] for b in data["nodes"] if a is not b):
        assert apart(one["at"], other["at"]), (one["id"], other["id"])


def apart(one, other):
    x, y, wide, high = one
    u, v, broad, tall = other
    return x + wide <= u or u + broad <= x or y + high <= v or v + tall <= y


@every_network
def test_groups_follow_one_another_there_and_back(program):
    """The way begins with a step forward, and back it leads from each group to the one before."""
    data = folded(program)
    flow = {(e["from"], e["to"]) for e in data["edges"] if not e["cross"]}
    back = [g for g in groups(program, layers(program)) if g.back]
    for before, after in pairwise(back):
        assert (f"{after.id}.back", f"{before.id}.back") in flow
    assert program.by_name[groups(program, layers(program))[0].ahead[0]].phase is Phase.FORWARD


@every_program
def test_every_arrow_of_a_folded_group_is_sent(program):
    """Whatever is folded: each end of an arrow of the graph is a value, or the part it is in."""
    data = folded(program)
    parts = {
        name: f"{group['id']}.{part}"
        for group in data["groups"]
        for part, rect in group["fold"].items()
        if rect
        for name in group[part]
    }
    expected = set()
    for edge in edges(program, layout(program).places):
        for a, b in product({edge.source, parts.get(edge.source)}, {edge.at, parts.get(edge.at)}):
            if a and b and a != b and (a, b) != (edge.source, edge.at):
                expected.add(f"{a} {b}")
    assert set(data["arrows"]) == expected


def test_an_arrow_to_a_folded_group_leads_from_side_to_side_or_from_row_to_row():
    """In the toy problem X stands beside linear 1, W1 above it. A head is 6 long and 7 wide."""
    program = mlp(toy.WIDTHS)
    data, places = folded(program), layout(program).places
    fold = next(group["fold"] for group in data["groups"] if group["id"] == "linear1")
    left, top, width, _ = fold["ahead"]
    x, start = places["X"], places["X"].x + places["X"].width / 2
    bend = (start + left) / 2
    beside = f"M{start},{x.y}C{bend},{x.y} {bend},{x.y} {left},{x.y}m-6.0,-3.5l6.0,3.5l-6.0,3.5"
    assert data["arrows"]["X linear1.ahead"] == beside
    above = data["arrows"]["W1 linear1.ahead"]
    assert above.startswith(f"M{places['W1'].x},{places['W1'].y + 20}C")
    assert above.endswith(f" {left + width / 2},{top}m-3.5,-6.0l3.5,6.0l3.5,-6.0")
