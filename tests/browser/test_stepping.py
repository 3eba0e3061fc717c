"""Stepping through the toy problem: every way to move, and what is seen on the way."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.support import toy

FORWARD = ["Y1lin", "Y1", "Y2lin", "Y2", "Y3lin", "Y3", "L"]
BACKWARD = [
    "gradY3lin",
    "gradW3",
    "gradB3",
    "gradY2",
    "gradY2lin",
    "gradW2",
    "gradB2",
    "gradY1",
    "gradY1lin",
    "gradW1",
    "gradB1",
    "gradX",
]
UPDATE = ["W1_new", "B1_new", "W2_new", "B2_new", "W3_new", "B3_new"]
STEPS = FORWARD + BACKWARD + UPDATE


@pytest.fixture
def player(toy_player):
    """The toy problem at its first step, on a page that all have one after the other."""
    return toy_player


def test_opens_on_the_first_step_of_the_toy_problem(page, server):
    player = Player(page, server).open()
    player.expect_step("Y1lin")
    assert player.shown("X") == toy.BATCH["X"].tolist()
    assert player.shown("Y1lin") == [[31, 20, 7], [50, 34, 20], [68, 46, 26]]


def test_steps_to_the_end_and_back_with_the_arrow_keys(player):
    seen = [player.step]
    for _ in STEPS[1:]:
        player.press("ArrowRight")
        seen.append(player.step)
    assert seen == STEPS
    player.press("ArrowRight")
    assert player.step == STEPS[-1]
    for _ in STEPS[1:]:
        player.press("ArrowLeft")
        seen.pop()
        assert player.step == seen[-1]


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        (["End"], "B3_new"),
        (["End", "Home"], "Y1lin"),
        (["PageDown", "PageDown"], "Y2lin"),
        (["PageDown", "PageDown", "PageUp"], "Y1"),
    ],
)
def test_other_keys(player, keys, step):
    player.press(*keys)
    player.expect_step(step)


def test_buttons(player):
    for name, step in [
        ("Next", "Y1"),
        ("Last step", "B3_new"),
        ("Previous step", "W3_new"),
        ("First step", "Y1lin"),
    ]:
        player.button(name).click()
        player.expect_step(step)


def test_a_click_on_a_node_goes_to_its_step(player):
    player.node("gradW2").click()
    player.expect_step("gradW2")


def test_the_timeline_can_be_dragged(player):
    tick = player.page.locator(".player .timeline [data-step]")
    first, goal = tick.nth(0).bounding_box(), tick.nth(STEPS.index("gradW2")).bounding_box()
    mouse = player.page.mouse
    mouse.move(first["x"] + 5, first["y"] + 10)
    mouse.down()
    mouse.move(goal["x"] + goal["width"] / 2, goal["y"] + 10, steps=12)
    mouse.up()
    player.expect_step("gradW2")


def test_play_goes_on_by_itself_and_stops_at_the_end(player):
    player.page.locator(".player select.speed").select_option("4")
    player.go("B2_new")
    player.press(" ")
    player.expect_step("B3_new")
    expect(player.button("Play")).to_be_visible()


def test_stepping_asks_nothing_of_the_server(player):
    player.page.wait_for_timeout(500)
    with player.silence() as said:
        player.press(*["ArrowRight"] * 24, "Home", "End")
        player.page.wait_for_timeout(300)
    assert said == []


def test_a_value_that_is_not_reached_is_absent(player):
    node = player.node("gradW2")
    expect(node).to_have_class(re.compile(r"\bahead\b"))
    player.go("gradW2")
    expect(node).to_have_class(re.compile(r"\bnow\b"))


def test_where_minus_27795_comes_from(player):
    """Hover an entry of `gradW2`: 31·(−713) + 50·(−955) + 68·(−199) over 3, which is −27795."""
    player.go("gradW2")
    player.cell("gradW2", 0, 1).hover()
    said = player.page.locator(".player .written").inner_text()
    flat = "".join(said.split()).replace("−", "-").replace("\u2009", "")
    assert "31·(-713)+50·(-955)+68·(-199)" in flat
    assert "-27795" in flat
    lit = player.page.locator(".player .numbers td.lit")
    keys = {cell.get_attribute("data-key") for cell in lit.all()}
    assert keys >= {f"Y1:{k}:0" for k in range(3)} | {f"gradY2lin:{k}:1" for k in range(3)}
    assert (31 * -713 + 50 * -955 + 68 * -199) / 3 == -27795


def test_every_number_of_the_single_sample_is_on_the_page(page, server):
    """Section 3.5, read off the page: the gradients of the single sample."""
    player = Player(page, server).open("?samples=single")
    for name, printed in {
        "gradY3lin": [[-239, -4]],
        "gradY2": [[-1215, -713, -1211]],
        "gradY1": [[-13261, 3342, -4055]],
        "gradW1": [[-53044, 13368, -16220], [-39783, 10026, -12165]],
        "gradX": [[-38250, -73212]],
    }.items():
        player.go(name)
        np.testing.assert_array_equal(player.shown(name), printed)
