"""An address that folds a group or shows a sample that there is not."""

import pytest

from app.answer.exchange import reply


def opened(**query):
    done = reply({"version": 1, "query": query, "lang": "en"})
    return done["work"]["view"], done["said"]


@pytest.mark.parametrize("folded", ["linear1", "linear1,activation1"])
def test_groups_that_are_there_stay_folded(folded):
    view, said = opened(folded=folded)
    assert view["folded"] == folded
    assert said == []


def test_a_group_that_is_not_there_is_left_out_and_named_with_those_that_are():
    view, said = opened(folded="linear1,norm7")
    assert view["folded"] == "linear1"
    assert len(said) == 1
    assert "norm7" in said[0]
    assert "linear1" in said[0]
    assert said[0].startswith("folded: ")


def test_each_group_that_is_not_there_is_named():
    view, said = opened(folded="norm7,conv1")
    assert view.get("folded", "") == ""
    assert [word for word in ("norm7", "conv1") for one in said if word in one] == [
        "norm7",
        "conv1",
    ]


def test_the_last_sample_of_the_toy_problem_is_its_third():
    assert opened(sample="3")[0]["sample"] == 3
    view, said = opened(sample="4")
    assert view.get("sample", 1) == 1
    assert said == ["sample: 4 is not possible here: it can be 0 to 3."]
