"""What the player sends arrives, though the network loses it, and is not sent oftener than that."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player

EDIT = '"type":"edit"'


def is_edit(response):
    """Tell whether a response answers an edit."""
    return EDIT in (response.request.post_data or "")


class Line:
    """The way to the server, on which requests can be lost or refused, and answers held back."""

    def __init__(self, page):
        self.edits, self.loses, self.holds, self._held = 0, 0, False, []
        self.refuses = ""
        page.route("**/answer", self._forth)

    def _forth(self, route):
        if EDIT in (route.request.post_data or ""):
            self.edits += 1
            if self.loses:
                self.loses -= 1
                return route.abort()
        if self.refuses:
            return route.fulfill(json={"error": {"text": self.refuses}})
        if self.holds:
            return self._held.append(route)
        return route.continue_()

    def let_go(self):
        """Let the answers come that were held back."""
        self.holds = False
        for route in self._held:
            route.continue_()


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.close()


@pytest.fixture
def line(page):
    return Line(page)


@pytest.fixture
def player(page, line, server):
    return Player(page, server).open()


def test_what_was_lost_is_sent_again(player, line):
    line.loses = 1
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    assert line.edits == 2


def test_an_answer_that_is_on_its_way_is_waited_for(player, line):
    """What is typed meanwhile is sent when it has come, one after the other."""
    line.holds = True
    player.edit("X", 0, 0, "10")
    player.edit("X", 0, 1, "1")
    player.page.wait_for_timeout(1500)
    assert line.edits == 1
    expect(player.page.locator(".player td.pending")).to_have_text(["10", "1"])
    line.let_go()
    expect(player.cell("Y1lin", 0, 0)).to_have_text("45")  # 10·4 + 1·5
    assert line.edits == 2


def test_what_is_typed_is_answered_before_it_is_handed_over(player, line):
    """Its answer is there though the network is lost by then; one that was lost is sent again."""
    editor = player.page.locator(".player input.editor")
    player.expect_answered()
    with player.page.expect_response(is_edit):
        player.cell("X", 0, 0).click()
        editor.fill("10")
    line.loses = 1
    editor.press("Enter")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    assert (line.edits, line.loses) == (1, 1)
    # While the address is asked for, nothing is asked ahead.
    expect(player.page).to_have_url(re.compile("typed=X:0:0:10"))
    with player.page.expect_event("requestfailed"):
        player.cell("X", 0, 1).click()
        editor.fill("1")
    editor.press("Enter")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("45")  # 10·4 + 1·5
    assert (line.edits, line.loses) == (3, 0)


def test_what_is_typed_and_given_up_changes_nothing(player, line):
    player.expect_answered()
    with player.page.expect_response(is_edit):
        player.cell("X", 0, 0).click()
        player.page.locator(".player input.editor").fill("10")
    player.press("Escape")
    expect(player.page.locator(".player input.editor")).to_have_count(0)
    assert line.edits == 1
    player.edit("X", 0, 1, "1")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("21")  # 4·4 + 1·5
    expect(player.cell("X", 0, 0)).to_have_text("4")


def test_an_edit_that_is_refused_at_once_is_given_up(player, line):
    """So soon that it was never shown as pending; the number of before is there again."""
    player.expect_answered()
    line.refuses = "This cannot be computed."
    player.edit("X", 0, 0, "10")
    expect(player.page.get_by_text(line.refuses)).to_be_visible()
    expect(player.page.locator(".player input.editor")).to_have_count(0)
    expect(player.cell("X", 0, 0)).to_have_text("4")
