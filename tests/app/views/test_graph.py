"""The picture of the graph: a shape for every node and every arrow, and each where it belongs."""

import re
from functools import cache
from itertools import product

import plotly.graph_objects as go
import pytest

from app.views.graph import HALF, graph_view
from app.views.layout import layout
from app.views.markup import markup
from engine.core.program import Phase, Role
from engine.network.build import mlp
from engine.printing.names import label
from tests.support.designs import HIDDEN, LOSSES

NETWORKS = {
    f"{depth} {hidden} {loss}": mlp((2, *range(1, depth + 1)), hidden, loss)
    for depth, hidden, loss in product(range(1, 7), HIDDEN, LOSSES)
} | {f"norm {where}": mlp((2, 3, 2), norm=where) for where in ("before", "after")}
every_network = pytest.mark.parametrize("program", NETWORKS.values(), ids=NETWORKS.keys())


@cache
def view_of(program, n=3):
    return graph_view(program, program.sized({"n": n}), layout(program))


picture_of = cache(layout)


def places(program):
    return picture_of(program).places


def width(program):
    return picture_of(program).width


def height(program):
    return picture_of(program).height


def shapes(view):
    return view.figure["layout"]["shapes"]


def points(path):
    """The points that a path goes through or leans on, in order."""
    return [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


def drawn_at(program, name):
    """An updated parameter is the parameter's node."""
    equation = program.by_name.get(name)
    return equation.of if equation and equation.phase is Phase.UPDATE else name


@every_network
def test_every_node_is_a_shape_with_its_name_and_size(program):
    view = view_of(program)
    sizes = program.sized({"n": 3})
    assert view.nodes == tuple(places(program))
    for name, shape in zip(view.nodes, shapes(view), strict=False):
        said = shape["label"]["text"]
        assert said.split("<br>")[0] == markup(label(name))
        size = "×".join(map(str, sizes[name]))
        assert re.sub(r"<[^>]*>", "", said.partition("<br>")[2]) == size


@every_network
def test_arrows_are_what_is_read_but_for_the_rate(program):
    """A parameter's own update is no arrow: it is drawn at the parameter itself."""
    drawn = (Role.INPUT, Role.TARGET, Role.PARAMETER)
    numbers = {given.name for given in program.inputs if given.role not in drawn}
    wanted = [
        (name, equation.name)
        for equation in program.equations
        for name in equation.reads
        if name not in numbers and not (equation.phase is Phase.UPDATE and name == equation.of)
    ]
    assert [(edge.source, edge.target) for edge in view_of(program).edges] == wanted


@every_network
def test_there_is_a_shape_for_every_node_and_every_arrow_and_no_other(program):
    view = view_of(program)
    assert len(shapes(view)) == len(view.nodes) + len(view.edges)
    assert len(set(view.nodes)) == len(view.nodes)
    assert len({(e.source, e.target) for e in view.edges}) == len(view.edges)


@every_network
def test_a_node_is_drawn_at_its_place(program):
    view, where = view_of(program), places(program)
    for name, shape in zip(view.nodes, shapes(view), strict=False):
        xs, ys = zip(*points(shape["path"]), strict=True)
        place = where[name]
        assert (min(xs), max(xs)) == (place.x - place.width / 2, place.x + place.width / 2)
        assert (min(ys), max(ys)) == (place.y - HALF, place.y + HALF)


def on_border(point, place):
    """On the edge of the node's box."""
    beside, below = abs(point[0] - place.x), abs(point[1] - place.y)
    at_side = beside == pytest.approx(place.width / 2) and below <= HALF
    at_end = below == pytest.approx(HALF) and beside <= place.width / 2
    return at_side or at_end


@every_network
def test_an_arrow_goes_from_node_to_node(program):
    """Its path begins at the border of the one; its tip, the last but one, is at the other's."""
    view, where = view_of(program), places(program)
    arrows = shapes(view)[len(view.nodes) :]
    for edge, shape in zip(view.edges, arrows, strict=True):
        found = points(shape["path"])
        assert on_border(found[0], where[edge.source]), edge
        assert on_border(found[-2], where[drawn_at(program, edge.target)]), edge


@every_network
def test_every_arrow_is_inside_the_picture(program):
    view, whole = view_of(program), width(program)
    for shape in shapes(view):
        for x, y in points(shape["path"]):
            assert 0 <= x <= whole
            assert 0 <= y <= height(program)


def crossing(program, name):
    """`{read: does the arrow cross between the ways}` for one step."""
    return {e.source: e.cross for e in view_of(program).edges if e.target == name}


@pytest.mark.parametrize(
    ("name", "arrows"),
    [
        ("Y2lin", {"Y1": False, "W2": False, "B2": False}),
        ("L", {"D": False, "Y3lin": False}),
        ("gradY3lin", {"Y3": False, "D": True}),
        ("gradW2", {"Y1": True, "gradY2lin": False}),
        ("gradB2", {"gradY2lin": False}),
        ("gradY1", {"gradY2lin": False, "W2": True}),
        ("gradY2lin", {"gradY2": False, "Y2lin": True}),
        ("W2_new", {"gradW2": True}),
    ],
)
def test_what_comes_along_and_what_crosses(network, name, arrows):
    assert crossing(network, name) == arrows


@every_network
def test_every_gradient_has_an_arrow_along_the_way(program):
    for equation in program.equations:
        if equation.phase is Phase.BACKWARD:
            assert False in crossing(program, equation.name).values(), equation.name


def test_the_picture_has_its_natural_size_and_points_down(network):
    # Plotly's own classes take the figure and check every part of it.
    layout = go.Figure(view_of(network).figure).layout
    assert (layout.width, layout.height) == (width(network), height(network))
    assert layout.xaxis.range == (0, width(network))
    assert layout.yaxis.range == (height(network), 0)


def test_sizes_are_those_of_the_batch(network):
    first = shapes(view_of(network, n=7))[view_of(network).nodes.index("X")]
    assert "7×2" in first["label"]["text"]
