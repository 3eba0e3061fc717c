"""The example to begin with is wrong in one step, and the page says in which."""

import pytest

from app.views.submission.example import wrong_example
from app.work.address import from_query
from app.work.numbers import trace_of
from app.work.run import run_of
from tests.app.views.submission.test_judged import judged, verdicts


@pytest.mark.parametrize(
    ("query", "step"),
    [
        (
            {},
            "gradY1",
        ),  # every entry before ReLU is above 0; W2 is square: its transpose is missing
        ({"example": "norm"}, "gradY2bn"),  # the slope of ReLU is missing
        ({"example": "small"}, None),
        ({"net": "2-4.tanh-3.softmax"}, None),
    ],
)
def test_one_step_is_wrong_and_the_rest_follows(query, step):
    text = wrong_example(trace_of(run_of(from_query(query)[0])))
    found = judged(text, query)
    assert found["first"] == (step or found["first"])
    assert found["first"] is not None
    assert list(verdicts(found).values()).count("wrong") == 1
    assert found["values"][found["first"]]["causes"]
    assert "dW1 = " in text


def test_a_program_without_gradients_has_none():
    assert wrong_example(trace_of(run_of(from_query({"lesson": "cmu-toy"})[0]))) == ""
