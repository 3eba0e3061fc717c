"""Nothing on the page moves from its first paint until Streamlit has taken the player over."""

from pathlib import Path

import pytest

from tests.browser.serving import DESKTOP, quiet

BOXES = Path(__file__).with_name("boxes.js")
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("query", "viewport"),
    [
        ("?lang=en", DESKTOP),
        ("?lang=zh", PHONE),
        ("?lesson=cmu-toy&lang=zh", DESKTOP),
        ("?lesson=cmu-toy&lang=en", PHONE),
    ],
)
def test_every_part_stays_where_it_was_first_painted(browser, server, query, viewport, scheme):
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="en-GB")
    page = context.new_page()
    page.add_init_script(path=BOXES)
    with quiet(page):
        page.goto(f"{server}/{query}")
        page.locator("#first .player .foot").wait_for()
        page.locator("#first").wait_for(state="detached")
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    (boxes,) = page.evaluate("seenBoxes")
    assert {".head", ".stage", ".numbers", ".graph", ".timeline"} <= boxes.keys()
    assert page.evaluate("movedBy()") == 0
    context.close()
