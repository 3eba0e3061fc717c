"""The row above the player as a person uses it: choices, pages, menu, files, hidden parts."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.player import Player
from tests.browser.serving import DESKTOP
from tests.browser.waiting import resized, until

HEAD = ".player .head"
MENU = f"{HEAD} .head-menu"


@pytest.fixture
def head(toy_player):
    return toy_player


def open_menu(player):
    player.page.locator(f"{HEAD} .open-menu").click()
    expect(player.page.locator(MENU)).to_be_visible()


def choose(player, entry):
    open_menu(player)
    player.page.locator(f'{MENU} [data-entry="{entry}"]').click()


def radio(player, name):
    return player.page.locator(HEAD).get_by_role("radio", name=name, exact=True)


def type_ten(player):
    """The first entry of X, 4, becomes 10; then Y1lin begins with 10·4 + 3·5 = 55."""
    player.press("Home")
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")


def answered(player):
    expect(player.page.locator(".player .shell[data-waits]")).to_have_count(0)


# -- The choices


def test_choices_show_the_network_that_there_is(head):
    radio(head, "Small network").click()
    expect(radio(head, "Small network")).to_be_checked()
    expect(head.node("W3")).to_have_count(0)
    radio(head, "Single").click()
    answered(head)
    head.press("Control+z", "Control+z")
    expect(radio(head, "Toy problem")).to_be_checked()
    expect(radio(head, "Batch")).to_be_checked()
    expect(head.node("W3")).to_be_visible()


def test_a_network_of_ones_own_is_one_more_choice(head):
    head.page.locator(f"{HEAD} .open-builder").click()
    head.page.locator('.builder [data-field="width.0"]').first.wait_for()
    head.page.locator('.builder [data-field="inputs"]').fill("3")
    head.press("Enter")
    expect(radio(head, "Own network")).to_be_checked()
    head.page.locator(".builder .close").click()
    radio(head, "Toy problem").click()
    expect(radio(head, "Own network")).to_have_count(0)


def test_what_is_said_is_as_wide_as_before_when_the_builder_is_closed(head):
    """Beside the builder the graph gives it more width, without which its words would be cut."""
    resized(head.page, 1024, 768)
    said = head.page.locator(".player aside").first
    expect(said).not_to_have_class(re.compile("wide"))
    before = said.bounding_box()["width"]
    head.page.locator(f"{HEAD} .open-builder").click()
    expect(said).to_have_class(re.compile("wide"))
    head.page.locator(".builder .close").click()
    expect(said).not_to_have_class(re.compile("wide"))
    until(lambda: said.bounding_box()["width"] == before, "as wide as before")


def test_arrow_keys_choose_and_the_focus_stays(head):
    radio(head, "Toy problem").focus()
    head.press("ArrowRight")
    expect(radio(head, "With BatchNorm")).to_be_checked()
    expect(radio(head, "With BatchNorm")).to_be_focused()
    head.expect_step("Y1lin")
    head.press("ArrowLeft")
    expect(radio(head, "Toy problem")).to_be_focused()


def test_another_language_at_once_and_the_focus_stays(head):
    radio(head, "中文").focus()
    radio(head, "English").focus()
    head.press("ArrowRight")
    expect(head.page.locator(".player .control.next")).to_have_text("下一步")
    expect(radio(head, "中文")).to_be_focused()
    head.press("ArrowLeft")
    expect(head.page.locator(".player .control.next")).to_have_text("Next")


STAY = """link => link.addEventListener(
  "click", (event) => (event.preventDefault(), event.stopImmediatePropagation()), { capture: true }
)"""


def test_a_link_hands_over_the_network_that_came_while_it_had_the_focus(head):
    radio(head, "With BatchNorm").click()
    head.page.wait_for_url(re.compile("example=norm"))
    train = head.page.locator(".player .pages a").last
    train.focus()
    expect(train).to_have_attribute("href", re.compile("/train[?]example=norm&lang=en$"))
    head.press("Control+z")
    head.page.wait_for_url(lambda url: "example" not in url)
    train.evaluate(STAY)
    head.press("Enter")
    expect(train).to_have_attribute("href", re.compile("/train[?]lang=en$"))
    head.page.reload()


# -- The menu


def test_the_menu_by_keyboard(head):
    button = head.page.locator(f"{HEAD} .open-menu")
    button.focus()
    head.press("Enter")
    entries = head.page.locator(f"{MENU} .head-entry")
    expect(entries.first).to_be_focused()
    head.press("ArrowDown")
    expect(entries.nth(1)).to_be_focused()
    head.press("ArrowUp", "ArrowUp")
    expect(entries.last).to_be_focused()
    # Up and down lead past a choice, and left and right through it.
    head.press(*["ArrowDown"] * 4)
    expect(radio(head, "System")).to_be_focused()
    head.press("ArrowDown")
    expect(entries.nth(3)).to_be_focused()
    expect(radio(head, "System")).to_be_checked()
    head.expect_step("Y1lin")
    head.press("Escape")
    expect(head.page.locator(MENU)).to_have_count(0)
    expect(button).to_be_focused()


def test_a_click_beside_it_closes_the_menu(head):
    open_menu(head)
    head.page.locator(".player .stage").click(position={"x": 400, "y": 120})
    expect(head.page.locator(MENU)).to_have_count(0)


def test_the_link_is_copied_and_opens_the_same(head, browser):
    head.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    type_ten(head)
    head.go("gradW2")
    answered(head)
    choose(head, "link")
    expect(head.page.locator(f"{MENU} [role=status]")).to_contain_text("copied")
    link = head.page.evaluate("navigator.clipboard.readText()")
    other = browser.new_page(locale="en-GB")
    other.goto(link)
    friend = Player(other, head.server)
    friend.expect_step("gradW2")
    assert friend.shown("gradW2") == head.shown("gradW2")
    other.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_code_for_the_projector(head, scheme):
    head.page.emulate_media(color_scheme=scheme)
    choose(head, "code")
    dialog = head.page.get_by_role("dialog", name="QR code for the projector")
    image = dialog.get_by_role("img")
    expect(image).to_be_visible()
    expect(image).to_have_css("background-color", "rgb(255, 255, 255)")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert image.bounding_box()["height"] > 400
    assert violations(head.page, "dialog.head-dialog") == []
    head.press("Escape")
    expect(dialog).to_have_count(0)
    expect(head.page.locator(f"{HEAD} .open-menu")).to_be_focused()


def test_a_work_is_saved_and_opened(head, tmp_path):
    type_ten(head)
    with head.page.expect_download() as saving:
        choose(head, "save")
    download = saving.value
    assert re.fullmatch(r"backprop-toy-\d{4}-\d\d-\d\d\.json", download.suggested_filename)
    path = tmp_path / download.suggested_filename
    download.save_as(path)
    assert json.loads(path.read_text())["iterations"] == [[["X", 0, 0, 10]]]
    choose(head, "reset")
    expect(head.cell("Y1lin", 0, 0)).to_have_text("31")
    pick(head, path)
    expect(head.cell("Y1lin", 0, 0)).to_have_text("55")


def pick(player, path):
    with player.page.expect_file_chooser() as choosing:
        choose(player, "open")
    choosing.value.set_files(path)


NO_WORKS = {
    "no work at all": "notes.json holds no saved work. Nothing was changed.",
    '{"version": 1, "iterations": "none"}': "iterations",
    '{"version": 99}': "version",
}


def test_a_file_without_a_work_changes_nothing(context, server, tmp_path):
    """On a page of its own: a browser tells its console that the server refused."""
    head = Player(context.new_page(), server).open()
    type_ten(head)
    said = head.page.locator(".player .banner .said p")
    for text, sentence in NO_WORKS.items():
        path = Path(tmp_path / "notes.json")
        path.write_text(text)
        pick(head, path)
        expect(said).to_contain_text(sentence)
        expect(head.cell("Y1lin", 0, 0)).to_have_text("55")
        said.get_by_role("button", name="Close").click()
        expect(said).to_have_count(0)
    head.page.close()


def test_a_file_is_dropped_onto_the_page(head):
    work = {"version": 1, "iterations": [[["X", 0, 0, 10]]]}
    head.page.evaluate(
        """text => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "mine.json", { type: "application/json" }));
          for (const type of ["dragover", "drop"])
            document.body.dispatchEvent(
              new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        json.dumps(work),
    )
    expect(head.cell("Y1lin", 0, 0)).to_have_text("55")


