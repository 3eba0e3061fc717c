"""A work whose numbers are too many for an address: kept by its tab, said where it is missing."""

import json
import re

from playwright.sync_api import expect

from tests.browser.player import Player
from tests.browser.seen import expect_seen, seen

LONGEST = 4000
NETWORK = "?net=70-70.relu-2&data=drawn&init=he_normal&batch=2"
ROWS = [[row + col / 997 for col in range(70)] for row in range(70)]
"""Written in full these are some 100,000 characters, which no server takes as an address."""


def pasted(player: Player) -> None:
    player.grid("W1").locator(".open-whole").click()
    box = player.page.locator(".player .whole-box")
    box.get_by_role("textbox", name="Paste over it").fill(json.dumps(ROWS))
    box.get_by_role("button", name="Put in").click()
    expect(box).to_contain_text("It is put in.")
    player.press("Escape")
    player.go("gradW2")
    player.page.wait_for_url(re.compile(r"step=gradW2&numbers=\w{7}$"))


def test_a_long_work_outlives_a_reload_and_says_that_no_link_carries_it(page, browser, server):
    player = Player(page, server).open(NETWORK)
    pasted(player)
    assert len(page.url) <= LONGEST
    before = seen(page)
    page.reload()
    expect_seen(page, before)
    page.locator(".player .open-menu").click()
    menu = page.locator(".player .head-menu")
    menu.locator('[data-entry="link"]').click()
    said = menu.get_by_role("status")
    expect(said).to_contain_text(re.compile(r"all numbers would need \d{5,6} characters"))
    with page.expect_download() as saving:
        said.get_by_role("button", name="Save as a file").click()
    with saving.value.path().open(encoding="utf-8") as file:
        assert len(json.load(file)["iterations"][0]) == 70 * 70
    expect(menu).to_have_count(0)

    other = browser.new_page()
    friend = Player(other, server).open(page.url.removeprefix(f"{server}/"))
    friend.expect_step("gradW2")
    expect(other.locator(".player .banner .said p")).to_contain_text("in the tab in which")
    other.close()
