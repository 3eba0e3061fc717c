"""Every lesson from end to end, in both languages; the ways in, out, and back."""

import re

import pytest
from playwright.sync_api import expect

from app.text import text
from app.views.lesson.data import content
from engine.teach.lessons.lesson import lesson_ids, load
from tests.browser.lesson import LessonPage
from tests.browser.player import Player
from tests.browser.serving import afresh


@pytest.mark.parametrize("name", lesson_ids())
def test_from_end_to_end(page, server, name):
    """At each stop: its text, the player's step, what is printed there, marks along the way."""
    walk = LessonPage(page, server, name).at()
    sent = content(walk.lesson, "en")
    for stop in walk.lesson.stops:
        seen = walk.at_stop(stop)
        own = [check for check in sent["checks"] if check["stop"] == stop.id]
        assert seen["checks"] == len(own), stop.id
        off = [check for check in own if not check["agrees"] and not check.get("noise")]
        assert seen["differ"] == len(off), stop.id
        assert seen["findings"] == sum(f["stop"] == stop.id for f in sent["findings"]), stop.id
        assert set(seen["named"]) <= set(sent["labels"])
        assert seen["unwritten"] == 0
        assert seen["wide"] <= 0
        steps = [e.name for e in walk.lesson.scenes[stop.scene].program.equations]
        marked = {c["name"] for c in sent["checks"] if c["scene"] == stop.scene} & set(steps)
        printed = text("lesson.timeline.agrees", "en"), text("lesson.timeline.differs", "en")
        assert sum(any(p in m for p in printed) for m in seen["judged"]) == len(marked), stop.id
        walk.press("]")
    page.wait_for_url(re.compile(f"stop={walk.lesson.stops[-1].id}(&|$)"))


@pytest.mark.long
@pytest.mark.parametrize("name", lesson_ids())
def test_every_stop_in_chinese(page, server, name):
    """The way is the same; at each stop the heading and the text are Chinese, and fit.

    The text goes from stop to stop without the server; only for panels does the walk wait.
    """
    walk = LessonPage(page, server, name, "zh").at()
    sent = content(walk.lesson, "zh")
    for stop in walk.lesson.stops:
        seen = walk.arrived(title=stop.title["zh"], panels=len(stop.panels))
        own = [check for check in sent["checks"] if check["stop"] == stop.id]
        assert seen["checks"] == len(own), stop.id
        assert re.search("[\u4e00-\u9fff]{4}", seen["words"].removeprefix(seen["title"])), stop.id
        assert set(seen["named"]) <= set(sent["labels"])
        assert seen["unwritten"] == 0
        assert seen["wide"] <= 0
        walk.press("]")


def test_the_list_of_lessons(player):
    page = player.page
    page.get_by_role("link", name="Lessons").click()
    cards = page.locator("[class*=st-key-card-]")
    for name in lesson_ids():
        expect(cards.get_by_text(load(name).title["en"], exact=True)).to_be_visible()
    # The row opens as a whole: also beside its words.
    box = cards.nth(2).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    found = load(lesson_ids()[2])
    walk = LessonPage(page, player.server, found.id)
    walk.expect_stop(found.stops[0])
    walk.press("]", "]")
    walk.expect_stop(found.stops[2])
    page.get_by_role("button", name="Leave lesson").click()
    player.expect_step("Y1lin")
    expect(page.locator(".player .lesson")).to_have_count(0)
    page.get_by_role("link", name="Lessons").click()
    expect(cards.nth(2)).to_contain_text("Resume at stop 3")
    cards.nth(2).get_by_role("link").click()
    walk.expect_stop(found.stops[2])


def test_back_forward_and_reload(page, server):
    walk = LessonPage(page, server, "first-principles").at()
    first, second, third = walk.lesson.stops[:3]
    page.wait_for_url(re.compile(f"stop={first.id}"))
    walk.press("]")
    walk.expect_stop(second)
    page.wait_for_url(re.compile(f"stop={second.id}"))
    walk.press("]")
    walk.expect_stop(third)
    page.wait_for_url(re.compile(f"stop={third.id}"))
    page.go_back()
    walk.expect_stop(second)
    page.go_back()
    walk.expect_stop(first)
    page.go_forward()
    walk.expect_stop(second)
    page.reload()
    walk.expect_stop(second)


def test_another_language_stays_at_the_stop(page, server):
    walk = LessonPage(page, server, "mnist").at("path1")
    page.get_by_text("中文", exact=True).click()
    walk.lang = "zh"
    walk.expect_stop(next(stop for stop in walk.lesson.stops if stop.id == "path1"))
    expect(page).to_have_url(re.compile("lang=zh"))
    assert "stop=path1" in page.url


