"""Nothing on the page moves from its first paint until Streamlit has taken the player over."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.browser.serving import DESKTOP, ROOT, quiet

BOXES = Path(__file__).with_name("boxes.js")
PHONE = {"width": 390, "height": 844}


OPENED = [
    ("?lang=en", DESKTOP),
    ("?lang=zh", PHONE),
    ("?lesson=cmu-toy&lang=zh", DESKTOP),
    ("?lesson=cmu-toy&lang=en", PHONE),
]
# Each in one of the two schemes, by turns; in the other one it takes longer than it shows.
SHORT = [(*one, ("light", "dark")[k // 2]) for k, one in enumerate(OPENED)]
LONG = [(*one, ("dark", "light")[k // 2]) for k, one in enumerate(OPENED)]


@pytest.mark.parametrize(
    ("query", "viewport", "scheme"),
    [*SHORT, *(pytest.param(*one, marks=pytest.mark.long) for one in LONG)],
)
def test_every_part_stays_where_it_was_first_painted(browser, server, query, viewport, scheme):
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="en-GB")
    page = context.new_page()
    page.add_init_script(path=BOXES)
    with quiet(page):
        page.goto(f"{server}/{query}")
        # Streamlit may have taken it over before this is asked.
        page.locator(".player .foot").wait_for()
        page.locator("#first").wait_for(state="detached")
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    first, *later = page.evaluate("seenBoxes")
    assert {".head", ".stage", ".numbers", ".graph", ".timeline"} <= first.keys()
    assert later == [], first
    assert page.evaluate("movedBy()") == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_painted_before_the_place_is_read_has_its_ground(page, server, scheme):
    """A browser may paint when it has only the head of the document."""
    head = page.request.get(server).text().partition("</head>")[0]
    page.emulate_media(color_scheme=scheme)
    page.set_content(re.sub(r"<(script|link).*?>", "", head))
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][scheme]
    wanted = ", ".join(str(part) for part in bytes.fromhex(theme["backgroundColor"][1:]))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        f"rgb({wanted})"
    )
