"""Everything of a step is on the screen: nothing is cut, nothing has to be scrolled.

Formula, every matrix it reads, result, buttons, and the sum of the entry that is pointed at are
measured by `fits.js` against the window and all boxes that clip them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.player import Player
from tests.browser.waiting import PAINTED

MEASURE = Path(__file__).with_name("fits.js").read_text()
DISPLAY = "backprop-visualizer.display"

TOY = "?example=toy"
NORM = "?example=norm"
FIVE = "?net=2-10.relu-10.relu-10.relu-10.relu-10.relu-2.softmax"
LESSON = "?lesson=cmu-toy&stop=batch-second"
SIZES = [(1280, 720), (1366, 768), (1440, 900), (1920, 1080), (1024, 768)]
ZOOMED = (960, 600)
"""A window of 1440 x 900 at a browser zoom of 150 %."""
SMALLEST = 11
"""Pixels: numbers, and the names of what a step computes and reads, are never smaller."""

Measure = dict[str, Any]


def opened(
    page: Page, server: str, size: tuple[int, int], query: str, digits: int | None = None
) -> Player:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if digits:
        page.goto(f"{server}/player/core/colours.css")
        kept = json.dumps({"digits": digits, "exact": False})
        page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [DISPLAY, kept])
    player = Player(page, server).open(query)
    expect(page.locator(".player .shell[data-graph]")).to_have_count(1)
    return player


def measure(page: Page) -> Measure:
    """Point at the first entry of the result, and measure what is then on the screen."""
    cell = page.locator(".player .numbers .result td[data-key]").first
    box = cell.bounding_box() if cell.count() else None
    if box:
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(PAINTED)
    found: Measure = page.evaluate(MEASURE)
    page.mouse.move(2, 2)
    return found | {"pointed": box is not None}


def walk(page: Page) -> Iterator[Measure]:
    """Each step from the first to the last."""
    page.keyboard.press("Home")
    page.evaluate(PAINTED)
    last = None
    while (found := measure(page))["step"] != last:
        yield found
        last = found["step"]
        page.keyboard.press("ArrowRight")
        page.evaluate(PAINTED)


def expect_all(found: list[Measure], smallest: float = SMALLEST) -> None:
    """Nothing is cut, every sum is there beside its cells, and the numbers are legible."""
    worst = max(found, key=lambda one: one["cut"])
    print(f"worst of {len(found)}: {worst['cut']} px at {worst['step']}, {worst['what']}")
    assert [(one["step"], one["cut"], one["what"]) for one in found if one["cut"] > 1] == []
    assert [one["step"] for one in found if one["pointed"] and not one["sum"]] == []
    assert [(one["step"], one["covered"]) for one in found if one["covered"] > 0.5] == []
    numbers = [(one["step"], one["font"]) for one in found if one["pointed"]]
    assert [one for one in numbers if one[1] < smallest] == []
    assert len(numbers) > len(found) / 2


def expect_readable(found: list[Measure]) -> None:
    """What is said is whole, and the names in the graph can be read and stand on their nodes.

    Where the graph is folded to the step, `name` is infinite.
    """
    assert [(one["step"], one["aside"]) for one in found if one["aside"] > 1] == []
    assert [(one["step"], one["name"]) for one in found if one["name"] < SMALLEST] == []
    assert [(one["step"], one["beyond"]) for one in found if one["beyond"] > 1] == []


@pytest.mark.parametrize(
    ("size", "query", "steps"),
    [
        pytest.param((1280, 720), f"{NORM}&lang=en", 59, marks=pytest.mark.long),
        ((1024, 768), f"{LESSON}&lang=zh", 25),
    ],
)
def test_every_step_fits(page, server, size, query, steps):
    opened(page, server, size, query)
    found = list(walk(page))
    assert len(found) == steps
    expect_all(found)
    expect_readable(found)


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)], ids=str)
def test_the_graph_is_drawn_beside_the_largest_matrices(page, server, size):
    """Three matrices of ten by ten: the graph is low, and its nodes keep their names."""
    player = opened(page, server, size, f"{FIVE}&lang=en")
    found = []
    for name in ("gradW5", "W2_new", "W5_new"):
        player.go(name)
        page.evaluate(PAINTED)
        found.append(measure(page))
    assert [one["step"] for one in found if one["graph"] == "brief"] == []
    expect_all(found)
    expect_readable(found)


def test_a_formula_that_is_too_wide_names_its_parts(page, server):
    """`gradVar1` has brackets in brackets and takes two lines; `norm1` takes one; both fit."""
    player = opened(page, server, (1280, 720), f"{NORM}&lang=en")
    player.go("gradVar1")
    parts = page.locator(".player .definition")
    expect(parts).to_have_count(2)
    expect(page.locator(".player .formula.defined")).to_have_count(2)
    drawn = page.locator(".player .numbers .grid")
    names = sorted(grid.get_attribute("data-name") for grid in drawn.all())
    assert names == ["Y1lin", "eps1", "gradNorm1", "gradVar1", "mean1", "var1"]
    found = [measure(page)]
    player.go("norm1")
    expect(parts).to_have_count(0)
    expect(drawn).to_have_count(5)
    found.append(measure(page))
    expect_all(found)
    expect_readable(found)


@pytest.mark.parametrize(("query", "smallest"), [(TOY, 28), (NORM, 20)])
def test_a_large_screen_is_used(page, server, query, smallest):
    """1920 x 1080, on the page and in the presenter mode, at the steps with most to show."""
    player = opened(page, server, (1920, 1080), query)
    found = []
    for presents in (False, True):
        if presents:
            player.press("p")
            expect(page.locator(".player.presenting")).to_have_count(1)
        for presses in (["Home"], ["End"], ["ArrowLeft"] * 8, ["ArrowLeft"] * 9):
            player.press(*presses)
            page.evaluate(PAINTED)
            found.append(measure(page))
    expect_all(found, smallest)


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("query", "digits"),
    [(TOY, 2), (TOY, 6), (NORM, 2), (NORM, 6), (FIVE, 2), (LESSON, 2), (FIVE, None)],
)
def test_every_step_fits_everywhere(page, server, size, query, digits, lang):
    opened(page, server, size, f"{query}&lang={lang}", digits)
    found = list(walk(page))
    expect_all(found)
    expect_readable(found)
    assert [one["step"] for one in found if one["graph"] == "brief"] == []


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", [TOY, NORM])
def test_every_step_fits_a_page_that_is_zoomed(page, server, query, lang):
    opened(page, server, ZOOMED, f"{query}&lang={lang}", 2)
    found = list(walk(page))
    expect_all(found)
    expect_readable(found)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("query", [TOY, NORM, LESSON])
def test_every_step_fits_the_presenter_mode(page, server, size, query):
    player = opened(page, server, size, query)
    player.press("p")
    expect(page.locator(".player.presenting")).to_have_count(1)
    smallest = {TOY: 28, NORM: 20}.get(query, SMALLEST) if size == (1920, 1080) else SMALLEST
    expect_all(list(walk(page)), smallest)


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize(
    "lesson", sorted(path.name for path in Path("assets/lessons").iterdir() if path.is_dir())
)
def test_every_stop_of_a_lesson_fits(page, server, size, lesson, lang):
    opened(page, server, size, f"?lesson={lesson}&lang={lang}")
    onward = page.locator(".lesson .go.main")
    page.keyboard.press("Escape")  # at 1024 the text is a drawer, which opens at every stop
    found = [measure(page)]
    while onward.get_attribute("aria-disabled") is None:
        onward.click()
        expect(page.locator(".player .shell[data-waits]")).to_have_count(0)
        page.keyboard.press("Escape")
        page.evaluate(PAINTED)
        found.append(measure(page))
    expect_all(found)
