"""The player is on the page before Streamlit, and moves into Streamlit's place as it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.held import Held
from tests.browser.player import Player

BROWSERS = ["() => undefined", "() => { delete Element.prototype.moveBefore; }"]
"""A browser that moves an element as it is, and an older one that takes it out and puts it in."""


@pytest.fixture
def held(page):
    """A page on which Streamlit's script does not come by itself."""
    yield Held(page)
    page.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def early(page, server, held):
    """The app without Streamlit; its element is marked, so that another one is told apart."""
    player = Player(page, server)
    page.goto(server)
    page.locator("#first .player .foot").wait_for()
    page.locator(".player .shell").evaluate("shell => { shell.marked = true; }")
    return player


def is_the_same(player):
    """Is it the element that was there before Streamlit?"""
    return player.page.locator(".player .shell").evaluate("shell => shell.marked === true")


def box(player):
    return player.page.locator(".player .shell").bounding_box()


def test_without_streamlit_it_steps_edits_and_explains(early):
    early.press("ArrowRight")
    early.expect_step("Y1")
    early.go("Y1lin")
    early.edit("X", 0, 0, "5")
    expect(early.cell("Y1lin", 0, 0)).to_have_text("35")  # 5 · 4 + 3 · 5
    early.cell("Y1lin", 0, 0).click()
    expect(early.page.locator(".player .drawer")).to_be_visible()
    assert early.page.locator("#first").count() == 1


def test_where_streamlit_does_not_come_the_player_says_what_is_missing(early, held):
    late = early.page.locator(".player .banner .late")
    expect(late).to_be_empty()
    expect(late).to_contain_text("Lessons and training runs did not load.")
    early.press("ArrowRight")
    early.expect_step("Y1")
    early.page.get_by_role("radio", name="中文").click()
    expect(late).to_contain_text("课程列表与训练部分未能加载")
    held.let_go()
    expect(late).to_be_empty()


AT_LAST = """
  const wait = globalThis.setTimeout;
  globalThis.setTimeout = (act, time, ...given) => {
    if (time !== 10_000) return wait(act, time, ...given);
    globalThis.atLast = act;
  };
"""
"""What is done after ten seconds can be done at once; the test above waits for them."""


def test_what_is_missing_is_said_until_it_is_dismissed(context, server):
    page = context.new_page()
    Held(page)
    page.add_init_script(AT_LAST)
    page.goto(f"{server}/?lang=en")
    page.locator("#first .player .foot").wait_for()
    page.wait_for_function("() => globalThis.atLast")
    page.evaluate("atLast()")
    late = page.locator(".player .banner .late")
    late.get_by_role("button", name="Close").click()
    expect(late).to_be_empty()
    page.unroute_all(behavior="ignoreErrors")
    page.close()


ROOM = 'number => getComputedStyle(number, "::after").width'
"""The width of what a style sheet writes to keep the room of the last step; `auto` if not drawn."""


def test_the_take_over_keeps_the_element_its_place_the_step_and_what_styles_draw(early, held):
    early.press("End", "ArrowLeft")
    number = early.page.locator(".player .status .step-number")
    before, step, room = box(early), early.step, number.evaluate(ROOM)
    held.let_go()
    assert is_the_same(early)
    assert early.step == step
    assert box(early) == before
    assert room.endswith("px")
    assert number.evaluate(ROOM) == room


@pytest.mark.parametrize("browser_moves", BROWSERS)
def test_a_half_typed_number_its_cursor_and_the_focus_outlive_the_take_over(
    early, held, browser_moves
):
    early.page.evaluate(browser_moves)
    early.cell("X", 0, 0).click()
    editor = early.page.locator(".player input.editor")
    editor.fill("125")
    early.press("ArrowLeft")
    held.let_go()
    assert is_the_same(early)
    expect(editor).to_have_value("125")
    early.page.keyboard.type("6")
    expect(editor).to_have_value("1265")
    early.press("Enter")
    expect(early.cell("Y1lin", 0, 0)).to_have_text("5 075".replace(" ", "\u202f"))


