"""What people look for is where they look: the theme, the language, the way out of what is open."""

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
    context = browser.new_context(viewport=DESKTOP, **kind)
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
        page.get_by_role("radio", name="中文").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("为自己的公式求梯度")
        page.get_by_role("link", name="逐步演示").click()
        expect_language(page, "下一步")
