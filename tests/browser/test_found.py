"""What people look for is where they look: the theme, the language, the way out of what is open."""

import re
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.browser.held import Held
from tests.browser.player import Player
from tests.browser.serving import DESKTOP, quiet

MENU = ".player .head .head-menu"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(18, 22, 29)"
"""The grounds of `.streamlit/config.toml`."""
GROUND = """() => {
  const parts = [document.querySelector("#first"), document.querySelector("[data-testid=stApp]")];
  const ground = (part) => getComputedStyle(part).backgroundColor;
  return ground(parts.find((part) => part !== null) ?? document.documentElement);
}"""
SURFACE = "head => getComputedStyle(head).backgroundColor"


@contextmanager
def visitor(browser, **kind):
    """Somebody who has never been here, and the first page that they open."""
    context = browser.new_context(**{"viewport": DESKTOP, **kind})
    page = context.new_page()
    # Below another page's path Streamlit looks for its server first, and then above.
    with quiet(page, "404"):
        yield page
    context.close()


def open_menu(page):
    page.locator(".player .head .open-menu").click()
    expect(page.locator(MENU)).to_be_visible()


def expect_ground(page, colour):
    page.wait_for_function(f"colour => ({GROUND})() === colour", arg=colour)


# -- The theme


def test_a_chosen_theme_holds_for_every_page_and_from_the_first_paint_on(browser, server):
    with visitor(browser, color_scheme="light", locale="en-GB") as page:
        player = Player(page, server).open()
        expect_ground(page, LIGHT)
        open_menu(page)
        expect(page.get_by_role("radio", name="System")).to_be_checked()
        page.get_by_role("radio", name="Dark").click()
        expect_ground(page, DARK)
        assert page.locator(".player .head").evaluate(SURFACE) == DARK
        player.press("Escape")
        page.get_by_role("link", name="Lessons").click()
        expect(page.locator(".st-key-lessons")).to_be_visible()
        expect_ground(page, DARK)
        # Before anything of Streamlit is there to paint, on its own page and on the player's.
        Held(page)
        page.goto(f"{server}/lessons", wait_until="commit")
        page.wait_for_function("() => document.body !== null")
        assert page.evaluate(GROUND) == DARK
        page.goto(server, wait_until="commit")
        page.locator("#first .player .foot").wait_for()
        assert page.evaluate(GROUND) == page.locator(".player .head").evaluate(SURFACE) == DARK
        open_menu(page)
        page.get_by_role("radio", name="Light", exact=True).click()
        assert page.locator(".player .head").evaluate(SURFACE) == LIGHT
        page.emulate_media(color_scheme="dark")
        assert page.locator(".player .head").evaluate(SURFACE) == LIGHT
        page.get_by_role("radio", name="System").click()
        assert page.locator(".player .head").evaluate(SURFACE) == DARK
        page.unroute_all(behavior="ignoreErrors")


# -- The language


def expect_language(page, next_):
    expect(page.locator(".player .control.next")).to_have_text(next_)


def test_a_page_speaks_as_its_address_else_as_chosen_else_as_the_browser_asks(browser, server):
    with visitor(browser, locale="zh-CN") as page:
        page.goto(server)
        expect_language(page, "下一步")
        page.goto(f"{server}/lessons")
        expect(page.get_by_role("heading", level=1)).to_contain_text("课程")
        page.goto(f"{server}/?lang=en&step=Y2")
        expect_language(page, "Next")
        # An address is no choice: another tab speaks as before.
        other = page.context.new_page()
        other.goto(server)
        expect_language(other, "下一步")
        other.get_by_role("radio", name="English").click()
        expect_language(other, "Next")
        third = page.context.new_page()
        third.goto(server)
        expect_language(third, "Next")
        third.goto(f"{server}/lessons")
        expect(third.get_by_role("heading", level=1)).to_contain_text("Lessons")


