"""Four rows, every gradient under its value, and nothing on top of anything else."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from app.settings import HIDDEN, LOSSES
from app.views.graph import HALF
from app.views.layout import (
    BACKWARD,
    FORWARD,
    GIVEN,
    HEIGHT,
    PARAMETERS,
    columns,
    places,
    width,
)
from engine import Phase, Role


@st.composite
def programs(draw):
    """One to six layers, every choice that is offered."""
    widths = draw(st.lists(st.integers(1, 9), min_size=2, max_size=7))
    return engine.mlp(widths, draw(st.sampled_from(HIDDEN)), draw(st.sampled_from(LOSSES)))


@given(programs())
def test_every_value_has_a_place_but_the_rate_and_what_replaces_a_parameter(program):
    updates = {e.name for e in program.equations if e.phase is Phase.UPDATE}
    assert places(program).keys() == set(program.names) - updates - {"lr"}


@given(programs())
def test_there_are_four_rows(program):
    parameters = program.with_role(Role.PARAMETER)
    row = {name: place.y for name, place in places(program).items()}
    assert GIVEN < FORWARD < BACKWARD < PARAMETERS
    for given_ in program.inputs:
        if given_.role is not Role.RATE:
            assert row[given_.name] == (FORWARD if given_.role is Role.INPUT else GIVEN)
    for equation in program.equations:
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            assert row[equation.name] == FORWARD
        elif equation.phase is Phase.BACKWARD:
            below = PARAMETERS if equation.of in parameters else BACKWARD
            assert row[equation.name] == below, equation.name


@given(programs())
def test_every_gradient_stands_under_its_value(program):
    place = places(program)
    gradients = [e for e in program.equations if e.phase is Phase.BACKWARD]
    assert gradients
    for gradient in gradients:
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
    whole = width(program)
    for name, place in places(program).items():
        assert place.x - place.width / 2 > 0, name
        assert place.x + place.width / 2 < whole, name
        assert place.y - HALF > 0, name
        assert place.y + HALF < HEIGHT, name


@given(programs())
def test_the_way_forward_goes_to_the_right(program):
    place = places(program)
    for equation in program.equations:
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            for name in equation.reads:
                if place[name].y == FORWARD:
                    assert place[name].x < place[equation.name].x


@given(programs())
def test_the_way_forward_has_a_column_for_every_step(program):
    chain = ["X", *(e.name for e in program.equations if e.phase in (Phase.FORWARD, Phase.LOSS))]
    assert columns(program) == {name: k for k, name in enumerate(chain)}


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


@pytest.mark.parametrize("depth", [1, 2, 3, 6])
def test_a_deeper_network_is_wider_by_two_columns_a_layer(depth):
    one, two = (width(engine.mlp((2,) * (d + 1))) for d in (depth, depth + 1))
    place = places(engine.mlp((2, 2)))
    column = place["Y1lin"].x - place["X"].x
    assert two - one == 2 * column > 0
