"""The Streamlit pages, run without a browser: the first one gives the player its place."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from app.pages_.lessons import facts, reached
from app.player import component
from app.player.files import STATIC
from app.text import LANGUAGES, text
from engine.teach.lessons.lesson import lesson_ids, load

SEARCH = STATIC / "pages" / "search.js"
PARTS = [path.read_text("utf-8") for path in sorted({*STATIC.glob("pages/*.js")} - {SEARCH})]
BOX = [path.read_text("utf-8") for path in sorted(STATIC.glob("formula/*.js"))]
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
    assert not page.get("page_link")
    assert json.loads(player.proto.json or "null") in (None, {})
    assert page.session_state["player"] == {}


TRAIN = ("train_experiment.py", "train_settings.py", "train_table.py")


def test_the_session_holds_what_the_player_shows_and_the_widgets_of_training():
    """What the player shows, and the widgets of the page *Train*, which follow the address.

    `train_table.py` counts there how often its dialog was opened. A session that is forgotten is
    no loss.
    """
    scripts = {path.name: path.read_text("utf-8") for path in MAIN.parent.rglob("*.py")}
    users = [name for name, script in scripts.items() if "session_state" in script]
    assert sorted(users) == ["component.py", *TRAIN]
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
    other = {"lesson": "first-principles", "stop": "gradient"}
    strange = {"lesson": "../lessons", "stop": "gradient"}
    unspoken = TRAINED[0] | {"lang": "tlh"}
    for shown in ({}, other, other | {"stop": "nonsense"}, {"lesson": "mnist"}, strange, unspoken):
        assert not run(AppTest.from_function(below_the_player, args=("en", shown))).button


@pytest.mark.parametrize("told", [None, 7, "mnist", {"lesson": ["mnist"], "lang": {}}])
def test_what_a_browser_tells_is_read_as_words(told, monkeypatch):
    monkeypatch.setattr(component.st, "session_state", {component.KEY: {"shown": told}})
    assert component.shown() == {}


def a_row(current, work):
    """The row of a page, as its JavaScript is told it."""
    from app.pages_.head import head

    head(current, "zh", work)


@pytest.mark.parametrize("work", [{}, {"net": "2-3.relu-2.softmax", "lang": "en"}])
def test_a_row_is_told_the_page_its_language_and_the_work_that_is_shown(work):
    (row,) = run(AppTest.from_function(a_row, args=("graph", work), default_timeout=30)).get(
        "bidi_component"
    )
    told = json.loads(row.proto.json)
    assert (told["page"], told["lang"], told["work"]) == ("graph", "zh", work)
    assert told["words"]["pages.lessons"] == text("player.pages.lessons", "zh")
    assert told["formulas"] is None


def test_the_page_of_formulas_is_told_its_examples_and_words():
    (row,) = run(AppTest.from_function(a_row, args=("formulas", {}), default_timeout=30)).get(
        "bidi_component"
    )
    told = json.loads(row.proto.json)
    assert told["formulas"]["examples"][0] == ["a' * X * b", "X"]
    assert "logdet" in told["formulas"]["functions"]
    asked = [key for part in PARTS for key in re.findall(r'\btext\("([\w.]+)"', part)]
    box = [key for part in BOX for key in re.findall(r'\bsay\("([\w.]+)"', part)]
    box += re.findall(r'\bsay\(agrees \? "(\w+)" : "(\w+)"\)', "".join(BOX))[0]
    wanted = {*asked, *(f"lesson.{key}" for key in box)}
    assert wanted <= told["words"].keys()
    own = {key for key in told["words"] if key.startswith(("formulas.", "lesson."))}
    assert own == {key for key in wanted if key.startswith(("formulas.", "lesson."))}


def test_where_the_lessons_were_left_is_read_from_the_address():
    assert reached("cmu-toy:norm,mnist:loss") == {"cmu-toy": "norm", "mnist": "loss"}
    assert reached("nonsense") == {"nonsense": ""}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", lesson_ids())
def test_a_card_says_where_a_lesson_was_left(name, lang):
    lesson = load(name)
    first, second, *_ = lesson.stops
    resume = {"en": "**Resume at stop 2**", "zh": "**从第 2 节继续**"}[lang]
    assert facts(lesson, lang, second.id)[0] == resume
    for left in ("", first.id, "nonsense"):
        assert facts(lesson, lang, left)[1:] == [lesson.notation_line[lang]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_card_leads_to_its_lesson(lang):
    def page(lang):
        import streamlit as st

        from app.pages_.lessons import lessons

        st.query_params["lang"] = lang
        player = st.Page(lambda: None, title="a")
        st.navigation([player], position="hidden")
        lessons(player)

    links = run(AppTest.from_function(page, args=(lang,))).get("page_link")
    leads = [dict(parse_qsl(link.proto.query_string)) for link in links]
    assert leads == [{"lesson": name, "lang": lang} for name in lesson_ids()]


def test_the_page_of_lessons_is_told_the_words_of_its_search():
    (row,) = run(AppTest.from_function(a_row, args=("lessons", {}), default_timeout=30)).get(
        "bidi_component"
    )
    words = json.loads(row.proto.json)["words"]
    asked = re.findall(r'\btext\("([\w.]+)"', SEARCH.read_text("utf-8"))
    assert {*asked} <= words.keys()
    assert words["lesson.search"] == text("lesson.search", "zh")