def test_all_is_forgotten_after_a_question(head):
    type_ten(head)
    choose(head, "forget")
    question = head.page.get_by_role("dialog", name="Forget everything on this computer?")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    head.press("Enter")
    expect(question).to_have_count(0)
    expect(head.cell("Y1lin", 0, 0)).to_have_text("55")
    choose(head, "forget")
    assert violations(head.page, "dialog.head-dialog") == []
    question.get_by_role("button", name="Forget everything").click()
    expect(head.cell("Y1lin", 0, 0)).to_have_text("31")
    answered(head)
    kept = head.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert '"X",0,0,10' not in kept.replace("\\", "")


def test_start_anew_can_be_undone(head):
    type_ten(head)
    choose(head, "anew")
    expect(head.cell("Y1lin", 0, 0)).to_have_text("31")
    head.press("Control+z")
    expect(head.cell("Y1lin", 0, 0)).to_have_text("55")


def test_the_menu_presents(head):
    choose(head, "present")
    expect(head.page.locator(".player.presenting .shell")).to_be_visible()
    expect(head.page.locator(HEAD)).not_to_be_visible()
    head.press("Escape")
    expect(head.page.locator(HEAD)).to_be_visible()


# -- The pages


def test_to_the_lessons_and_back_to_the_same_work(head):
    page = head.page
    type_ten(head)
    head.press("ArrowRight")
    head.expect_step("Y1")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Lessons").click()
    expect(page.get_by_role("heading", name=re.compile("^Lessons"))).to_be_visible()
    page.locator(".st-key-head").get_by_role("link", name="Step").click()
    head.expect_step("Y1")
    assert head.shown("X" if head.grid("X").count() else "Y1")
    head.press("ArrowLeft")
    expect(head.cell("Y1lin", 0, 0)).to_have_text("55")
    assert page.evaluate("window.sameDocument")


