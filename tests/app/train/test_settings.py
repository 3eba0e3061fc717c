"""The settings of the page *Train*: what is changed at once is changed together."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.pages_ import train_settings
from app.pages_.markdown import literal
from app.player import training_room

NET = {"net": "2-6.tanh-2.softmax", "set": "moons", "lr": "0.05", "lang": "en"}


def opened():
    def page():
        from app.pages_.train import train

        train()

    test = AppTest.from_function(page, default_timeout=30)
    ask(test, NET)
    return test


def ask(test, query):
    """Let the browser ask with this address."""
    test.query_params.clear()
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception


def rate(test):
    return test.number_input(key="train.en.lr")


def test_what_is_chosen_before_the_browser_has_heard_of_a_change_leaves_it_as_it_is():
    test = opened()
    rate(test).set_value(0.5)
    ask(test, NET)
    assert test.query_params["lr"] == "0.5"
    # A comparison is chosen in the same moment: its request has the address from before.
    ask(test, NET | {"beside": "lr:0.1"})
    assert (test.query_params["lr"], test.query_params["beside"]) == ("0.5", "lr:0.1")
    assert rate(test).value == 0.5


def test_two_settings_that_are_changed_at_once_are_both_taken():
    test = opened()
    rate(test).set_value(0.5)
    ask(test, NET)
    test.number_input(key="train.en.batch").set_value(7)
    ask(test, NET)
    assert (test.query_params["lr"], test.query_params["batch"]) == ("0.5", "7")


def test_a_change_is_unheard_as_long_as_its_page_is_not_whole(monkeypatch):
    """A slow server: the next request ends the run before the browser is told of the address."""
    test = opened()
    monkeypatch.setattr(train_settings, "UNHEARD", 0.0)
    with monkeypatch.context() as slow:
        slow.setattr(training_room, "mount", lambda *_: st.stop())
        rate(test).set_value(0.5)
        ask(test, NET)
    ask(test, NET | {"beside": "lr:0.1"})
    assert (test.query_params["lr"], test.query_params["beside"]) == ("0.5", "lr:0.1")


def test_the_way_back_leads_to_the_settings_of_before(monkeypatch):
    test = opened()
    rate(test).set_value(0.5)
    ask(test, NET)
    monkeypatch.setattr(train_settings, "UNHEARD", 0.0)
    ask(test, NET)
    assert rate(test).value == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("key", "word", "said"),
    [
        ("experiment", "magic", "“magic” is not one of the choices"),
        ("at", "last", "A whole number is needed here, not “last”"),
        ("at", "1000001", "1000001 is not possible here: it can be 0 to 1000000"),
        ("beside", "lr:0.1|lr:0.2|lr:0.3|lr:0.4", "There are 4; 3 are possible"),
    ],
)
def test_what_the_address_cannot_mean_is_said_above_the_training(key, word, said):
    test = opened()
    assert not test.warning
    ask(test, NET | {key: word})
    (warning,) = test.warning
    assert warning.value.startswith(literal(f"{key}: {said}"))
