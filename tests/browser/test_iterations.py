"""From one iteration to the next, and back."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Route, expect

from app.design import PRESETS
from app.start import scenario_of
from engine.network.scenario.scenario import iterate
from tests.browser.player import Player, number
from tests.browser.waiting import until
from tests.support import toy


def test_two_updates_and_back(toy_player):
    """Section 3.7: after one update `W1` is as printed; then all is as at first."""
    player = toy_player
    player.button("Run 1 iteration").click()
    player.expect_iteration(2)
    player.expect_step("Y1lin")
    printed = [[5612.47, -1408.57, 1709.23], [5887.7, -1475.53, 1799.9]]
    np.testing.assert_allclose(player.shown("W1"), printed, atol=0.05)
    player.button("Run 1 iteration").click()
    player.expect_iteration(3)
    player.button("Iteration back").click()
    player.expect_iteration(2)
    np.testing.assert_allclose(player.shown("W1"), printed, atol=0.05)
    player.button("Iteration back").click()
    player.expect_iteration(1)
    assert player.shown("W1") == toy.BATCH["W1"].tolist()


def test_the_iteration_keeps_its_place_and_is_large_on_a_projector(toy_player):
    """In every step, whose number has one digit or two; the buttons leave the timeline free."""
    player, page = toy_player, toy_player.page
    page.set_viewport_size({"width": 1280, "height": 720})
    status = page.locator(".player .status")
    iteration = status.locator("span:not(.step-number)").first
    player.go("gradW3")  # the ninth step
    before = iteration.bounding_box()
    player.press("ArrowRight")
    expect(status).to_contain_text("step 10 of 25")
    assert iteration.bounding_box() == before
    player.button("Run 1 iteration").click()
    player.expect_iteration(2)
    player.press("p")
    expect(status).to_have_css("font-size", "22px")
    expect(status.locator(".of")).to_be_in_viewport(ratio=1)
    bar, timeline = page.locator(".present-bar"), page.locator(".timeline")
    assert bottom(bar) < timeline.bounding_box()["y"]
    player.press("Escape")


def bottom(part):
    box = part.bounding_box()
    return box["y"] + box["height"]


def slider(player):
    return player.page.get_by_role("slider", name="Loss over the iterations")


def loss_at(player, iteration):
    """The loss as the curve tells it, at an iteration to which keys have gone."""
    said = slider(player)
    expect(said).to_have_attribute("aria-valuetext", re.compile(rf"^iteration {iteration} · loss"))
    return number(re.search(r"loss (\S+)", said.get_attribute("aria-valuetext"))[1])


def test_runs_of_ten_and_a_hundred_and_the_way_through_them(page, server):
    """Each loss is that of the engine; an edit stays in its iteration; F5 and undo keep it all."""
    player = Player(page, server).open("?example=small")
    scenario = scenario_of(PRESETS["small"])
    losses = [float(trace["L"]) for trace in iterate(replace(scenario, iterations=111))]
    expect(slider(player)).to_be_hidden()
    player.go("L")
    player.button("Run 10 iterations").click()
    player.expect_iteration(11)
    player.expect_step("L")
    assert player.shown("L")[0][0] == pytest.approx(losses[10], rel=1e-3)
    assert loss_at(player, 11) == pytest.approx(losses[10], rel=1e-3)
    player.button("Run 100 iterations").click()
    player.expect_iteration(111)
    expect(slider(player)).to_have_attribute("aria-valuemax", "111")
    slider(player).focus()
    for key, iteration in (("Home", 1), ("PageUp", 11), ("ArrowLeft", 10), ("End", 111)):
        player.press(key)
        player.expect_iteration(iteration)
        assert loss_at(player, iteration) == pytest.approx(losses[iteration - 1], rel=1e-3)
    box = slider(player).locator(".line").bounding_box()
    third = {"x": box["width"] * 3 / 110 + 6, "y": box["height"] / 2}
    slider(player).click(position=third)
    player.expect_iteration(4)
    player.go("Y1lin")
    player.edit("X", 0, 0, "9")
    marks = slider(player).locator(".typed")
    expect(marks).to_have_count(1)
    expect(marks).to_have_attribute("data-iteration", "4")
    player.button("Iteration back").click()
    player.expect_iteration(3)
    assert player.shown("X")[0][0] == scenario.values["X"][0, 0]
    player.button("Run 1 iteration").click()
    player.expect_iteration(4)
    assert player.shown("X")[0][0] == 9
    undo = player.button("Undo")
    undo.click()
    expect(marks).to_have_count(0)
    undo.click()
    expect(slider(player)).to_have_attribute("aria-valuemax", "11")
    undo.click()
    expect(slider(player)).to_be_hidden()
    player.expect_iteration(1)


@pytest.fixture
def page(page):
    yield page
    page.unroute_all(behavior="ignoreErrors")


def hold_second_part(page) -> list[Route]:
    """The second request of a run, held as soon as it is sent: a slow hand is still in time."""
    held = list[Route]()

    def hold(route: Route) -> None:
        is_run = '"changes":[{"type":"run"' in (route.request.post_data or "")
        is_next = is_run and '"iterations":[[]]' not in (route.request.post_data or "")
        held.append(route) if is_next and not held else route.continue_()

    page.route("**/answer", hold)
    return held


def let_go(page, held: list[Route]) -> None:
    """Let the request go on, once it is held: one hears of it only while the page is asked."""
    until(lambda: page.evaluate("true") and bool(held), "the second part of the run is asked for")
    held[0].continue_()


def test_a_long_run_shows_how_far_it_is_and_can_be_stopped(page, server):
    """A network for 28 x 28 pixels: a hundred iterations come in several answers."""
    player, held = Player(page, server).open("?example=digits"), hold_second_part(page)
    player.button("Run 100 iterations").click()
    expect(slider(player)).to_be_visible()
    player.button("Stop").click()
    let_go(page, held)
    expect(page.locator(".player .shell[data-waits]")).to_have_count(0)
    status = page.locator(".player .status")
    expect(status).not_to_contain_text("iteration 101")
    reached = int(re.search(r"iteration (\d+)", status.inner_text())[1])
    assert 1 < reached < 101
    expect(player.button("Stop")).to_be_hidden()
    player.button("Undo").click()
    player.expect_iteration(1)


def test_who_types_during_a_run_ends_it_and_types_into_the_iteration_that_is_seen(page, server):
    """The first part of the run is shown; the second is under way while a number is typed."""
    player, held = Player(page, server).open("?example=digits"), hold_second_part(page)
    player.go("B2_new")
    status = page.locator(".player .status")
    player.button("Run 100 iterations").click()
    expect(slider(player)).to_be_visible()
    seen = int(re.search(r"iteration (\d+)", status.inner_text())[1])
    player.edit("lr", 0, 0, "0.5")
    let_go(page, held)
    expect(slider(player).locator(".typed")).to_have_attribute("data-iteration", str(seen))
    player.expect_answered()
    player.expect_iteration(seen)
    expect(player.cell("lr", 0, 0)).to_have_text("0.5")
    expect(player.button("Stop")).to_be_hidden()
    reached = int(slider(player).get_attribute("aria-valuemax"))
    assert 1 < seen < reached < 101, "what was under way is there, too, and no more"


def test_a_run_ends_where_the_numbers_leave_the_finite_range(toy_player):
    """The toy problem as printed; the notice says where, and an update goes no further."""
    player = toy_player
    player.button("Run 100 iterations").click()
    expect(player.page.locator(".player .notice")).to_contain_text("no longer finite")
    expect(player.button("Run 1 iteration")).to_be_disabled()
    expect(player.page.locator(".player .status")).not_to_contain_text("–")
    player.press("b")
    expect(player.button("Run 1 iteration")).to_be_enabled()


def test_the_keyboard_alone(toy_player):
    """Step, edit, be refused, undo, update twice, go back, and never touch the mouse."""
    player = toy_player
    player.press("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")
    player.expect_step("Y1lin")
    first = player.cell("X", 0, 0)
    for _ in range(60):
        if first.evaluate("td => td.getRootNode().activeElement === td"):
            break
        player.press("Tab")
    player.press("Enter")
    player.page.keyboard.type("ten")
    player.press("Enter")
    expect(player.page.get_by_role("alert")).to_contain_text("not a number")
    player.press("Control+a")
    player.page.keyboard.type("10")
    player.press("Enter")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")
    player.press("Control+z")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("31")
    player.press("u")
    player.expect_iteration(2)
    player.press("u")
    player.expect_iteration(3)
    player.press("b")
    player.expect_iteration(2)


def test_the_learning_rate(toy_player):
    player = toy_player
    player.go("W1_new")
    player.edit("lr", 0, 0, "0")
    expect(player.cell("W1_new", 0, 0)).to_have_text("4")
    assert player.shown("W1_new") == toy.BATCH["W1"].tolist()
