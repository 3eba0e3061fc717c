"""The graph as a chart: Plotly takes it, shows the same shapes and tells of every node."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from app.design import PRESETS
from app.start import scenario_of
from app.views.graph_chart import COLOURS, GREY, graph_chart
from app.views.layout import layout
from app.views.structure import structure


@pytest.fixture(params=["toy", "norm"])
def trace(request):
    return scenario_of(PRESETS[request.param]).trace()


@pytest.fixture
def known(trace):
    return structure(trace, "en")


@pytest.fixture
def chart(known):
    """As Plotly's own classes take it: they check every part."""
    return go.Figure(graph_chart(known))


def test_its_shapes_are_those_of_the_graph_in_their_order(known, chart):
    before = known["figure"]["layout"]["shapes"]
    assert [shape.path for shape in chart.layout.shapes] == [shape["path"] for shape in before]
    assert [shape.label.text for shape in chart.layout.shapes if shape.label.text] == [
        shape["label"]["text"] for shape in before if "label" in shape
    ]


def test_what_the_player_draws_is_left_as_it_was(known):
    before = repr(known["figure"])
    graph_chart(known)
    assert repr(known["figure"]) == before


def test_every_node_tells_its_name_and_size_where_it_stands(trace, chart):
    (hints,) = chart.data
    told = dict(zip(hints.hovertext, zip(hints.x, hints.y, strict=True), strict=True))
    places = layout(trace.program).places
    assert len(told) == len(places)
    for said, name in {"X 3×2": "X", "gradW2 3×3": "gradW2", "L": "L"}.items():
        assert told[said] == (places[name].x, places[name].y)


def test_a_unit_is_a_pixel_up_and_down_and_as_wide_sideways(chart):
    top, bottom = sorted(chart.layout.yaxis.range)
    margin = chart.layout.margin
    assert bottom - top == chart.layout.height - margin.t - margin.b
    assert chart.layout.xaxis.scaleanchor == "y"
    assert chart.layout.yaxis.range[0] > chart.layout.yaxis.range[1]
    assert not chart.layout.xaxis.fixedrange
    assert not chart.layout.yaxis.fixedrange


def contrast(one, other):
    """The contrast of two colours `#rrggbb`, by the formula of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[k:m], 16) / 255 for k, m in pairwise((1, 3, 5, 7))]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_names_can_be_read_on_every_fill(chart):
    ink = {shape.label.font.color for shape in chart.layout.shapes if shape.label.text}
    for colour in map(str, ink):
        six = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
        assert all(contrast(six, fill) > 4.5 for fill, _ in (*COLOURS.values(), GREY))


def test_arrows_between_the_passes_are_paler(known, chart):
    for edge in known["edges"]:
        opacity = chart.layout.shapes[edge["shape"]].opacity
        assert (opacity is None) == (edge["kind"] == "flow"), edge
