"""The page with the graph in Plotly: which graph it shows, and what it says of a wrong address."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from app.start import NiceNumbers
from app.work.iterated import Iterated


def opened(**address):
    """The page at an address, run once."""

    def page():
        from app.pages_.graph import graph

        graph()

    test = AppTest.from_function(page, default_timeout=30)
    for key, value in address.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception
    return test


def names(page):
    """The names on the nodes, without their sizes and without markup."""
    (chart,) = page.get("plotly_chart")
    shapes = json.loads(chart.proto.spec)["layout"]["shapes"]
    labels = [shape["label"]["text"] for shape in shapes if shape.get("label", {}).get("text")]
    return [re.sub("<[^>]*>", "", label.split("<br>")[0]) for label in labels]


@pytest.mark.parametrize(
    ("address", "there", "not_there"),
    [
        ({}, "∇W3", "∇W4"),
        ({"net": "2-3.relu-4.relu-5.relu-2.softmax"}, "∇W4", "∇W5"),
        ({"gradients": "partial"}, "∂L/∂W3", "∇W3"),
        ({"lesson": "mnist", "stop": "network"}, "h", "∇W3"),
    ],
)
def test_it_shows_the_graph_of_the_work_in_the_address(address, there, not_there):
    page = opened(**address)
    assert there in names(page)
    assert not_there not in names(page)
    assert not page.warning


def test_what_the_address_cannot_mean_is_said_and_the_rest_is_shown():
    page = opened(net="2-3.relu-2.softmax", optimizer="adamant")
    assert "∇W2" in names(page)
    assert "∇W3" not in names(page)
    (said,) = (warning.value for warning in page.warning)
    assert "adamant" in said


def test_no_numbers_are_computed_that_take_long(monkeypatch):
    """Those of many iterations, and nice ones: a graph has none."""

    def compute(self):
        raise AssertionError(self)

    monkeypatch.setattr(Iterated, "compute", compute)
    monkeypatch.setattr(NiceNumbers, "compute", compute)
    wide = "256-256.relu-256.relu-10.softmax"
    nice = {"net": "8-8.relu-8.relu-8.softmax", "data": "drawn", "batch": "60", "init": "nice"}
    assert "∇W3" in names(opened(net=wide, iteration="1000"))
    page = opened(**nice)
    assert "∇W3" in names(page)
    assert not page.warning


def test_what_an_address_says_is_no_markdown():
    """Else anyone could put a picture onto the page."""
    page = opened(example="![](//a.b/c)")
    (said,) = (warning.value for warning in page.warning)
    assert r"\!\[\]\(\/\/a\.b\/c\)" in said


def test_it_speaks_the_language_of_the_address():
    assert [page.value for page in opened(lang="zh").subheader] == ["网络的计算图"]
    assert [page.value for page in opened(lang="en").subheader] == ["Graph of the network"]
