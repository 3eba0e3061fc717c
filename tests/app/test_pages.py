"""The script that runs for every visitor, run without a browser."""

import json
from itertools import product
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import session
from app.bench import designed
from app.design import OFFERED
from app.events import take
from app.examples import EXAMPLES, load
from app.settings import SAMPLES
from app.text import LANGUAGES, text
from app.views.player import structure
from app.visitor import Visitor
from engine.teach.lessons.lesson import lesson_ids
from tests.support.designs import HIDDEN, LOSSES, design

MAIN = Path(__file__).parents[2] / "app" / "main.py"
CHOICES = {"example": OFFERED, "samples": SAMPLES}
FIRST = {key: options[0] for key, options in CHOICES.items()}


def opened(**address):
    """The page at an address, run once."""
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    for key, value in address.items():
        page.query_params[key] = value
    return run(page)


def run(page):
    page.run()
    assert not page.exception, page.exception
    return page


def bar(page):
    return {group.key.split("-")[0]: group for group in page.get("button_group")}


def chosen(page):
    return {key: group.value for key, group in bar(page).items()}


def sent(page):
    """What the player was sent last."""
    (player,) = page.get("bidi_component")
    return json.loads(player.proto.json)


def visitor(page):
    return page.session_state["visitor"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("example", "samples", "hidden", "loss"), list(product(EXAMPLES, SAMPLES, HIDDEN, LOSSES))
)
def test_every_choice_in_every_language(example, samples, hidden, loss, lang):
    page = opened(example=example, samples=samples, hidden=hidden, loss=loss, lang=lang)
    wanted = design(example, samples == "batch", hidden, loss)
    assert visitor(page).bench.design == wanted
    assert chosen(page) == {"example": example, "samples": samples, "lang": lang}
    assert sent(page)["lang"] == lang
    assert sent(page)["program"] == structure(visitor(page).trace(), lang)["id"]


def test_opens_on_the_toy_problem_in_english():
    page = opened()
    assert chosen(page) == {**FIRST, "lang": "en"}
    assert visitor(page).bench.untouched
    assert sent(page)["values"]["gradW2"][0][1] == -27795


@pytest.mark.parametrize("lang", LANGUAGES)
def test_choices_are_called_by_name(lang):
    page = opened(lang=lang)
    for key, options in CHOICES.items():
        said = [text(f"{key}.{option}", lang) for option in options]
        assert bar(page)[key].options == said
        assert bar(page)[key].label == text(f"app.{key}", lang)
    assert bar(page)["lang"].options == list(LANGUAGES.values())
    assert [block.value for block in page.title] == [text("app.title", lang)]


@pytest.mark.parametrize("key", [*CHOICES, "lang"])
def test_what_is_no_choice_in_the_address_is_passed_over(key):
    assert chosen(opened(**{key: "nonsense"})) == {**FIRST, "lang": "en"}


@pytest.mark.parametrize(
    ("key", "option"), [(key, options[-1]) for key, options in CHOICES.items()]
)
def test_a_choice_changes_the_network_and_the_address(key, option):
    page = opened()
    before = sent(page)["program"]
    bar(page)[key].set_value(option)
    run(page)
    assert chosen(page) == {**FIRST, key: option, "lang": "en"}
    assert sent(page)["address"][key] == option
    assert sent(page)["program"] != before


def test_another_language_is_another_text_and_the_same_session():
    page = opened()
    kept = visitor(page)
    take(kept, {"list": [{"id": 1, "type": "update"}]})
    bar(page)["lang"].set_value("zh")
    run(page)
    assert visitor(page) is kept
    assert sent(page)["iteration"] == 2
    assert sent(page)["text"]["next"] == "下一步"


def test_another_language_is_in_the_address():
    page = opened()
    bar(page)["lang"].set_value("zh")
    assert run(page).query_params["lang"] == "zh"


def test_edits_survive_another_choice():
    page = opened()
    edit = {"id": 1, "type": "edit", "name": "X", "row": 0, "col": 0, "typed": "10"}
    take(visitor(page), {"list": [edit]})
    bar(page)["samples"].set_value("single")
    run(page)
    assert sent(page)["values"]["X"] == [[10, 3]]
    bar(page)["example"].set_value("small")
    run(page)
    assert sent(page)["values"]["X"] == load("small").values["X"].tolist()


def test_the_structure_is_not_sent_twice():
    page = opened()
    known = sent(page)["structure"]["id"]
    take(visitor(page), {"have": known, "list": []})
    run(page)
    assert sent(page)["structure"] is None
    bar(page)["samples"].set_value("single")
    run(page)
    assert sent(page)["structure"]["id"] != known