def test_an_unknown_lesson_is_where_the_app_opens(page, server):
    player = Player(page, server)
    for query in ("?lesson=nonsense", "?lesson=&stop=x"):
        page.goto(f"{server}/{query}")
        player.expect_step("Y1lin")
        afresh(page)
    player.open("?stop=gpt2")
    player.expect_step("Y1lin")


def test_an_unknown_stop_is_the_first(page, server):
    walk = LessonPage(page, server, "index-notation").at("nonsense")
    walk.expect_stop(walk.lesson.stops[0])


def test_stepping_by_hand_offers_the_way_back(page, server):
    walk = LessonPage(page, server, "cmu-toy").at("back-hidden")
    stop = next(stop for stop in walk.lesson.stops if stop.id == "back-hidden")
    walk.expect_stop(stop)
    back = walk.column.get_by_role("button", name="Back to the stop")
    expect(back).to_be_hidden()
    walk.press("ArrowLeft", "ArrowLeft")
    back.click()
    walk.expect_stop(stop)
    expect(back).to_be_hidden()


def test_a_name_lights_its_matrix_and_the_other_way_round(page, server):
    walk = LessonPage(page, server, "first-principles").at("step3")
    walk.column.locator('.named[data-name="dz2"]').first.hover()
    expect(walk.grid("dz2")).to_have_class(re.compile("pointed"))
    expect(walk.node("dz2")).to_have_class(re.compile("pointed"))
    walk.node("a1").hover()
    expect(walk.column.locator('.named[data-name="a1"]').first).to_have_class(re.compile("pointed"))


def test_changed_numbers_are_no_longer_those_that_are_printed(page, server):
    walk = LessonPage(page, server, "cmu-toy").at("linear")
    expect(walk.column.locator(".edited")).to_have_count(0)
    walk.edit("X", 0, 0, "10")
    expect(walk.column.locator(".edited")).to_contain_text("You have changed numbers")
    walk.column.get_by_role("button", name="Back to the original").click()
    expect(walk.column.locator(".edited")).to_have_count(0)
    assert walk.shown("X")[0][0] == 4


def test_a_number_that_differs_shows_where_and_why_and_a_formula_can_be_changed(page, server):
    walk = LessonPage(page, server, "first-principles").at("gpt2")
    check = walk.column.locator(".check[open]").first
    expect(check.locator("td.wrong")).to_have_text(["7.24e9", "7.25e+09"])
    expect(check).to_contain_text("cut after the second decimal")
    page.goto(f"{server}/?lesson=first-principles&stop=gradient")
    field = walk.column.get_by_role("textbox")
    field.fill("tr(X' * * X)")
    walk.press("Enter")
    expect(walk.column.get_by_role("alert")).to_contain_text("At column 9")
    field.fill("tr(X * X')")
    walk.press("Enter")
    expect(walk.column.get_by_role("alert")).to_have_count(0)
    expect(walk.column.locator(".lines li").first).to_be_visible()


def test_a_path_lights_its_cells(page, server):
    walk = LessonPage(page, server, "mnist").at("path1")
    walk.column.locator(".paths button").nth(1).hover()
    expect(walk.page.locator(".player .numbers td.warm").first).to_be_visible()


def test_a_training_run(page, server):
    walk = LessonPage(page, server, "mnist").at("training")
    walk.column.get_by_role("button", name="To the training run").click()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("After 20 epochs")).to_be_visible(timeout=60_000)
    chart = page.locator(".st-key-training [data-testid=stPlotlyChart]")
    expect(chart).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_is_cut_at_the_sides(page, server, width, height):
    page.set_viewport_size({"width": width, "height": height})
    walk = LessonPage(page, server, "cmu-toy", "zh").at("back-hidden")
    title, button = walk.column.locator("h2").first, walk.column.locator(".text-button")
    if width == 1024:
        expect(title).not_to_be_visible()
        button.click()
    expect(title).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if width == 1024:
        page.keyboard.press("Escape")
        expect(title).not_to_be_visible()
        expect(button).to_be_focused()


def test_nothing_of_lessons_is_loaded_before_the_page_is_idle(page, server):
    """Streamlit is there too; only then they are fetched, for a time without network."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    Player(page, server).open()
    assert not [url for url in asked if "/lesson/" in url]
    with page.expect_request(lambda request: "/lesson/" in request.url):
        pass
