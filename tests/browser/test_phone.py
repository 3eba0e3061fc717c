"""A phone: what a finger does, and that it fits. The timeline of many steps, on a projector too."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.browser.serving import quiet

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
    held_phone.page.evaluate("scrollTo(0, 0)")
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
        box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["y"] > 0
        and box["y"] + box["height"] <= size["height"]
    )  # fmt: skip


def test_a_timeline_of_59_steps_says_where_one_is_and_what_is_pointed_at(page, server):
    player = Player(page, server).open("?example=norm")
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator(".timeline .tick")).to_have_count(59)
    assert groups(page) == [
        "forward", "loss", "backward", "update",
        *("layer 1", "layer 2", "3", "layer 3", "layer 2", "layer 1", "layer 1", "layer 2", "3"),
    ]  # fmt: skip
    for name in NAMED:
        player.go(name)
        page.mouse.move(640, 5)
        label = page.locator(".timeline .label:visible")
        expect(label).to_have_count(1)
        assert label.inner_text()
        assert is_within(page, label)
    hovered = page.locator('.timeline [data-step="gradgamma1"]')
    hovered.hover()
    expect(hovered.locator(".label")).to_be_visible()
    expect(player.node("gradgamma1")).to_have_class(re.compile(r"\bpointed\b"))
    player.node("gradX").hover()
    expect(page.locator('.timeline [data-step="gradX"] .label')).to_be_visible()
    expect(page.locator(".timeline .label:visible")).to_have_count(2)
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
