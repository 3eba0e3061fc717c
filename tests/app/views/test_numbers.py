"""Every number comes to the player exactly."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.views.numbers import numbers
from app.views.plain import json_ready
from engine.core.expr import Name
from tests.support.calculate import trace_of
from tests.support.plain import plain


def read_back(sent):
    """Numbers as the player takes them: `inf`, `-inf` and `nan` are text."""
    if isinstance(sent, list):
        return [read_back(item) for item in sent]
    assert type(sent) is float or sent in ("inf", "-inf", "nan")
    return float(sent)


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=4)))
def test_every_number_comes_through_json_exactly(value):
    trace = trace_of(Name("A") + Name("A"), A=value)
    sent = plain(numbers(trace))
    for name in ("A", "result"):
        np.testing.assert_array_equal(read_back(sent[name]), trace[name])


@given(st.floats())
def test_a_single_number_comes_through_json_exactly(value):
    sent = plain(numbers(trace_of(Name("A"), A=value)))
    np.testing.assert_array_equal(read_back(sent["A"]), value)


def test_what_is_not_finite_is_text():
    sent = numbers(trace_of(Name("A"), A=[[math.inf, -math.inf], [math.nan, 1.5]]))
    assert sent["A"] == [["inf", "-inf"], ["nan", 1.5]]
    assert json_ready({"a": [math.nan, {"b": -math.inf}], "c": 2, "d": "x", "e": None}) == {
        "a": ["nan", {"b": "-inf"}],
        "c": 2,
        "d": "x",
        "e": None,
    }


def test_every_value_is_sent(batch):
    sent = numbers(batch)
    assert list(sent) == list(batch.values)
    assert sent["gradW2"][0][1] == -27795  # section 3.6
    assert sent["lr"] == 0.1