def test_a_browser_that_asks_for_chinese_second_has_it_where_there_is_no_first(browser, server):
    with visitor(browser, locale="fr-FR") as page:
        page.add_init_script(
            "Object.defineProperty(navigator, 'languages', { value: ['fr', 'zh-TW', 'en'] })"
        )
        page.goto(server)
        expect_language(page, "下一步")


# -- A formula of one's own


def test_the_derivative_of_a_formula_is_found_shared_and_said_in_both_languages(browser, server):
    with visitor(browser, locale="en-GB") as page:
        Player(page, server).open()
        page.get_by_role("link", name="Formulas").click()
        expect(page.locator(".formulas .outcome > code")).to_have_text("a @ b.T")
        expect(page.locator(".formulas .proof")).to_have_text("Central differences agree.")
        expect(page.locator(".formulas .lines li").first).to_contain_text("what is to be derived")
        # d(a'Xb) = a' X db, whose gradient by b is X'a.
        page.locator(".formulas").get_by_role("radio", name="X", exact=True).focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".formulas .outcome > code")).to_have_text("X.T @ a")
        expect(page.locator(".formulas :focus")).to_have_text("b")
        page.get_by_role("link", name="sumsq(A * x - b)").click()
        expect(page.locator(".formulas .outcome > code")).to_have_text("2 * (A.T @ (A @ x - b))")
        page.get_by_label("x", exact=True).fill("5")
        page.keyboard.press("Enter")
        expect(page.locator('input[name="shape-A"]')).to_have_attribute("placeholder", "m × 5")
        with visitor(browser, locale="zh-CN") as friend:
            friend.goto(page.url.replace("&lang=en", ""))
            expect(friend.locator(".formulas .outcome > code")).to_contain_text("2 * (A.T")
            expect(friend.locator(".formulas .proof")).to_have_text("中心差分一致。")
            expect(friend.locator('input[name="shape-x"]')).to_have_value("5")
        field = page.get_by_label("Formula", exact=True)
        field.fill("a' * X *")
        field.press("Enter")
        expect(page.locator(".formulas .misfit")).to_contain_text("At column 9")
        page.go_back()
        expect(page.locator(".formulas .outcome > code")).to_have_text("2 * (A.T @ (A @ x - b))")
        # A Jacobian has long lines: they scroll, and the field keeps its place.
        page.get_by_label("Formula", exact=True).fill("softmax(W*x + b)")
        page.keyboard.press("Enter")
        expect(page.locator(".formulas .where").first).to_contain_text("where")
        field, aside = (
            page.locator(f".formulas {part}").bounding_box() for part in (".try", "aside")
        )
        assert field["x"] + field["width"] <= aside["x"], (field, aside)
        page.get_by_role("radio", name="中文").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("为自己的公式求梯度")
        page.get_by_role("link", name="逐步演示").click()
        expect_language(page, "下一步")


# -- Escape closes what is open


def click(selector):
    return lambda player: player.page.locator(selector).first.click()


def entry_of_menu(name):
    def choose(player):
        open_menu(player.page)
        player.page.locator(f'{MENU} [data-entry="{name}"]').click()

    return choose


OPENED = {
    "menu": (click(".open-menu"), ".head-menu", ".open-menu"),
    "dialog of the menu": (entry_of_menu("forget"), "dialog.head-dialog", ".open-menu"),
    "code": (entry_of_menu("code"), "dialog.head-dialog", ".open-menu"),
    "network": (click(".open-builder"), ".builder .close", ".open-builder"),
    "view": (click(".view-button"), ".view-menu", ".view-button"),
    "notation": (click(".names-button:not(.view-button)"), ".names-box", ".names-button"),
    "practise": (click(".control.practise"), ".practise-menu", ".control.practise"),
    "keys": (click(".control.keys"), "dialog.keys", None),
    "Jacobian": (click("aside .jacobian"), "dialog.unfolded", None),
    "check": (lambda player: player.press("g"), ".overlay-line.check", None),
    "matrix": (lambda player: player.node("W2").press("Enter"), ".panel", '.node[data-name="W2"]'),
}
"""How each is opened, what is seen then, and where the focus goes back to."""


