"""What is looked at in a training: histograms, paths, neurons, pictures, a digit of one's own."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import test_train
from tests.browser.axe import violations
from tests.browser.serving import quiet

room = test_train.room
DIGITS = "net=64-32.relu-10.softmax&set=digits&lr=0.01"
SIZES = [(1024, 768), (1440, 900), (1280, 720)]


@pytest.fixture
def train(room, server):
    """The page of a tab that has kept nothing: which view was chosen is kept otherwise."""
    with quiet(room, "404 (Not Found)"):
        yield test_train.Train(room, server)
    room.evaluate("sessionStorage.clear()")


def look_at(train, view):
    train.page.get_by_role("combobox", name="What is shown").select_option(view)


def expect_fits(train):
    for width, height in SIZES:
        train.page.set_viewport_size({"width": width, "height": height})
        test_train.expect_all_seen(train.page)


def expect_drawn(train, chart, count):
    """So many lines or histograms are drawn in a figure."""
    marks = train.page.locator(f".train-{chart} :is(.heatmaplayer image, .scatterlayer .js-line)")
    expect(marks).to_have_count(count)


def test_histograms_and_paths_are_drawn_and_stay_chosen(train):
    train.open("net=2-6.relu-4.tanh-2.softmax&set=moons&batch=16&lr=0.05")
    look_at(train, "histograms")
    expect_drawn(train, "histogram_output", 3)
    expect_drawn(train, "histogram_gradient", 3)
    train.press("1 epoch")
    train.stands_at(10)
    assert violations(train.page) == []
    expect_fits(train)
    train.page.reload()
    train.stands_at(10)
    expect_drawn(train, "histogram_output", 3)
    look_at(train, "paths")
    expect_drawn(train, "paths", 6)  # of the 12 entries of W1 every second one
    train.page.get_by_role("checkbox", name="W1[1, 2]").check()
    expect_drawn(train, "paths", 7)
    train.page.get_by_role("combobox", name="Parameter").select_option("B3")
    expect_drawn(train, "paths", 2)
    assert violations(train.page) == []
    expect_fits(train)


def test_a_neuron_is_seen_large_by_a_click_and_by_the_keys(train):
    train.open("net=2-3.tanh-4.relu-2.softmax&set=moons&batch=16&lr=0.05")
    look_at(train, "neurons")
    maps = train.page.get_by_role("button", name=re.compile("layer . neuron|layer ., neuron"))
    expect(maps).to_have_count(7)
    ground = train.page.locator(".train-ground").element_handle()
    output = ground.evaluate("(canvas) => canvas.toDataURL()")
    maps.nth(1).click()
    expect(train.page.get_by_text("layer 1, neuron 2:")).to_be_visible()
    another = "([canvas, before]) => canvas.toDataURL() !== before"
    train.page.wait_for_function(another, arg=[ground, output])
    expect(maps.nth(1)).to_have_attribute("aria-pressed", "true")
    train.page.keyboard.press("ArrowRight")
    train.page.keyboard.press("ArrowDown")
    train.page.keyboard.press("Enter")
    expect(train.page.get_by_text("layer 2, neuron 3:")).to_be_visible()
    train.press("1 epoch")
    train.stands_at(10)
    expect(maps.nth(5)).to_have_attribute("aria-pressed", "true")
    assert violations(train.page) == []
    expect_fits(train)
    train.press("Output of the network")
    expect(maps.nth(5)).to_have_attribute("aria-pressed", "false")


def test_digits_are_seen_and_ones_own_is_classified_while_it_learns(train):
    page = train.page
    train.open(f"{DIGITS}&at=40")
    train.stands_at(40)
    look_at(train, "samples")
    pictures = page.locator(".train-pictures li:visible")
    expect(pictures).to_have_count(40)
    first = pictures.first.inner_text()
    train.press("More")
    expect(page.get_by_text("page 2 of 36")).to_be_visible()
    expect(pictures.first).not_to_have_text(first)
    expect_fits(train)
    look_at(train, "mistakes")
    expect(page.get_by_text(re.compile(r"^\d+ of 359 are taken for another class"))).to_be_visible()
    expect(page.locator(".train-mistakes li").first).to_contain_text("the network says")
    assert violations(page) == []
    expect_fits(train)
    look_at(train, "drawn")
    expect(page.get_by_text("Draw a digit from 0 to 9.")).to_be_visible()
    sheet = page.get_by_role("img", name="Sheet to draw a digit on")
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 20, steps=4)
    page.mouse.up()
    says = page.locator(".train-said")
    expect(says).to_have_text(re.compile(r"It says \d, \d+\.\d % sure\."))
    before = page.locator(".train-bars").inner_text()
    train.press("1 epoch")
    train.stands_at(45)
    expect(page.locator(".train-bars")).not_to_have_text(before)
    train.press("Clear")
    expect(says).to_have_text("Draw a digit from 0 to 9.")
    sheet.focus()
    for key in (" ", *["ArrowDown"] * 12):
        page.keyboard.press(key)
    expect(says).to_have_text(re.compile("It says"))
    assert violations(page) == []
    expect_fits(train)


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "views"),
    [
        (test_train.QUICK, ("learning", "units", "neurons", "histograms", "paths")),
        (DIGITS, ("images", "samples", "mistakes", "drawn")),
    ],
)
def test_every_view_is_as_it_should_be_in_the_other_language_and_theme(train, query, views):
    train.page.emulate_media(color_scheme="dark")
    train.page.goto(f"{train.server}/train?lang=zh&{query}&at=5")
    chosen = train.page.get_by_role("combobox", name="显示内容")
    expect(train.where).to_contain_text("第 5 次迭代")
    for view in views:
        chosen.select_option(view)
        expect(train.page.locator(".train-about:visible").first).not_to_be_empty()
        expect_fits(train)
        assert violations(train.page) == []
    train.page.emulate_media(color_scheme="light")