def test_the_lessons_in_chinese_by_their_own_choice(head):
    page = head.page
    page.get_by_role("link", name="Lessons").click()
    page.locator(".st-key-head").get_by_role("radio", name="中文").click()
    expect(page.get_by_role("heading", name=re.compile("^课程"))).to_be_visible()
    page.locator(".st-key-head").get_by_role("link", name="逐步演示").click()
    expect(page.locator(".player .control.next")).to_have_text("下一步")
    radio(head, "English").click()
    expect(page.locator(".player .control.next")).to_have_text("Next")


# -- What an address leaves out, and what it could not mean


PARTS = {
    "head": HEAD,
    "graph": ".player .pictures .graph",
    "timeline": ".player .timeline",
    "controls": ".player .controls",
    "formula": ".player .formula-line",
    "side": ".player aside",
    "code": ".player aside .code code",
    "lesson": ".player .lesson",
}


def test_the_check_is_opened_by_its_name(page, server):
    """Streamlit knows no such page, and complains of none in the console when it has run."""
    page.goto(f"{server}/check?example=norm")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.get_by_label("What your program printed")).to_be_visible()
    expect(page.locator("nav.pages [aria-current=page]")).to_have_text("Check")
    expect(page).to_have_url(f"{server}/?example=norm&lens=submission")


def test_parts_are_left_out(page, server):
    """Half of them each time; what is not left out is there, at step 2.1.1 of a lesson."""
    names = [*PARTS]
    for hidden in (names[::2], names[1::2]):
        page.goto(f"{server}/?lesson=cmu-toy&hide={','.join(hidden)}")
        page.locator(".player .numbers .grid").first.wait_for()
        page.locator(".player .lesson .words").wait_for(state="attached")
        for name, part in PARTS.items():
            within = name == "code" and "side" in hidden
            visible = name not in hidden and not within
            expect(page.locator(part).first).to_be_visible(visible=visible)


def test_embedded_there_is_no_row(page, server):
    page.set_viewport_size({"width": 900, "height": 700})
    Player(page, server).open("?embed=true")
    expect(page.locator(HEAD)).not_to_be_visible()
    assert page.locator(".player .shell").bounding_box()["y"] == 0
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


