"""A phone: what a finger does, and that it fits. The timeline of many steps, on a projector too."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.browser.serving import quiet
from tests.browser.waiting import resized, tap_until, until

PHONE = {"width": 390, "height": 844}
NAMED = ["Y1lin", "gradNorm2", "W1_new"]
"""The first of the 59 steps with BatchNorm, one in the middle and one near the end."""


@pytest.fixture(scope="module")
def held_phone(browser, server):
    """A phone on which the network with BatchNorm is open."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    with quiet(page):
        player = Player(page, server).open("?example=norm")
        # A page that is still drawing takes a tap for a long press.
        page.locator(".tiles svg").first.wait_for(state="attached")
        yield player
    context.close()


@pytest.fixture
def phone(held_phone):
    held_phone.press("Escape", "Escape", "Home")
    held_phone.page.locator(".head").scroll_into_view_if_needed()
    return held_phone


def touch(page, *points):
    """A finger that is put down, moves through the points, and stays."""
    finger = page.context.new_cdp_session(page)
    for kind, (x, y) in zip(("Start", *["Move"] * len(points)), points, strict=False):
        event = {"type": f"touch{kind}", "touchPoints": [{"x": x, "y": y}]}
        finger.send("Input.dispatchTouchEvent", event)
    return lambda: finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def groups(page):
    """What can be read above the cells: the phases and, in each, the layers."""
    read = page.locator(".timeline :is(.phase, .group)")
    return [text for text in read.all_inner_texts() if text]


def is_within(page, locator):
    box, size = locator.bounding_box(), page.viewport_size
    return (
        box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["y"] >= 0
        and box["y"] + box["height"] <= size["height"]
    )  # fmt: skip


IS_ABOVE = """all => {
  const [upper, lower] = all.map((element) => element.getBoundingClientRect());
  return upper.bottom < lower.top;
}"""


IS_IN_WIDTH = """element => {
  const { left, right } = element.getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
}"""


def flat(locator):
    """A line as it could be typed."""
    return re.sub(r"\s|\u202f|\u2009", "", locator.inner_text()).replace("−", "-")


def test_a_timeline_of_59_steps_says_where_one_is_and_what_is_pointed_at(page, server):
    player = Player(page, server).open("?example=norm")
    resized(page, 1280, 720)
    expect(page.locator(".timeline .tick")).to_have_count(59)
    assert groups(page) == [
        "forward", "loss", "backward", "update",
        *("layer 1", "layer 2", "3", "layer 3", "layer 2", "layer 1", "layer 1", "layer 2", "3"),
    ]  # fmt: skip
    for name in NAMED:
        player.go(name)
        page.mouse.move(640, 5)
        label = page.locator(".timeline .tick .label:visible")
        expect(label).to_have_count(1)
        assert label.inner_text()
        assert is_within(page, label)
        around = page.locator(".timeline .names-near :is(.before, .after):visible")
        assert [one.inner_text() for one in around.all() if not is_within(page, one)] == []
    hovered = page.locator('.timeline [data-step="gradgamma1"]')
    hovered.hover()
    expect(hovered.locator(".label")).to_be_visible()
    expect(player.node("gradgamma1")).to_have_class(re.compile(r"\bpointed\b"))
    player.node("gradX").hover()
    expect(page.locator('.timeline [data-step="gradX"] .label')).to_be_visible()
    expect(page.locator(".timeline .tick .label:visible")).to_have_count(2)
    player.go("gradVar1")
    names = page.locator(".timeline .names-near :is(.before, .after)")
    assert [one.inner_text().replace("\n", "") for one in names.all()] == ["∇Norm1", "∇μ1"]
    player.press("p")
    for seen in (".tick.on .label", ".phase.backward", ".group.backward >> nth=1"):
        expect(page.locator(f".presenting .timeline {seen}")).to_be_visible()
        size = page.locator(f".timeline {seen}").evaluate("e => getComputedStyle(e).fontSize")
        assert float(size[:-2]) >= 14
    player.press("Escape")


def test_under_a_finger_the_name_of_the_step_stands_above_it(phone):
    page = phone.page
    assert {"layer 1", "layer 2"} < set(groups(page))
    bar = page.locator(".timeline").bounding_box()
    y = bar["y"] + bar["height"] - 20
    lift = touch(page, *((bar["x"] + share * bar["width"], y) for share in (0.5, 0.6, 0.72)))
    # 0.72 of 59 steps is the 43rd.
    forty_third = page.locator(".timeline .tick").nth(42)
    expect(forty_third).to_have_class(re.compile(r"\bon\b"))
    label = forty_third.locator(".label")
    expect(label).to_have_css("font-size", "18px")
    box = label.bounding_box()
    assert box["y"] + box["height"] < bar["y"]
    assert is_within(page, label)
    lift()
    expect(label).to_have_css("font-size", "13px")
    assert label.bounding_box()["y"] > bar["y"]