@pytest.mark.parametrize("browser_moves", BROWSERS)
def test_an_open_menu_and_the_scroll_outlive_the_take_over(early, held, browser_moves):
    early.page.evaluate(browser_moves)
    early.page.set_viewport_size({"width": 390, "height": 600})
    timeline = early.page.locator(".player .timeline")
    early.page.get_by_role("button", name="View", exact=True).click()
    menu = early.page.locator(".player .view-menu")
    expect(menu).to_be_visible()
    scrolled = "e => { e.scrollLeft = 60; return e.scrollLeft; }"
    before = timeline.evaluate(scrolled)
    held.let_go()
    assert is_the_same(early)
    expect(menu).to_be_visible()
    assert timeline.evaluate("e => e.scrollLeft") == before


def test_an_edit_under_way_is_answered_after_the_take_over(early, held):
    early.edit("X", 0, 0, "6")
    held.let_go()
    expect(early.cell("Y1lin", 0, 0)).to_have_text("39")  # 6 · 4 + 3 · 5


def test_what_is_loaded_later_is_styled_in_the_new_place(early, held):
    """The drawer's style sheet came before the take-over."""
    early.cell("Y1lin", 0, 0).click()
    drawer = early.page.locator(".player .drawer")
    expect(drawer).to_have_css("padding-left", "22px")
    held.let_go()
    expect(drawer).to_have_css("padding-left", "22px", timeout=1000)


def test_until_then_a_visit_makes_few_requests_and_asks_once(page, server, held):
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server)))
    page.goto(server)
    page.locator("#first .player .foot").wait_for()
    own = [path for path in asked if "/static/" not in path]
    assert own.count("/answer") == 1
    assert len(own) <= 25, own


def test_the_text_of_a_lesson_comes_with_the_player(page, server, held):
    """Its script is asked for before that of the player has been run."""
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/player-")[2][13:]))
    page.goto(f"{server}/?lesson=cmu-toy")
    page.locator("#first .player .lesson .words").wait_for()
    assert asked.count("lesson/lesson.js") == 1
    # The picture of neurons is fetched when the player's script has been run, or even later.
    assert asked.index("lesson/lesson.js") < [*asked, "graph/neurons.js"].index("graph/neurons.js")


def test_a_document_of_another_form_leads_to_the_player_as_before(page, server):
    """Streamlit serves its own document to a script that asks for no file: nothing is held back."""
    at, asks = f"{server}/no-file", {"accept": "*/*"}
    page.route(f"{server}/", lambda route: route.continue_(url=at, headers=asks))
    player = Player(page, server)
    page.goto(server)
    assert page.locator("#first").count() == 0
    page.locator(".player .foot").wait_for()
    player.press("ArrowRight")
    player.expect_step("Y1")
    page.unroute_all(behavior="ignoreErrors")


def test_another_page_than_the_player_s_is_streamlit_s_own(context, server):
    page = context.new_page()
    page.goto(f"{server}/lessons")
    assert page.locator("#first").count() == 0
    page.locator('[data-testid="stApp"]').wait_for()
    page.close()


def test_a_script_that_does_not_come_leaves_the_page_to_streamlit(context, server):
    page = context.new_page()
    page.route("**/player-*/main.js", lambda route: route.abort())
    page.goto(server)
    page.locator('[data-testid="stApp"]').wait_for()
    expect(page.locator("#first")).to_have_count(0)
    page.close()


def test_the_presenter_mode_outlives_the_take_over(early, held):
    early.press("p")
    presenting = early.page.locator(".player.presenting")
    expect(presenting).to_be_visible()
    held.let_go()
    expect(presenting).to_be_visible()
    early.press("b")
    expect(early.page.locator(".player.black")).to_be_visible()
    early.press("b", "Escape")
    expect(presenting).to_have_count(0)
