"""An address that a person types and that cannot mean all of it: a page opens, and says why."""

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.browser.serving import DESKTOP, quiet

SAID = ".player .banner .said p"


@pytest.fixture
def typist(browser, server):
    """Somebody who has never been here."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    page = context.new_page()
    # Below another page's path Streamlit looks for its server first, and then above.
    with quiet(page, "404"):
        yield Player(page, server)
    context.close()


def test_the_path_of_no_page_opens_the_nearest_one_and_is_said(typist):
    """Beside it, of two networks the last. The sentences are in no address, and go when closed."""
    said, page = typist.page.locator(SAID), typist.page
    typist.open("step/3?net=2-3-2&net=2-4-2")
    expect(said).to_have_text(
        [
            "There is no page “step/3”; there are step, check, lessons, formulas, train.",
            "net: this is in the address more than once; the last one counts.",
        ]
    )
    assert typist.status.startswith("step 1 of")
    expect(typist.cell("Y1lin", 0, 3)).to_be_visible()
    page.get_by_role("radio", name="中文").click()
    expect(said.first).to_contain_text("没有“step/3”这个页面")
    expect(page).to_have_url(f"{typist.server}/?net=2-4.relu-2.softmax&lang=zh")
    page.goto(f"{typist.server}/lesson/x/?words=loss")
    expect(said).to_contain_text("没有“lesson/x”这个页面")
    expect(page).to_have_url(f"{typist.server}/lessons?words=loss&lang=zh")
    expect(page.get_by_role("searchbox")).to_have_value("loss")
    said.get_by_role("button").click()
    page.get_by_role("radio", name="EN").click()
    expect(page.get_by_role("searchbox", name="Search all lessons")).to_be_visible()
    expect(said).to_have_count(0)


def test_a_sentence_covers_no_closing_button_of_what_stands_beside_the_player(typist):
    """It is told in a work that the tab keeps, too, whose lesson has no such step."""
    page, said = typist.page, typist.page.locator(SAID)
    typist.open().open("?lesson=cmu-toy&step=nowhere")
    expect(said).to_contain_text("step: “nowhere” is not there")
    typist.open("?optimizer=magic")
    expect(said).to_contain_text("optimizer: “magic”")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.get_by_role("button", name="Network").click()
    page.locator(".player .builder").get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Check").click()
    for width in (390, 1024, 1240):
        page.set_viewport_size({"width": width, "height": 768})
        page.locator(".player .submission").get_by_role("button", name="Close").first.click(
            trial=True
        )
    expect(said).to_be_visible()