def test_escape_closes_whatever_is_open_and_the_focus_goes_back(toy_player):
    player = toy_player
    for name, (opens, seen, opener) in OPENED.items():
        opens(player)
        shown = player.page.locator(f".player {seen}").first
        expect(shown, name).to_be_visible()
        # The key is pressed wherever the focus is, also outside of what is open.
        player.page.keyboard.press("Escape")
        expect(shown, name).not_to_be_visible()
        if opener:
            expect(player.page.locator(f".player {opener}").first, name).to_be_focused()
        player.expect_step("Y1lin")


def test_escape_closes_the_innermost_first(toy_player):
    player = toy_player
    page = player.page
    player.press("p")
    expect(page.locator(".player .present-bar")).to_be_visible()
    player.press("b", "Escape")
    expect(page.locator(".player.presenting")).to_be_visible()
    expect(page.locator(".player.black")).to_have_count(0)
    player.press("g")
    expect(page.locator(".player .overlay-line.check")).to_be_visible()
    page.locator(".player .numbers .result td").first.click()
    expect(page.locator(".player .drawer")).to_be_visible()
    player.press("?")
    expect(page.locator(".player dialog.keys")).to_be_visible()
    innermost_first = ["dialog.keys", ".drawer", ".overlay-line.check", ".present-bar"]
    for k, closed in enumerate(innermost_first):
        player.press("Escape")
        expect(page.locator(f".player {closed}")).not_to_be_visible()
        for still in innermost_first[k + 1 :]:
            expect(page.locator(f".player {still}")).to_be_visible()


# -- The first thing that a newcomer sees


def test_a_newcomer_is_told_once_what_this_is_and_what_to_do(browser, server):
    with visitor(browser, locale="en-GB") as page:
        player = Player(page, server).open()
        welcome = page.locator(".player .welcome")
        expect(welcome).to_contain_text("A neural network, computed one value at a time.")
        # What it says is what happens, also in another network.
        page.get_by_role("radio", name="With BatchNorm").click()
        expect(welcome.locator("p")).to_have_text(re.compile(r"Press → to compute mean1\.$"))
        page.get_by_role("radio", name="Toy problem").click()
        expect(welcome.locator("p")).to_have_text(re.compile(r"Press → to compute Y1\.$"))
        player.press("ArrowRight")
        player.expect_step("Y1")
        expect(welcome).to_have_count(0)
        page.reload()
        player.expect_step("Y1")
        expect(welcome).to_have_count(0)


def test_a_finger_is_told_to_tap_and_is_shown_around_in_five_stops(browser, server):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with visitor(browser, locale="en-GB", **phone) as page:
        player = Player(page, server).open()
        welcome = page.locator(".player .welcome")
        expect(welcome.locator("p")).to_have_text(re.compile(r"Tap Next to compute Y1\.$"))
        welcome.get_by_role("button", name="Show me around").tap()
        card = page.locator(".player .tour-card")
        for stop in range(1, 6):
            expect(card).to_contain_text(f"{stop} of 5")
            box = card.bounding_box()
            assert min(box["x"], box["y"]) >= 0
            assert box["x"] + box["width"] <= 390
            assert box["y"] + box["height"] <= 844
            card.get_by_role("button", name="Begin" if stop == 5 else "Next").tap()
        expect(card).to_have_count(0)
        expect(welcome).to_have_count(0)
        player.expect_step("Y1lin")
        # It is in the menu, too, and Escape ends it.
        open_menu(page)
        page.get_by_role("button", name="Show me around").tap()
        expect(card).to_contain_text("1 of 5")
        player.press("Escape")
        expect(card).to_have_count(0)
