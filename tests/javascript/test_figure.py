"""The player draws every figure that Python makes whole; its own JavaScript, run by Node.js."""

import json
import re
import subprocess
import sys
from copy import deepcopy
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from tests.support.figures import every_figure

HERE = Path(__file__).parent
FIGURE = HERE.parents[1] / "app" / "player" / "static" / "graph" / "figure.js"
NODE = Path(sys.executable).with_name("node")
CLEAR = "rgba(0,0,0,0)"


def drawn(figures):
    """What is drawn of each of some figures; Node.js is started once for all."""
    done = subprocess.run(
        [NODE, HERE / "draw.js", FIGURE],
        input=json.dumps(figures),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def every():
    """`[(name, layout, what is drawn of it), ...]` of every figure that Python makes."""
    figures = every_figure()
    found = drawn(list(figures.values()))
    assert not [(name, one) for name, one in zip(figures, found, strict=True) if "refused" in one]
    layouts = [figure["layout"] for figure in figures.values()]
    return list(zip(figures, layouts, found, strict=True))


def test_a_figure_has_its_size_and_a_group_for_every_shape(every):
    for name, layout, found in every:
        _, _, width, height = map(float, found["picture"]["attributes"]["viewBox"].split())
        assert (width, height) == (layout["width"], layout["height"]), name
        paths = [shape["path"] for shape in layout["shapes"]]
        assert [path_of(shape["group"]) for shape in found["shapes"]] == paths, name


def test_what_is_below_is_drawn_first(every):
    for name, layout, found in every:
        below = [shape["path"] for shape in layout["shapes"] if shape.get("layer") == "below"]
        above = [shape["path"] for shape in layout["shapes"] if "layer" not in shape]
        paths = [path_of(group) for group in found["picture"]["children"]]
        assert paths == below + above, name


def test_every_label_is_written_whole(every):
    for name, layout, found in every:
        for shape, drawn_shape in zip(layout["shapes"], found["shapes"], strict=True):
            written = shape["label"]["text"].split("<br>") if "label" in shape else []
            said = [unescape(re.sub("<[^>]*>", "", line)) for line in written]
            assert [spelt(line) for line in lines_of(drawn_shape["group"])] == said, name


def path_of(group):
    return group["children"][0]["attributes"]["d"]


def lines_of(group):
    """The lines of a group's label, each a list of runs."""
    return [line["children"] for text in group["children"][1:] for line in text["children"]]


def spelt(runs):
    return "".join(text for run in runs for text in run["children"])


def plain(*shapes, data=(), **layout):
    """A figure of 100 x 50 with some shapes."""
    return {
        "data": list(data),
        "layout": {
            "width": 100,
            "height": 50,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            "xaxis": {"visible": False, "range": [0, 100]},
            "yaxis": {"visible": False, "range": [50, 0]},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "shapes": list(shapes),
            **layout,
        },
    }


def box(text="", **others):
    """A box from (10, 10) to (50, 40), its middle at (30, 25)."""
    label = {"text": text, "font": {"size": 20, "color": "#123"}, "textposition": "middle center"}
    line = {"color": "#456", "width": 2}
    return {"type": "path", "path": "M10,10L50,10L50,40L10,40Z", "line": line, "label": label} | (
        others
    )


def runs_of(text):
    """`[(text, size, how far below the line before, italic), ...]` of the first line of a label."""
    (found,) = drawn([plain(box(text))])
    runs = lines_of(found["shapes"][0]["group"])[0]
    given = [run["attributes"] for run in runs]
    return [
        (spelt([run]), float(at.get("font-size", 20)), float(at.get("dy", 0)), "font-style" in at)
        for run, at in zip(runs, given, strict=True)
    ]


def test_a_script_is_smaller_and_lowered_or_raised():
    """As Plotly writes it: 0.7 of the size, 20 · 0.7 = 14; by 0.3 of that, 4.2, or −0.6, −8.4."""
    found = runs_of("∇<i>W</i><sub>2</sub><sup>T</sup>=")
    assert found == [
        ("∇", 20, 0, False),
        ("W", 20, 0, True),
        ("2", 14, pytest.approx(4.2), False),
        ("T", 14, pytest.approx(-8.4 - 4.2), False),
        ("=", 20, pytest.approx(8.4), False),
    ]


def test_a_script_of_a_script_is_smaller_still():
    """14 · 0.7 = 9.8; lowered by 4.2 and raised by 0.6 · 9.8 = 5.88."""
    assert runs_of("<i>x<sub>a<sup>b</sup></sub></i>") == [
        ("x", 20, 0, True),
        ("a", 14, pytest.approx(4.2), True),
        ("b", pytest.approx(9.8), pytest.approx(-5.88), True),
    ]


def test_signs_of_markup_are_written_as_they_are():
    assert runs_of("a &lt; b &amp;amp; c&#x27;") == [("a < b &amp; c'", 20, 0, False)]


def test_the_lines_of_a_label_stand_in_the_middle_of_its_shape():
    (found,) = drawn([plain(box("W<br><span style='font-size:11px'>3×2</span>"))])
    (text,) = found["shapes"][0]["group"]["children"][1:]
    assert text["attributes"]["text-anchor"] == "middle"
    assert text["attributes"]["font-size"] == "20"
    lines = [line["attributes"] for line in text["children"]]
    assert [line["x"] for line in lines] == ["30", "30"]
    assert float(lines[0]["y"]) <= 25 < float(lines[1]["y"]) <= 40
    assert found["shapes"][0]["box"] == {"x": 30, "y": 25, "width": 40, "height": 30}


def without(shape, key):
    return {name: value for name, value in shape.items() if name != key}


REFUSED = {
    "1 traces": plain(box(), data=[{"type": "scatter", "x": [1], "y": [2]}]),
    "layout.annotations": plain(box(), annotations=[{"text": "a"}]),
    "layout.images": plain(box(), images=[{"source": "a.png"}]),
    "layout.xaxis": plain(box(), xaxis={"visible": False, "range": [0, 90]}),
    "layout.yaxis": plain(box(), yaxis={"visible": True, "range": [50, 0]}),
    "layout.margin": plain(box(), margin={"l": 5}),
    "layout.plot_bgcolor": plain(box(), plot_bgcolor="#fff"),
    "shape 1 is a circle": plain(box(), without(box(), "path") | {"type": "circle"}),
    "shape 0 is a rect": plain(box(type="rect")),
    "shape 0 has opacity": plain(box(opacity=0.5)),
    "shape 0 is in the layer between": plain(box(layer="between")),
    "top left": plain(box(label=box()["label"] | {"textposition": "top left"})),
    "3 lines": plain(box("a<br>b<br>c")),
    "a <b>b</b>": plain(box("a <b>b</b>")),
    "&nbsp;": plain(box("a&nbsp;b")),
    "a < b": plain(box("a < b")),
}


@cache
def refusals():
    return dict(zip(REFUSED, drawn(list(REFUSED.values())), strict=True))


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_drawn_is_refused_by_its_name(what):
    assert what in refusals()[what].get("refused", "drawn")


def test_the_plain_figure_of_these_is_drawn():
    figure = plain(box("W", layer="below", fillcolor="#fff"))
    before = deepcopy(figure)
    (found,) = drawn([figure])
    assert found["shapes"][0]["group"]["children"][0]["attributes"] == {
        "d": "M10,10L50,10L50,40L10,40Z",
        "fill": "#fff",
        "stroke": "#456",
        "stroke-width": "2",
    }
    assert figure == before