def test_a_tap_on_an_entry_opens_a_sheet_with_its_sum_and_takes_it_apart(phone):
    """3.2: `Y1lin` of the third sample and unit is 7·(−2) + 8·5 + 0 = 26."""
    page = phone.page
    sheet, entry = page.locator(".sheet"), phone.cell("Y1lin", 2, 2)
    expect(sheet).to_be_hidden()
    tap_until(entry, sheet)
    assert flat(sheet.locator("> header h2")) == "Y1lin[3,3]=26"
    assert (
        flat(sheet.locator("[data-sum], .written").first.locator(".expression"))
        == "7·(-2)+8·5+0=26"
    )
    page.wait_for_function(IS_ABOVE, arg=[entry.element_handle(), sheet.element_handle()])
    for part in (sheet, entry, phone.button("Next"), phone.button("Take apart")):
        assert is_within(page, part)
    phone.button("Take apart").tap()
    tree = sheet.get_by_role("tree")
    expect(tree).to_contain_text("given")
    expect(entry).to_be_in_viewport()
    page.wait_for_function(IS_ABOVE, arg=[entry.element_handle(), sheet.element_handle()])
    # Another entry has its sum first again; a step, a tap elsewhere or a pull closes the sheet.
    tap_until(phone.cell("Y1lin", 1, 0), sheet.locator(".expression"))
    until(lambda: flat(sheet.locator("> header h2")) == "Y1lin[2,1]=50", "the other entry")
    expect(tree).to_be_hidden()
    phone.button("Next").tap()
    expect(sheet).to_be_hidden()
    phone.expect_step("mean1")


def test_the_sheet_is_closed_by_a_pull_by_its_button_and_by_escape(phone):
    page, sheet = phone.page, phone.page.locator(".sheet")
    tap_until(phone.cell("Y1lin", 0, 0), sheet)
    head = sheet.locator("> header h2").bounding_box()
    x, y = head["x"] + 30, head["y"] + 10
    touch(page, (x, y), (x, y + 40), (x, y + 90))()
    expect(sheet).to_be_hidden()
    tap_until(phone.cell("Y1lin", 0, 0), sheet)
    sheet.get_by_role("button", name="Close").first.tap()
    expect(sheet).to_be_hidden()
    tap_until(phone.cell("Y1lin", 0, 0), sheet)
    expect(sheet.locator("> header h2")).to_be_focused()
    phone.press("Escape")
    expect(sheet).to_be_hidden()
    expect(phone.cell("Y1lin", 0, 0)).to_be_focused()


def test_an_input_is_typed_over_and_the_sheet_says_where_it_goes(phone):
    """5 in place of 4 in `X`: the first entry of `Y1lin` becomes 5·4 + 3·5 = 35."""
    page, sheet = phone.page, phone.page.locator(".sheet")
    tap_until(phone.cell("X", 0, 0), page.locator("input.editor"))
    expect(sheet).to_contain_text("3 entries of Y1lin read it")
    page.locator("input.editor").fill("5")
    phone.press("Enter")
    expect(phone.cell("Y1lin", 0, 0)).to_have_text("35")
    phone.button("Next").tap()
    expect(sheet).to_be_hidden()
    phone.page.locator(".player").get_by_role("button", name="Undo").tap()
    phone.press("Home")
    expect(phone.cell("Y1lin", 0, 0)).to_have_text("31")


def test_on_a_wide_page_there_is_no_sheet_and_turning_the_phone_keeps_what_is_open(phone):
    page, sheet = phone.page, phone.page.locator(".sheet")
    tap_until(phone.cell("Y1lin", 0, 0), sheet)
    phone.button("Take apart").tap()
    expect(sheet.get_by_role("tree")).to_be_visible()
    page.set_viewport_size({"width": 844, "height": 390})
    expect(sheet).to_be_hidden()
    expect(page.locator(".stage .drawer").get_by_role("tree")).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(sheet.get_by_role("tree")).to_be_visible()
    phone.press("Escape")
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("step", ["Y1lin", "gradVar1", "W1_new"])
def test_the_step_is_in_view_in_the_graph_and_its_formula_is_not_cut(phone, step):
    phone.go(step)
    formulas = phone.page.locator(".formula-line math")
    expect(formulas.first).to_be_visible()
    for formula in formulas.all():
        box = formula.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    now = phone.page.locator(".graph .node:is(.now, .reads)").last
    phone.page.wait_for_function(IS_IN_WIDTH, arg=now.element_handle())


@pytest.mark.parametrize("width", [390, 360])
def test_the_row_at_the_top_leads_to_everything(phone, width):
    """The pages and the network stand in it; what it has no room for is in its menu."""
    page = phone.page
    resized(page, width, 780)
    page.locator(".head").scroll_into_view_if_needed()
    row = page.locator(".head")
    for name in ("Step", "Check", "Lessons"):
        assert is_within(page, row.get_by_role("link", name=name, exact=True))
    # It is an icon there: its name is for whoever cannot see it.
    assert is_within(page, row.get_by_role("button", name="Network", exact=True))
    phone.page.locator(".head .open-menu").tap()
    menu = page.locator(".head-menu")
    for name in ("中文", "With BatchNorm", "Copy link", "Present"):
        assert is_within(page, menu.get_by_text(name, exact=True).first)
    phone.press("Escape")
    expect(menu).to_have_count(0)
    page.set_viewport_size(PHONE)
