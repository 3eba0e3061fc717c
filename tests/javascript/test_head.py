"""The row above the player, where it needs no page: names, addresses, parts; by Node.js."""

import re
from urllib.parse import parse_qs

import pytest

from app.player.files import STATIC
from app.text import LANGUAGES
from app.work.view import PARTS
from tests.javascript.test_numbers import called

HEAD = STATIC / "head"
README = STATIC.parents[2] / "README.md"


@pytest.mark.parametrize(
    ("hide", "search", "hidden"),
    [
        ("", "", []),
        ("graph,head", "", ["graph", "head"]),
        ("", "?embed=true", ["head"]),
        ("head,side", "?step=Y1&embed=true&embed_options=dark_theme", ["head", "side"]),
        ("", "?embed=false", []),
    ],
)
def test_parts_that_are_hidden(hide, search, hidden):
    assert called([["hiddenParts", [hide, search]]], HEAD / "parts.js") == [hidden]


def test_every_part_is_told_in_the_readme_and_hidden_by_the_style_sheet():
    style, told = (HEAD / "head.css").read_text(), README.read_text()
    assert all(f'[data-hide~="{name}"]' in style for name in PARTS)
    section = told[told.index("| part |") :].split("\n\n")[0]
    rows = [row.split("|")[1] for row in section.splitlines()[2:]]
    assert sorted(re.findall(r"`(\w+)`", "".join(rows))) == sorted(PARTS)


def test_languages_of_the_page_are_those_of_the_row():
    found = re.findall(r'value: "(\w+)".*name: "(.+?)"', (HEAD / "languages.js").read_text())
    assert dict(found) == LANGUAGES


@pytest.mark.parametrize(
    ("offered", "preset", "shown"),
    [
        (["toy", "norm"], "norm", ["toy", "norm"]),
        (["toy", "norm"], "own", ["toy", "norm", "own"]),
    ],
)
def test_the_present_network_is_among_the_examples(offered, preset, shown):
    asked = {"offered": offered, "preset": preset}
    assert called([["examplesOf", [asked]]], HEAD / "network.js") == [shown]


def test_a_page_is_told_the_language_and_where_the_lessons_were_left():
    state = {"data": {"lang": "zh"}, "work": {"reached": {"cmu-toy": "norm", "mnist": "loss"}}}
    new = {"data": {"lang": "en"}, "work": {}}
    found = called([["handedTo", [state]], ["handedTo", [new]]], HEAD / "pages.js")
    assert parse_qs(found[0][1:]) == {"lang": ["zh"], "reached": ["cmu-toy:norm,mnist:loss"]}
    assert found[1] == "?lang=en"


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ('{"version": 1}', {"version": 1}),
        ("", None),
        ("not JSON", None),
        ("null", None),
        ("[1, 2]", None),
        ("17", None),
    ],
)
def test_only_a_table_is_taken_for_a_work(text, table):
    assert called([["tableOf", [text]]], HEAD / "file.js") == [table]


def test_words_of_every_entry_of_the_menu():
    from app.views.words import words

    entries = re.findall(r'name: "(\w+)"', (HEAD / "entries.js").read_text())
    assert len(entries) == 10
    assert {f"menu.{name}" for name in entries} <= words("en").keys()
