"""Predict, then reveal; break the backward; presenter mode."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.player import Player, number

NOTHING = "rgba(0, 0, 0, 0)"
"""The colour of a number that is veiled: the hall sees its cell."""


class Practice(Player):
    """The player while something is practised."""

    def begin(self, what):
        self.page.locator(".player .control.practise").click()
        self.page.locator(".player .practise-menu").get_by_text(what, exact=True).click()
        expect(self.strip).to_be_visible()

    @property
    def strip(self):
        return self.page.locator(".player .practice")

    @property
    def fields(self):
        return self.page.locator(".player input.guess")

    def do(self, key):
        self.strip.locator(f'[data-do="{key}"]').click()

    def expect_said(self, words):
        expect(self.strip.locator(".told")).to_contain_text(words)

    def check_step(self):
        """Check the gradient of the step; give the sign of its verdict.

        What the verdict is depends on the numbers that were drawn: a gradient of 0 agrees, where
        others follow the convention only.
        """
        said = re.compile(f"^(≠|✓|✗) {self.step} ")
        self.do("break.check")
        expect(self.strip.locator(".verdict")).to_have_text(said)
        return said.match(self.strip.locator(".verdict").inner_text())[1]

    def type_all(self, numbers):
        expect(self.fields.first).to_be_focused()
        for text in numbers:
            self.page.keyboard.type(str(text))
            self.press("Tab")

    def written(self):
        """All that stands in the player, seen or not."""
        return self.page.locator(".player .shell").evaluate(
            "shell => shell.outerHTML + [...shell.querySelectorAll('input')].map(i => i.value)"
        )


@pytest.fixture(scope="module")
def shared(opened):
    """One page for all: what is practised is ended before each test."""
    return Practice(opened.page, opened.server)


@pytest.fixture
def practice(shared):
    if shared.page.locator(".player.presenting").count():
        shared.press("Escape")
    if shared.strip.count():
        shared.strip.get_by_role("button", name="End practice").click()
        expect(shared.strip).to_have_count(0)
    shared.page.set_viewport_size({"width": 1440, "height": 900})
    return shared


def test_a_known_mistake_is_named_and_the_answer_is_not_there_before(practice):
    """31·(−1215) + 50·(−1605) + 68·(−365) = −142735 is the sum; a third of it is asked for."""
    practice.go("gradW2")
    practice.begin("A matrix")
    expect(practice.fields).to_have_count(9)
    assert "47578" not in practice.written().replace("\u2009", "")
    practice.type_all([-142735, -83385, -142171])
    practice.fields.nth(2).press("Enter")
    practice.expect_said("3 of 3 are wrong")
    practice.expect_said("Summed, not averaged")
    expect(practice.fields.first).to_have_attribute("aria-invalid", "true")
    practice.fields.first.fill("−142735/3")
    practice.fields.nth(1).fill("-27795")
    practice.fields.nth(2).fill("-47390,33")
    practice.press("Enter")
    practice.expect_said("Right so far")
    expect(practice.page.locator(".player .judged.right")).to_have_count(3)
    practice.do("hint")
    expect(practice.strip.locator("math")).to_be_visible()
    practice.do("hint")
    practice.expect_said("20·(−1\u2009215) + 34·(−1\u2009605) + 46·(−365)")
    practice.do("reveal")
    expect(practice.fields).to_have_count(0)
    assert practice.shown("gradW2")[0] == [-47578.3, -27795, -47390.3]


def test_new_numbers_are_answered_by_keyboard_alone_and_counted(practice):
    """What is typed is worked out from the numbers on the page."""
    practice.go("Y1lin")
    practice.begin("A matrix")
    seen = practice.grid("X").inner_text()
    practice.do("another")
    for count in (1, 2):
        expect(practice.grid("X")).not_to_have_text(seen, use_inner_text=True)
        expect(practice.fields).to_have_count(9)
        seen = practice.grid("X").inner_text()
        x, w, b = (np.array(practice.shown(name)) for name in ("X", "W1", "B1"))
        assert np.abs(x).max() <= 9
        practice.type_all(f"{entry:g}" for entry in (x @ w + b).ravel())
        practice.press("Shift+Tab")
        practice.fields.last.press("Enter")
        practice.expect_said("Right.")
        expect(practice.strip.locator(".streak")).to_have_text(f"{count} right in a row")
        expect(practice.strip.locator('[data-do="another"]')).to_be_focused()
        practice.press("Enter")
    practice.strip.get_by_role("button", name="End practice").click()
    expect(practice.strip).to_have_count(0)
    expect(practice.cell("X", 0, 0)).to_have_text("4")


def test_a_shape_is_hidden_wherever_it_is_written(practice):
    practice.go("gradW3")
    practice.begin("A shape")
    expect(practice.fields).to_have_count(2)
    expect(practice.node("gradW3").locator(".line").last).not_to_be_visible()
    expect(practice.grid("gradW3")).not_to_be_visible()
    practice.type_all([2, 3])
    practice.fields.last.press("Enter")
    practice.expect_said("Rows and columns are exchanged")
    practice.do("hint")
    practice.expect_said("A gradient has the shape of what it is the gradient of")
    practice.fields.first.fill("3")
    practice.fields.last.fill("2")
    practice.press("Enter")
    practice.expect_said("Right.")
    expect(practice.grid("gradW3")).to_be_visible()


def test_what_comes_after_an_open_question_cannot_be_gone_to(practice):
    practice.go("gradW3")
    practice.begin("An entry")
    expect(practice.fields.first).to_be_focused()
    practice.fields.first.press("Escape")
    practice.press("End")
    practice.expect_step("gradW3")
    practice.press("ArrowLeft")
    practice.expect_step("gradY3lin")
    expect(practice.fields).to_have_count(0)
    practice.do("to_question")
    expect(practice.fields).to_have_count(1)
    practice.do("reveal")
    expect(practice.fields).to_have_count(0)
    practice.press("End")
    practice.expect_step("B3_new")


def test_the_whole_way_back_one_gradient_after_the_other(practice):
    practice.begin("The whole backward pass")
    for turn, name in enumerate(("gradY3lin", "gradW3", "gradB3"), 1):
        practice.expect_step(name)
        expect(practice.strip.locator(".turn")).to_have_text(f"{turn} of 12")
        practice.do("reveal")
        practice.do("onward")


def test_the_wrong_step_is_found_with_the_check_and_explained(practice):
    practice.begin("Put one in")
    practice.strip.locator("select").select_option("average_forgotten")
    expect(practice.strip.locator("select")).to_have_value("average_forgotten")
    practice.expect_step("gradY3lin")
    assert practice.check_step() in ("≠", "✓")
    practice.do("break.accuse")
    practice.expect_said("No: gradY3lin follows rightly")
    for _ in range(12):
        practice.press("ArrowRight")
        if practice.check_step() == "✗":
            break
    name = practice.step
    expect(practice.node(name).locator(".checked")).to_have_text("✗")
    practice.do("break.accuse")
    found = practice.page.locator(".player .found")
    expect(found).to_contain_text("is summed over the samples, but not divided by their number")
    wrong, right = (
        [number(text) for text in found.locator(f".side.{side} td").all_inner_texts()]
        for side in ("wrong", "right")
    )
    np.testing.assert_allclose(wrong, 3 * np.array(right), rtol=2e-3, atol=0.2)
    expect(found.locator(".chip")).to_have_text(re.compile("new"))
    expect(practice.strip).to_contain_text("1 right in a row")


def test_presenting_with_a_clicker(practice):
    page, shell = practice.page, practice.page.locator(".player.presenting .shell")
    practice.go("gradW2")
    small = practice.cell("gradW2", 0, 0).bounding_box()["height"]
    practice.press("p")
    expect(shell).to_be_visible()
    expect(page.locator(".player .head")).not_to_be_visible()
    for part in ("aside", ".controls", ".strip"):
        expect(shell.locator(part).first).not_to_be_visible()
    assert practice.cell("gradW2", 0, 0).bounding_box()["height"] >= 1.3 * small
    expect(page).to_have_url(re.compile("present=1"))
    practice.press("r", "PageDown")
    result = practice.grid("gradB2").locator("td").first
    expect(result).to_have_css("color", NOTHING)
    practice.press("PageDown")
    expect(result).not_to_have_css("color", NOTHING)
    practice.press("PageDown")
    expect(practice.grid("gradY1").locator("td").first).to_have_css("color", NOTHING)
    practice.grid("gradY1").click()
    expect(practice.grid("gradY1").locator("td").first).not_to_have_css("color", NOTHING)
    practice.press("s")
    expect(page.locator(".player .spotlight")).to_be_visible()
    page.mouse.move(400, 300)
    light = page.locator(".player .spotlight")
    assert light.evaluate("light => light.style.getPropertyValue('--x')") == "400px"
    practice.press("b")
    expect(page.locator(".player.black")).to_be_visible()
    practice.press("PageDown")
    expect(page.locator(".player.black")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_presenting_fits_the_screen(practice, width, height):
    practice.page.set_viewport_size({"width": width, "height": height})
    practice.press("p")
    for name in ("Y1lin", "gradW2", "gradX"):
        practice.page.locator(f'.player .timeline [data-step="{name}"]').click()
        box = practice.grid(name).bounding_box()
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height - 30
    sizes = "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    across, down = practice.page.evaluate(sizes)
    assert across <= width
    assert down <= height


def test_presenter_mode_is_in_the_address(practice):
    # An address that the tab had a moment ago would open the work that it has kept.
    practice.open("?present=1&digits=2")
    expect(practice.page.locator(".player.presenting")).to_be_visible()
    practice.press("t")
    expect(practice.page.locator(".player .sentence")).to_be_visible()
    practice.press("Escape")
    expect(practice.page.locator(".player.presenting")).to_have_count(0)
    expect(practice.page.locator(".player .head")).to_be_visible()
    expect(practice.page).not_to_have_url(re.compile("present"))


def test_a_lesson_is_practised_in_its_own_names_and_in_chinese(practice):
    practice.open("?lesson=first-principles&stop=step1&lang=zh")
    practice.begin("整个矩阵")
    expect(practice.strip).to_contain_text("预测")
    practice.do("hint")
    practice.expect_said("单个元素的公式")
    practice.do("reveal")
    practice.expect_said("这就是答案")
