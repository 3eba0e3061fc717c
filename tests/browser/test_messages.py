"""What the player sends arrives, though the network loses it, and is not sent oftener than that."""

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player


class Line:
    """The connection to the server, on which messages can be lost and answers held back."""

    def __init__(self, page):
        self.edits, self.loses, self.holds, self._held = 0, 0, False, []
        page.route_web_socket(lambda url: "_stcore/stream" in url, self._connect)

    def _connect(self, browser):
        server = browser.connect_to_server()
        browser.on_message(lambda message: self._forth(server, message))
        server.on_message(lambda message: self._back(browser, message))

    def _forth(self, server, message):
        if b'"type":"edit"' in message:
            self.edits += 1
            if self.loses:
                self.loses -= 1
                return
        server.send(message)

    def _back(self, browser, message):
        if self.holds:
            self._held.append(message)
        else:
            browser.send(message)


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
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
    """Two seconds after an edit that was answered nothing is sent, though another one waits."""
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")
    player.page.wait_for_timeout(1200)
    line.holds = True
    player.edit("X", 0, 0, "0")
    player.page.wait_for_timeout(1500)
    assert line.edits == 2
