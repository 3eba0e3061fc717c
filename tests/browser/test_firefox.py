"""The player's main way in Firefox, where one is installed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.held import Held
from tests.browser.player import Player
from tests.browser.serving import DESKTOP, quiet
from tests.support import firefox

FIREFOX = firefox.installed()
pytestmark = pytest.mark.skipif(
    FIREFOX is None, reason="no Firefox: apt-get install firefox-esr, or as your system has it"
)
OLDER = "delete Element.prototype.moveBefore"
"""What makes a Firefox of one before 144: it takes an element out and puts it in again."""

CLOSED = "WebSocket onclose"
"""Firefox closes Streamlit's connection before a reload, and Streamlit hears of it."""


@pytest.fixture(scope="module")
def browser(playwright, tmp_path_factory):
    """Firefox instead of Chromium."""
    path = firefox.stand_in(tmp_path_factory.mktemp("firefox"), FIREFOX)
    running = playwright.firefox.launch(channel="moz-firefox", executable_path=path)
    yield running
    running.close()


@pytest.fixture
def page(browser):
    """A page in a context of its own, whose console says nothing but what Streamlit warns of."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    page = context.new_page()
    with quiet(page, CLOSED):
        yield page
    context.close()


def taken_over(player):
    """Wait until Streamlit has taken the player over."""
    expect(player.page.locator("#first")).to_have_count(0, timeout=30_000)


def test_it_opens_steps_edits_undoes_and_comes_back_after_a_reload_as_it_was(player):
    player.press("ArrowRight")
    player.expect_step("Y1")
    player.press("ArrowLeft")
    player.edit("X", 0, 0, "5")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("35")  # 5 · 4 + 3 · 5
    taken_over(player)
    player.press("Control+z")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("31")  # 4 · 4 + 3 · 5
    player.edit("X", 0, 0, "5")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("35")
    player.go("gradW2")
    expect(player.page).to_have_url(re.compile("typed=X"))
    player.page.reload()
    player.expect_step("gradW2")
    player.go("Y1lin")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("35")


def test_every_picture_is_drawn_an_entry_explained_and_a_menu_opens_above_the_page(player):
    for picture, drawn in (("Neurons", ".neurons line"), ("Matrices", ".tiles")):
        player.page.get_by_role("radio", name=picture).click()
        expect(player.page.locator(f".player {drawn}").first).to_be_visible()
    player.cell("Y1lin", 0, 0).click()
    expect(player.page.locator(".player .drawer [role=treeitem]").first).to_be_visible()
    player.press("Escape")
    player.button("View").click()
    expect(player.page.locator(".player .view-menu")).to_be_visible()
    player.press("Escape")
    expect(player.page.locator(".player .view-menu")).not_to_be_visible()


def test_a_lesson_goes_from_stop_to_stop(page, server):
    player = Player(page, server).open("?lesson=cmu-toy")
    title = page.locator(".player .lesson .words h2")
    first = title.inner_text()
    player.press("]")
    expect(title).not_to_have_text(first)
    taken_over(player)
    player.press("[")
    expect(title).to_have_text(first)


@pytest.mark.parametrize("script", ["", OLDER])
def test_a_half_typed_number_outlives_the_take_over(page, server, script):
    page.add_init_script(script)
    held = Held(page)
    player = Player(page, server)
    page.goto(server)
    player.cell("X", 0, 0).click()
    editor = page.locator(".player input.editor")
    editor.fill("125")
    player.press("ArrowLeft")
    held.let_go()
    expect(editor).to_have_value("125")
    page.keyboard.type("6")
    expect(editor).to_have_value("1265")
    player.press("Enter")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("5 075".replace(" ", "\u202f"))  # 1265 · 4 + 15
