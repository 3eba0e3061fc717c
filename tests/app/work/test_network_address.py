"""The address of the page: what was built in, the same out again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.design import OWN, PRESETS, example_of, with_hidden
from app.limits import allowed
from app.work.network_address import read, read_typed, written, written_typed
from app.work.work import Entry
from tests.support.designs import design
from tests.support.works import DESIGNS


@given(DESIGNS)
def test_what_is_written_is_read_as_the_same_design(asked):
    assert read(written(asked), []) == asked


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_its_name_and_no_more(name):
    assert written(PRESETS[name]) == ({} if name == "toy" else {"example": name})


def test_an_address_can_be_read_by_people():
    asked = replace(PRESETS["norm"], optimizer="adam")
    narrow = replace(asked.layers[1], width=2, norm="after", activation="tanh")
    asked = replace(asked, layers=(asked.layers[0], narrow, asked.layers[2]))
    assert written(asked) | written_typed([[Entry("W1", 0, 1, -2.5)]]) == {
        "net": "2-3.norm.relu-2.tanh.norm-2.softmax",
        "optimizer": "adam",
        "typed": "W1:0:1:-2.5",
    }


@pytest.mark.parametrize(
    "query",
    [
        {"net": "nonsense"},
        {"net": "2-"},
        {"net": "-3"},
        {"net": "2-0-2"},
        {"net": "9999999999999999-3-2"},
        {"net": "784-256.relu-256.relu-256.relu-256.relu-10"},
        {"batch": "0"},
        {"batch": "100000"},
        {"seed": "-1"},
        {"seed": "٣"},
        {"optimizer": "magic"},
        {"conventions": "mean:everywhere.x.:"},
        {"typed": "W1"},
        {"data": "digits"},
    ],
)
def test_what_cannot_be_is_passed_over(query):
    found = read(query, [])
    assert allowed(found)
    assert found in (PRESETS["toy"], PRESETS["norm"])


def test_hidden_and_loss_of_the_examples():
    assert read({"hidden": "tanh", "loss": "l2"}, []) == design(hidden="tanh", loss="l2")
    assert read({"loss": "l2"}, []).layers[-1].activation == "identity"


def test_a_preset_with_another_activation_is_still_that_preset():
    assert example_of(with_hidden(PRESETS["toy"], "gelu")) == "toy"
    assert example_of(replace(PRESETS["toy"], seed=3)) == OWN


PLACES = st.tuples(
    st.sampled_from(["X", "W1", "running_mean1_old"]), st.integers(0, 99), st.integers(0, 99)
)


@given(st.dictionaries(PLACES, st.floats(allow_nan=False, allow_infinity=False), max_size=9))
def test_typed_numbers_come_back_to_the_last_digit(typed):
    entries = [Entry(*place, value) for place, value in typed.items()]
    assert read_typed(written_typed([entries]), []) == [(1, entry) for entry in entries]


@pytest.mark.parametrize(
    "said", ["X:0:0:nan", "X:0:0:ten", "X:a:0:1", "X:-1:0:1", "X:0:0", ",,,", ":::"]
)
def test_what_is_no_typed_number_is_passed_over(said):
    assert read_typed({"typed": f"{said},W1:1:2:3"}, []) == [(1, Entry("W1", 1, 2, 3))]
