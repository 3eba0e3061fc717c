"""The graph as it is drawn: every name has room on its node; and the same graph in Plotly."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.figures import every_figure

BESIDE = """
async ([server, figures]) => {
  const { drawFigure } = await import(`${server}/player/graph/figure.js`);
  const inside = (root) => root.querySelector(".graph > div") ??
    [...root.querySelectorAll("*")].map((e) => e.shadowRoot && inside(e.shadowRoot)).find(Boolean);
  const place = inside(document);
  return figures.flatMap(([name, figure]) => {
    const { picture, shapes } = drawFigure(figure);
    for (const { group } of shapes) group.setAttribute("class", "node");
    place.append(picture);
    const found = shapes.flatMap(({ group, box }) => [...group.querySelectorAll(".line")]
      .map((line) => [name, line.textContent, (box.width - line.getComputedTextLength()) / 2]));
    picture.remove();
    return found;
  });
}
"""
"""What is left on each side of every line of every label."""


@pytest.mark.long
def test_every_name_has_room_on_its_node(opened):
    figures = list(every_figure().items())
    beside = opened.page.evaluate(BESIDE, [opened.server, figures])
    assert len(beside) > len(figures)
    assert [line for line in beside if line[2] < 3] == []


def test_a_first_visit_loads_nothing_of_plotly(player):
    names = "performance.getEntriesByType('resource').map((one) => one.name)"
    player.page.wait_for_load_state("networkidle")
    loaded = player.page.evaluate(names)
    assert any(".js" in name for name in loaded)
    assert [name for name in loaded if re.search(r"plotly(?!-link)", name, re.IGNORECASE)] == []


def link(player):
    return player.page.get_by_role("link", name="Open the graph in Plotly")


@pytest.fixture
def in_plotly(player):
    """The graph in Plotly, in a tab of its own."""

    def opened():
        with player.page.context.expect_page() as found:
            link(player).click()
        found.value.locator(".js-plotly-plot .shapelayer path").first.wait_for(timeout=60_000)
        # While Streamlit runs its script, it may draw the graph once more.
        found.value.locator("[data-test-script-state=notRunning]").wait_for()
        return found.value

    yield opened
    for page in player.page.context.pages:
        if "/graph" in page.url:
            page.close()


def labels(page):
    return page.locator(".js-plotly-plot .shape-label-text .line:first-child").all_text_contents()


def test_one_click_opens_the_graph_of_the_present_work_in_plotly(player, in_plotly):
    player.open("?net=2-3.relu-2.softmax&gradients=partial")
    chart = in_plotly()
    assert parse_qs(urlsplit(chart.url).query)["net"] == ["2-3.relu-2.softmax"]
    names = {name.replace("\u200b", "") for name in labels(chart)}
    assert {"W2", "∂L/∂W2"} <= names
    assert names.isdisjoint({"W3", "∇W2"})
    expect(chart.locator("[data-testid=stAlert]")).to_have_count(0)


def test_what_an_address_says_is_shown_as_it_stands(player):
    """Not as a picture of another site."""
    page = player.page.context.new_page()
    page.goto(f"{player.server}/graph?lang=en&example=![](//a.b/c)")
    alert = page.locator("[data-testid=stAlert]")
    expect(alert).to_contain_text("![](//a.b/c)")
    assert alert.locator("img").count() == 0
    back = page.get_by_role("link", name="Step", exact=True)
    expect(back).to_have_attribute("href", re.compile("example="))
    page.close()


NODE = ".js-plotly-plot .shape-group path"


BOX = f"document.querySelector({NODE!r}).getBoundingClientRect().toJSON()"


def await_node(chart, condition, *numbers):
    """Wait until the box of the first node is as it should be: Plotly draws it anew."""
    chart.wait_for_function(f"numbers => {{ const box = {BOX}; return {condition}; }}", arg=numbers)


def test_in_plotly_the_graph_is_dragged_zoomed_and_saved(player, in_plotly):
    chart = in_plotly()
    before = chart.evaluate(BOX)
    area = chart.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    chart.mouse.move(area["x"] + 500, area["y"] + 180)
    chart.mouse.down()
    chart.mouse.move(area["x"] + 560, area["y"] + 210, steps=4)
    chart.mouse.up()
    near = "Math.abs(box.x - numbers[0]) < 2 && Math.abs(box.y - numbers[1]) < 2"
    await_node(chart, near, before["x"] + 60, before["y"] + 30)
    chart.mouse.wheel(0, -240)
    await_node(chart, "box.width > 1.1 * numbers[0]", before["width"])
    with chart.expect_download() as saved:
        chart.locator('.modebar-btn[data-title*="Download"]').click()
    assert saved.value.suggested_filename == "graph.svg"


def test_the_link_stands_beside_the_graph_alone_and_not_in_a_practice(player):
    expect(link(player)).to_be_visible()
    player.page.locator('.strip [data-value="matrices"]').click()
    expect(link(player)).to_be_hidden()
    player.page.locator('.strip [data-value="graph"]').click()
    expect(link(player)).to_be_visible()
    player.page.locator(".player .control.practise").click()
    player.page.locator(".practise-menu").get_by_text("An entry", exact=True).click()
    expect(player.page.locator(".player .practice")).to_be_visible()
    expect(link(player)).to_be_hidden()


def test_plotly_says_what_an_address_cannot_mean(context, server):
    page = context.new_page()
    page.goto(f"{server}/graph?optimizer=adamant")
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("adamant")
    expect(page.locator(NODE).first).to_be_visible(timeout=60_000)
    page.close()
