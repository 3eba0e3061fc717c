"""The script that Streamlit runs, run without a browser: it gives the player its place."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.lessons import reached
from app.text import LANGUAGES, text
from engine.teach.lessons.lesson import lesson_ids, load

MAIN = Path(__file__).parents[2] / "app" / "main.py"
TRAINED = [
    {"lesson": name, "stop": stop.id}
    for name in lesson_ids()
    for stop in load(name).stops
    if any(panel["kind"] == "training" for panel in stop.panels)
]


def run(page):
    page.run()
    assert not page.exception, page.exception
    return page


def opened(**address):
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    for key, value in address.items():
        page.query_params[key] = value
    return run(page)


@pytest.mark.parametrize("address", [{}, {"example": "norm", "lang": "zh"}, {"lesson": "mnist"}])
def test_the_player_is_handed_nothing_whatever_is_open(address):
    page = opened(**address)
    (player,) = page.get("bidi_component")
    assert json.loads(player.proto.json or "null") in (None, {})
    assert page.session_state["player"] == {}


def test_the_session_is_read_in_one_place_and_written_nowhere():
    """What the player shows; a session that is forgotten is no loss."""
    scripts = {path.name: path.read_text("utf-8") for path in MAIN.parent.rglob("*.py")}
    users = [name for name, script in scripts.items() if "session_state" in script]
    assert users == ["component.py"]
    assert "session_state[" not in scripts["component.py"]


def below_the_player(lang, shown):
    """What stands below the player, where it shows this."""
    from app.pages_.training import training

    training({"lang": lang, **shown})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("shown", TRAINED, ids=lambda shown: shown["stop"])
def test_a_training_run_is_offered_at_its_stop(shown, lang):
    page = run(AppTest.from_function(below_the_player, args=(lang, shown)))
    assert [button.label for button in page.button] == [text("training.run", lang)]


def test_elsewhere_there_is_none():
    first = {"lesson": "mnist", "stop": load("mnist").stops[0].id}
    for shown in ({}, first, first | {"stop": "nonsense"}):
        assert not run(AppTest.from_function(below_the_player, args=("en", shown))).button


def test_where_each_lesson_was_left_is_read_from_the_address():
    assert reached("cmu-toy:norm,mnist:loss") == {"cmu-toy": "norm", "mnist": "loss"}
    assert reached("").get("cmu-toy", "") == ""