def test_what_an_address_could_not_mean_is_said(page, server):
    Player(page, server).open("?example=batchnorm&hide=hat,head")
    said = page.locator(".player .banner .said p")
    expect(said).to_have_count(2)
    expect(said.filter(has_text="batchnorm")).to_contain_text("toy, small, norm, digits")
    expect(said.filter(has_text="hat")).to_contain_text("head, graph, timeline")
    page.locator(".player .banner .close").first.click()
    expect(said).to_have_count(1)


# -- Offline


def test_a_quiet_banner_says_offline_and_streamlit_says_nothing(browser, server):
    """On a page of its own: a browser tells its console that there is no network."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    player = Player(context.new_page(), server).open()
    player.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    context.set_offline(True)
    for col, typed in ((0, "10"), (1, "1")):
        player.edit("X", 0, col, typed)
    banner = player.page.locator(".player .banner .offline")
    expect(banner).to_have_text("Offline: 2 changes wait.")
    # Streamlit looks for its server for 3 s before it says that there is none.
    player.page.wait_for_timeout(6000)
    expect(player.page.locator("[data-testid=stDialog]")).to_have_count(0)
    open_menu(player)
    player.press("Escape")
    context.set_offline(False)
    # 10·4 + 1·5
    expect(player.cell("Y1lin", 0, 0)).to_have_text("45")
    expect(banner).not_to_be_visible()
    context.close()


# -- It fits


OVERFLOW = """
  const head = find(document, ".head");
  const boxes = [...head.querySelectorAll("a, h1, p, button")]
    .filter((e) => e.checkVisibility() && !e.closest(".head-menu"))
    .map((e) => [e.textContent || e.className, e.getBoundingClientRect()])
    .filter(([, b]) => b.width > 1);
  const named = (some) => some.map(([name]) => name);
  const { bottom } = head.getBoundingClientRect();
  const wrong = named(boxes.filter(([, b]) => b.left < 0 || b.right > innerWidth + 0.5));
  const rows = named(boxes.filter(([, b]) => b.bottom > bottom + 0.5));
  const meet = (a, b) => a.right > b.left + 0.5 && b.right > a.left + 0.5;
  const over = boxes.flatMap(([name, a], k) => boxes.slice(k + 1)
    .filter(([, b]) => meet(a, b)).map(([other]) => `${name} over ${other}`));
  return { wrong, rows, over, height: head.getBoundingClientRect().height,
    wide: document.documentElement.scrollWidth - innerWidth };
"""
FIND = """const find = (root, part) => root.querySelector(part) ?? [...root.querySelectorAll("*")]
  .map(({ shadowRoot }) => shadowRoot && find(shadowRoot, part)).find(Boolean);"""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", ["", "net=2-4.norm.relu-2.softmax", "lesson=first-principles"])
def test_the_row_never_wraps_and_nothing_is_cut(page, server, lang, query):
    page.goto(f"{server}/?{query}&lang={lang}")
    page.locator(".player .open-menu").wait_for()
    for width in (1920, 1440, 1280, 1024, 900, 640, 390, 360):
        resized(page, width, 800)
        found = page.evaluate(f"() => {{ {FIND} {OVERFLOW} }}")
        assert found["height"] <= 56, width
        assert (found["wrong"], found["rows"], found["over"]) == ([], [], []), width
        assert found["wide"] <= 0, width


def test_on_a_phone_the_menu_has_what_the_row_has_no_room_for(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    player = Player(page, server).open()
    open_menu(player)
    page.locator(MENU).get_by_role("radio", name="Small network").click()
    expect(page.locator(MENU).get_by_role("radio", name="Small network")).to_be_checked()
    expect(player.node("W3")).to_have_count(0)
    page.locator(MENU).get_by_role("radio", name="中文").click()
    expect(page.locator(".player .control.next")).to_have_text("下一步")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken_in_the_row_and_on_the_page_of_lessons(head, scheme):
    page = head.page
    page.emulate_media(color_scheme=scheme)
    open_menu(head)
    assert violations(page, ".head") == []
    head.press("Escape")
    page.get_by_role("link", name="Lessons").click()
    expect(page.locator("[class*=st-key-card-] img")).to_have_count(5)
    assert violations(page) == []
