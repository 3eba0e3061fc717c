"""The loss surface of a training: computed in parts, cancelled, with the path of descent on it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.serving import quiet
from tests.browser.test_train import expect_all_seen

QUERY = "set=moons&net=2-4.tanh-2.softmax&batch=16&at=60"
MARKS = """() => {
  const deep = (root) => [...root.querySelectorAll("*")]
    .flatMap((e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
  return deep(document).filter((e) => e.matches(".surface-charts .js-plotly-plot"))
    .map((e) => e.data.map((trace) => [trace.meta, trace.x.length]));
}"""
"""Of each figure its traces, with how many numbers there are along their first axis."""
SAID = ("404 (Not Found)", "willReadFrequently", "GPU stall")
"""What Streamlit asks for beside the page, and what Plotly's drawing in space is advised of."""


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    yield context.new_page()
    context.close()


def opened(page, server, lang="en"):
    page.goto(f"{server}/train?lang={lang}&{QUERY}")
    expect(page.locator(".train-where")).to_contain_text("60")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.get_by_label(re.compile("^(What is shown|显示内容)$")).select_option("surface")
    expect(page.locator(".surface-charts .js-plotly-plot")).to_have_count(2, timeout=60_000)


def test_the_surface_of_a_training_with_its_path(page, server):
    with quiet(page, *SAID):
        opened(page, server)
    panel = page.locator(".train-surface")
    expect(panel).to_contain_text("of the path is in this plane")
    expect(panel).to_contain_text("Path to iteration 60, plane through iteration 60; 160 samples.")
    figures = [dict(traces) for traces in page.evaluate(MARKS)]
    assert [figure["ground"] if "ground" in figure else figure["space"] for figure in figures] == [
        41,
        41,
    ]
    assert [figure["now"] for figure in figures] == [1, 1]
    page.get_by_label("Turn").focus()
    page.keyboard.press("ArrowRight")
    assert violations(page) == []
    expect_all_seen(page)
    # Two parameters: what is typed is checked; a cancelled surface leaves the one before.
    page.get_by_role("combobox", name="Plane").select_option("two")
    expect(page.locator(".train-surface progress")).to_be_hidden(timeout=60_000)
    second = page.get_by_role("combobox", name="Parameter 2")
    second.fill("W9[1, 1]")
    second.press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("W1 (2 × 4)")
    page.route(re.compile("/train/surface"), lambda _: None)
    page.get_by_role("button", name="Compute again").click()
    page.get_by_role("button", name="Cancel").click()
    expect(panel.get_by_role("status")).to_have_text("Cancelled.")
    expect(panel).to_contain_text("Path to iteration 60")
    page.unroute(re.compile("/train/surface"))


def test_before_the_first_iteration_no_path_is_asked_for(page, server):
    """Its surface comes when there is a path; the server would refuse it before."""
    fresh = QUERY.replace("at=60", "seed=7&at=0")  # the page remembers how far a training went
    with quiet(page, *SAID):
        page.goto(f"{server}/train?lang=en&{fresh}")
        expect(page.locator(".train-where")).to_contain_text("iteration 0")
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        page.get_by_label("What is shown").select_option("surface")
        said = page.locator(".train-surface")
        expect(said).to_contain_text("There is no path yet")
        expect(page.get_by_label("Turn")).to_be_hidden()
        page.get_by_role("button", name="Compute").click()
        for kind in ("random", "principal"):
            page.get_by_role("combobox", name="Plane").select_option(kind)
        expect(said).to_contain_text("There is no path yet")
        page.get_by_role("button", name="1 batch").click()
        expect(said).to_contain_text("Path to iteration 1,", timeout=60_000)


@pytest.mark.long
def test_it_fits_in_chinese_and_in_the_dark(page, server):
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1024, "height": 768})
    with quiet(page, *SAID):
        opened(page, server, "zh")
    assert violations(page) == []
    expect_all_seen(page)