def test_undo_of_a_choice_is_shown_above_the_player():
    page = opened()
    bar(page)["example"].set_value("small")
    run(page)
    take(visitor(page), {"list": [{"id": 1, "type": "undo"}]})
    assert chosen(run(page))["example"] == "toy"


def test_a_link_makes_the_same_network_again():
    asked = {
        "net": "2-4.norm.tanh-2.softmax",
        "optimizer": "adam",
        "seed": "7",
        "typed": "W1:0:0:9",
    }
    data = sent(opened(**asked))
    assert {key: said for key, said in data["address"].items() if said} == asked
    assert data["values"]["W1"][0][0] == 9
    assert chosen(opened(**asked))["example"] == "own"


def test_a_choice_that_is_no_longer_there_chooses_nothing(monkeypatch):
    """Undo came from the small network back to the toy problem, as it was changed there."""
    visitor = Visitor(designed(design("toy", loss="l2")), "en")
    visitor.redrawn = 1
    monkeypatch.setattr(session.st, "session_state", {"visitor": visitor, "example-1": "toy"})
    session.choose("example", "example-0")
    assert visitor.design.loss == "l2"
    session.choose("example", "example-1")
    assert visitor.design.loss == "softmax_cross_entropy"


def test_what_a_choice_held_before_undo_is_not_listened_to():
    """The browser sends what its widgets hold with every message, and may not know yet."""
    page = opened()
    before = bar(page)["example"]
    before.set_value("small")
    run(page)
    take(visitor(page), {"list": [{"id": 1, "type": "undo"}]})
    run(page)
    assert bar(page)["example"].key != before.key
    before.set_value("small")
    assert chosen(run(page))["example"] == "toy"


def test_two_visitors_do_not_share_a_session():
    one, other = opened(), opened()
    take(visitor(one), {"list": [{"id": 1, "type": "update"}]})
    assert sent(run(other))["iteration"] == 1
    assert sent(run(one))["iteration"] == 2


def test_numbers_that_are_not_finite_are_shown_with_a_notice():
    page = opened(lang="zh")
    edit = {"id": 1, "type": "edit", "name": "X", "row": 0, "col": 0, "typed": "1e308"}
    take(visitor(page), {"list": [edit]})
    data = sent(run(page))
    assert data["values"]["Y1lin"][0][0] == "inf"
    assert data["notice"].startswith("从 Y1lin（第 1 步）起")


# -- Lessons


def test_a_lesson_opens_by_its_address():
    page = opened(lesson="first-principles", stop="step3", lang="zh")
    data = sent(page)
    assert data["lesson"]["stop"] == "step3"
    assert data["lesson"]["content"]["title"] == "从定义出发"
    assert set(bar(page)) == {"lang"}
    assert "dW2" in data["values"]


@pytest.mark.parametrize("lesson", ["nonsense", ""])
def test_what_is_no_lesson_in_the_address_is_passed_over(lesson):
    data = sent(opened(lesson=lesson, stop="step3"))
    assert "lesson" not in data
    assert data["values"]["gradW2"][0][1] == -27795


def test_no_stop_in_the_address_is_the_first_one():
    page = opened(lesson="cmu-toy", stop="nonsense")
    first = sent(page)["lesson"]["content"]["stops"][0]["id"]
    assert sent(page)["lesson"]["stop"] == first
    assert page.query_params["stop"] == first


def test_a_stop_that_the_player_went_to_is_in_the_address():
    page = opened(lesson="first-principles")
    take(visitor(page), {"list": [{"id": 1, "type": "stop", "stop": "gpt2"}]})
    player = visitor(page)
    assert player.visit.stop.id == "gpt2"
    assert set(player.bench.values) == {"d"}


def test_out_of_a_lesson_and_back_to_what_was_changed():
    page = opened()
    edit = {"id": 1, "type": "edit", "name": "X", "row": 0, "col": 0, "typed": "10"}
    take(visitor(page), {"list": [edit]})
    page.query_params["lesson"] = "first-principles"
    assert sent(run(page))["lesson"]["stop"] == "gradient"
    page.button(key="to_toy").click()
    data = sent(run(page))
    assert "lesson" not in data
    assert data["values"]["X"][0] == [10, 3]
    assert "lesson" not in page.query_params
    assert visitor(page).reached == {"first-principles": "gradient"}


def test_the_lessons_are_offered():
    page = opened()
    page.button(key="lessons").click()
    run(page)
    assert len([b for b in page.button if str(b.key).startswith("open-")]) == len(lesson_ids())


def test_without_a_lesson_nothing_of_lessons_is_sent():
    assert "lesson" not in sent(opened())
    assert not any(key.startswith("lesson") for key in sent(opened())["text"])
