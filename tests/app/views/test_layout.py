"""Four rows, every gradient under its value, and nothing on top of anything else."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.graph import HALF
from app.views.layout import GraphRow, layout, node_width
from engine.core.box import Sub, Word
from engine.core.program import Phase, Role
from engine.network.build import mlp
from engine.network.columns import columns as engine_columns
from engine.printing.names import label
from engine.teach.lessons.program import read_program
from tests.support.designs import HIDDEN, LOSSES

DRAWN = (Role.INPUT, Role.TARGET, Role.PARAMETER)


@st.composite
def programs(draw):
    """One to six layers, with and without normalisation, in rows and in columns."""
    widths = draw(st.lists(st.integers(1, 9), min_size=2, max_size=7))
    hidden, loss = draw(st.sampled_from(HIDDEN)), draw(st.sampled_from(LOSSES))
    if draw(st.booleans()):
        return engine_columns(widths, hidden, loss)
    return mlp(widths, hidden, loss, norm=draw(st.sampled_from(("none", "before", "after"))))


def places(program):
    return layout(program).places


def columns(program):
    """The column of every step of the way forward, from the left."""
    on_way = {n: p for n, p in places(program).items() if p.row is GraphRow.FORWARD}
    return {name: place.rank for name, place in on_way.items()}


def has_samples(program, name):
    return any(isinstance(dim, str) for dim in program.shapes[name])


@given(programs())
def test_every_value_has_a_place_but_the_rate_and_what_replaces_a_parameter(program):
    updates = {e.name for e in program.equations if e.phase is Phase.UPDATE}
    undrawn = {i.name for i in program.inputs if i.role not in DRAWN}
    assert "lr" in undrawn
    assert places(program).keys() == set(program.names) - updates - undrawn


def row_of(program, equation):
    """Forward and backward have a row each, and so have what stands beside the ways."""
    if equation.phase in (Phase.FORWARD, Phase.LOSS):
        on_way = equation.phase is Phase.LOSS or has_samples(program, equation.name)
        return GraphRow.FORWARD if on_way else GraphRow.ASIDE
    if equation.of in program.with_role(Role.PARAMETER):
        return GraphRow.PARAMETER_GRADIENTS
    whole = [e.name for e in program.equations if e.of == equation.of][-1] == equation.name
    return GraphRow.BACKWARD if whole and has_samples(program, equation.of) else GraphRow.TERMS


@given(programs())
def test_every_value_stands_in_its_row(program):
    row = {name: place.row for name, place in places(program).items()}
    for given_ in program.inputs:
        if given_.role in DRAWN:
            wanted = GraphRow.FORWARD if given_.role is Role.INPUT else GraphRow.INPUTS
            assert row[given_.name] is wanted
    for equation in program.equations:
        if equation.phase is not Phase.UPDATE:
            assert row[equation.name] is row_of(program, equation), equation.name


@given(programs())
def test_a_row_is_a_height_and_the_rows_follow_one_another(program):
    heights = {place.row: place.y for place in places(program).values()}
    assert all(heights[place.row] == place.y for place in places(program).values())
    assert list(heights.values()) != []
    assert sorted(heights, key=heights.get) == sorted(heights)


def test_without_anything_beside_the_ways_there_are_four_rows(network):
    assert {place.row for place in places(network).values()} == set(GraphRow) - {
        GraphRow.ASIDE,
        GraphRow.TERMS,
    }
    assert layout(network).height < layout(mlp((2, 2, 2), norm="before")).height


@given(programs())
def test_every_gradient_stands_under_its_value(program):
    place = places(program)
    gradients = [e for e in program.equations if e.phase is Phase.BACKWARD]
    assert gradients
    for gradient in gradients:
        if (
            place[gradient.name].row is not GraphRow.TERMS
            or place[gradient.of].row is GraphRow.ASIDE
        ):
            assert place[gradient.name].x == place[gradient.of].x
        assert place[gradient.name].y > place[gradient.of].y


@given(programs())
def test_no_two_nodes_overlap(program):
    for (a, one), (b, other) in combinations(places(program).items(), 2):
        beside = abs(one.x - other.x) - (one.width + other.width) / 2
        below = abs(one.y - other.y) - 2 * HALF
        assert max(beside, below) > 0, f"{a} at {one} and {b} at {other}"


@given(programs())
def test_every_node_is_inside_the_picture(program):
    whole, height = layout(program).width, layout(program).height
    for name, place in places(program).items():
        assert place.x - place.width / 2 > 0, name
        assert place.x + place.width / 2 < whole, name
        assert place.y - HALF > 0, name
        assert place.y + HALF < height, name


@given(programs())
def test_the_way_forward_goes_to_the_right(program):
    place = places(program)
    for equation in program.equations:
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            for name in equation.reads:
                if (
                    name in place
                    and place[name].row is place[equation.name].row is GraphRow.FORWARD
                ):
                    assert place[name].x < place[equation.name].x


@given(programs())
def test_the_way_forward_has_a_column_for_every_step(program):
    ahead = [e for e in program.equations if e.phase in (Phase.FORWARD, Phase.LOSS)]
    steps = [e.name for e in ahead if e.phase is Phase.LOSS or has_samples(program, e.name)]
    chain = [*program.with_role(Role.INPUT), *steps]
    assert columns(program) == {name: k for k, name in enumerate(chain)}


def test_what_normalises_a_batch_stands_over_what_it_normalises():
    """Its gradients stand under it, the terms of the gradient under the gradient."""
    place = places(mlp((2, 3, 2), norm="before"))
    assert place["mean1"].x < place["var1"].x
    assert (place["mean1"].x + place["var1"].x) / 2 == pytest.approx(place["norm1"].x)
    assert place["gradMu1"].x == place["mean1"].x
    terms = [place[f"gradY1lin_{term}"] for term in ("norm", "var", "mean")]
    assert terms[1].x == pytest.approx(place["gradY1lin"].x)
    assert {term.row for term in terms} == {GraphRow.TERMS}
    assert [term.rank for term in terms] == sorted(term.rank for term in terms)


def test_a_gradient_that_is_given_stands_under_its_value():
    text = "Z : input (N, 2)\ngradY : target (N, 2)\nY = relu(Z)  # relu.forward"
    place = places(read_program(text))
    assert place["gradY"].row is GraphRow.BACKWARD
    assert place["gradY"].x == place["Y"].x


def test_a_step_on_the_way_back_that_is_no_gradient_has_a_place():
    text = """
    x : input (2, 1)
    o = relu(x)           # relu.forward
    [backward]
    J = diag(step(x, 0))  # relu.backward
    """
    place = places(read_program(text))
    assert place["J"].row is GraphRow.TERMS
    assert place["J"].x == place["x"].x


def test_softmax_stands_before_the_loss_that_does_not_read_it(network):
    """`L = -Σ D log softmax(Y3lin)` reads Y3lin, and Y3 has a column of its own."""
    assert "Y3" not in network.by_name["L"].reads
    column = columns(network)
    assert (column["Y3lin"], column["Y3"], column["L"]) == (5, 6, 7)


def test_parameters_stand_left_and_right_of_the_step_that_reads_them(network):
    place = places(network)
    for k in (1, 2, 3):
        weights, bias, linear = (place[name] for name in (f"W{k}", f"B{k}", f"Y{k}lin"))
        assert weights.x < linear.x < bias.x
        assert linear.x - weights.x == bias.x - linear.x
    assert place["D"].x == place["L"].x


@pytest.mark.parametrize("depth", [1, 2])
def test_a_short_network_is_wider_by_two_columns_a_layer(depth):
    one, two = (layout(mlp((2,) * (d + 1))).width for d in (depth, depth + 1))
    place = places(mlp((2, 2)))
    column = place["Y1lin"].x - place["X"].x
    assert two - one == 2 * column > 0


def test_a_long_name_has_a_wider_node():
    names = ("W1", "gradW1", "gradY1lin", "running_mean1")
    widths = [node_width(name, label(name)) for name in names]
    assert widths == sorted(set(widths))


def test_what_is_written_has_room_on_its_node():
    """Letters of 15 pixels are about 9 wide, and a script has 0.7 of that."""
    assert node_width("W1", Word("a" * 8)) >= 8 * 9 + 12 > node_width("W1", Word("a"))
    assert node_width("W1", Sub(Word("a"), Word("b" * 8))) < node_width("W1", Word("b" * 9))
