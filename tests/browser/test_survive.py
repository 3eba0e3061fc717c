"""What a person has made outlives a reload, a lost network and the end of the process."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.player import Player
from tests.browser.seen import expect_seen, seen
from tests.browser.serving import DESKTOP, Server, quiet, served
from tests.support.proxy import Proxy, proxied

Doing = Callable[[Player], None]


def choose(player: Player, value: str) -> None:
    player.page.locator(f'.strip [data-value="{value}"]').click()


def begin(player: Player, practice: str) -> None:
    player.page.locator(".player .control.practise").click()
    player.page.locator(".player .practise-menu").get_by_text(practice, exact=True).click()
    expect(player.page.locator(".player .practice")).to_be_visible()


def answered(player: Player) -> None:
    expect(player.page.locator(".player .shell[data-waits]")).to_have_count(0)


# -- What is on the page


def fourth_iteration(player: Player) -> None:
    """An edit in the first iteration, another one in the fourth, and a step."""
    player.edit("X", 0, 0, "7")
    for iteration in (2, 3, 4):
        player.press("u")
        player.expect_iteration(iteration)
    player.edit("X", 1, 1, "-2.5")
    answered(player)
    player.go("gradW2")


def an_earlier_iteration(player: Player) -> None:
    """The fourth of eleven, with an edit, and the curve of all of them."""
    player.open("?example=small")
    player.button("Run 10 iterations").click()
    player.expect_iteration(11)
    curve = player.page.get_by_role("slider", name="Loss over the iterations")
    curve.press("Home")
    for _ in range(3):
        curve.press("ArrowRight")
    player.expect_iteration(4)
    player.edit("X", 1, 1, "-2.5")
    expect(curve.locator(".typed")).to_have_count(1)
    player.go("gradW2")


def many_edits(player: Player) -> None:
    for row, typed in enumerate(("1e-3", "-12", "0.125")):
        player.edit("X", row, 0, typed)
    player.edit("W1", 0, 0, "0")
    player.button("Undo").click()
    player.button("Undo").click()
    answered(player)


def neurons(player: Player) -> None:
    player.go("gradY2lin")
    choose(player, "neurons")
    player.page.get_by_role("radio", name="3", exact=True).click()


def matrices(player: Player) -> None:
    player.go("gradW2")
    choose(player, "matrices")


def layers(player: Player) -> None:
    choose(player, "layers")
    player.go("gradW3")


def entries(player: Player) -> None:
    choose(player, "entries")
    player.go("gradW2")


def folded(player: Player) -> None:
    player.page.locator('.views > :not(.away) .folds .handle[data-group="linear2"]').click()
    player.go("gradY2lin")


def names(player: Player) -> None:
    player.go("gradW2")
    player.button("Notation").click()
    player.page.locator('.names-box [data-value="first-principles"]').click()
    player.page.locator('.names-box [data-value="partial"]').click()
    expect(player.page.locator(".player aside code")).to_have_text("dl_dW2 = a1.T @ dl_dz2 / 3")
    player.press("Escape")


def code(player: Player) -> None:
    player.go("gradW2")
    player.page.locator('aside [data-value="torch"]').click()


def digits(player: Player) -> None:
    player.go("gradW2")
    player.button("Notation").click()
    player.page.locator(".player .names-box input[type=range]").fill("3")
    player.press("Escape")


def exact(player: Player) -> None:
    player.go("gradW2")
    player.press("f")
    expect(player.cell("gradW2", 0, 0)).to_have_text("−142\u2009735/3")


def half_typed(player: Player) -> None:
    player.cell("W1", 0, 0).click()
    player.page.locator(".player input.editor").fill("1e")


def check(player: Player) -> None:
    player.go("gradW2")
    player.press("g")
    expect(player.cell("gradW2", 0, 1)).to_have_attribute("data-check", "convention")
    player.page.locator(".player .overlay-line").get_by_role("slider", name="Step").fill("7")
    answered(player)


def comparison(player: Player) -> None:
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    player.press("c")
    player.edit("X", 0, 1, "1")
    expect(player.cell("Y1lin", 0, 0)).to_have_attribute("data-before", "31")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("45")  # 10·4 + 1·5


def taken_apart(player: Player) -> None:
    player.go("gradW2")
    player.cell("gradW2", 0, 1).click()
    expect(player.page.locator(".player [role=tree]")).to_be_visible()


def paths(player: Player) -> None:
    taken_apart(player)
    player.page.get_by_role("button", name="Paths to the loss").click()
    expect(player.page.locator(".player .drawer .paths li")).to_have_count(6)


def matrix_beside(player: Player) -> None:
    player.go("gradW2")
    player.node("W1").click()
    expect(player.page.locator(".player .panel td").first).to_be_visible()


def prediction(player: Player) -> None:
    """An answer is typed, and not sent yet."""
    player.go("gradW2")
    begin(player, "A matrix")
    fields = player.page.locator(".player input.guess")
    expect(fields).to_have_count(9)
    fields.nth(0).fill("42")
    fields.nth(4).fill("-1/3")
    player.page.wait_for_timeout(300)


def wrong_answer(player: Player) -> None:
    prediction(player)
    player.page.locator(".player input.guess").first.press("Enter")
    expect(player.page.locator(".player .practice .told")).not_to_be_empty()
    answered(player)


def hunt(player: Player) -> None:
    begin(player, "Put one in")
    strip = player.page.locator(".player .practice")
    strip.locator("select").select_option("average_forgotten")
    player.expect_step("gradY3lin")
    strip.locator('[data-do="break.check"]').click()
    # It agrees where every drawn row of D sums to one, else it follows the convention.
    expect(player.node("gradY3lin").locator(".checked")).to_have_text(re.compile("^[≠✓]$"))


def presenting(player: Player) -> None:
    player.go("gradW2")
    player.press("p")
    expect(player.page.locator(".player.presenting")).to_be_visible()


STATES: list[Doing] = [
    fourth_iteration,
    many_edits,
    half_typed,
    check,
    taken_apart,
    prediction,
    hunt,
]
MORE_STATES: list[Doing] = [
    an_earlier_iteration,
    presenting,
    layers,
    neurons,
    matrices,
    entries,
    folded,
    names,
    code,
    digits,
    exact,
    comparison,
    paths,
    matrix_beside,
    wrong_answer,
]


def reload(player: Player) -> None:
    player.page.reload()
    player.page.locator(".player .graph .node").first.wait_for(timeout=30_000)


# -- A reload


@pytest.mark.parametrize(
    "state",
    [*STATES, *(pytest.param(state, marks=pytest.mark.long) for state in MORE_STATES)],
    ids=lambda state: state.__name__,
)
def test_a_reload_shows_the_same(player, state):
    state(player)
    before = seen(player.page)
    reload(player)
    expect_seen(player.page, before)


def test_a_reload_at_once_loses_nothing(player):
    """Nothing is waited for: neither the answer nor the hand's rest."""
    player.edit("X", 0, 0, "10")
    player.press("ArrowRight")
    reload(player)
    player.expect_step("Y1")
    expect(player.cell("Y1", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    assert player.undoable


@pytest.mark.long
def test_what_was_undone_is_done_again_after_a_reload(player):
    corner = player.cell("Y1lin", 0, 0)
    for typed in ("10", "0"):
        player.edit("X", 0, 0, typed)
    expect(corner).to_have_text("15")  # 0·4 + 3·5
    player.button("Undo").click()
    expect(corner).to_have_text("55")
    reload(player)
    player.button("Redo").click()
    expect(corner).to_have_text("15")
    reload(player)
    for text in ("55", "31"):
        player.button("Undo").click()
        expect(corner).to_have_text(text)


def test_a_lesson_keeps_its_edits_and_its_formula(player):
    """Edits in two scenes, a typed formula, and the stop that was reached."""
    player.open("?lesson=first-principles&stop=gradient")
    column = player.page.locator(".player .lesson")
    field = column.get_by_role("textbox")
    field.fill("tr(X * X')")
    player.press("Enter")
    answered(player)
    first_scene = player.page.locator(".player .numbers .grid.editable td[data-key]").first
    keys = []
    for stop in ("step1", "gpt2"):
        player.page.goto(f"{player.server}/?lesson=first-principles&stop={stop}")
        column.locator("h2").first.wait_for()
        answered(player)
        player.press("Home")
        key = first_scene.get_attribute("data-key")
        keys.append(key)
        name, row, col = key.split(":")
        player.edit(name, int(row), int(col), "7")
        expect(column.locator(".edited")).to_be_visible()
    before = seen(player.page)
    reload(player)
    expect_seen(player.page, before)
    player.page.goto(f"{player.server}/?lesson=first-principles&stop=step1")
    column.locator("h2").first.wait_for()
    player.press("Home")
    expect(player.page.locator(f'.numbers td[data-key="{keys[0]}"]').last).to_have_text("7")
    player.page.goto(f"{player.server}/?lesson=first-principles&stop=gradient")
    expect(column.get_by_role("textbox")).to_have_value("tr(X * X')")


def test_what_is_typed_into_a_large_field_and_not_handed_over_is_there_again(player):
    """Half a matrix to paste, half a formula of a lesson; what is handed over is in the work."""
    page, half = player.page, "[[1, 2, 3], [4,"
    paste = page.get_by_role("textbox", name="Paste over it")
    player.grid("W1").locator(".open-whole").click()
    paste.fill(half)
    reload(player)
    player.grid("W1").locator(".open-whole").click()
    expect(paste).to_have_value(half)
    paste.fill(f"{half} 5, 6]]")
    player.button("Put in").click()
    expect(player.cell("W1", 0, 0)).to_have_text("1")
    expect(paste).to_have_value("")

    page.goto(f"{player.server}/?lesson=first-principles&stop=gradient")
    hand_over_a_formula(page)


def test_a_formula_of_ones_own_is_there_again(context, server):
    """Streamlit first asks for its own files below the path of a page, and is told 404."""
    page = context.new_page()
    with quiet(page, "404 (Not Found)"):
        page.goto(f"{server}/formulas")
        hand_over_a_formula(page)
    page.close()


def hand_over_a_formula(page: Page) -> None:
    field = page.get_by_role("textbox", name="Formula")
    expect(field).not_to_have_value("")
    field.fill("x' * (A +")
    page.reload()
    expect(field).to_have_value("x' * (A +")
    field.fill("x' * A")
    field.press("Enter")
    page.wait_for_function("Object.keys(sessionStorage).every((key) => !key.includes('draft'))")
    page.reload()
    expect(field).to_have_value("x' * A")


# -- A link


OWN = re.compile(r"\bchanged\b|(?<=\| )[^|]* → |^(Undo|Redo|Reset) \|.*")
"""What a link does not tell: which numbers were others before, and what can be undone."""


@pytest.mark.parametrize(
    "state",
    [
        fourth_iteration,
        presenting,
        *(
            pytest.param(state, marks=pytest.mark.long)
            for state in (
                *(an_earlier_iteration, check, taken_apart),
                *(neurons, layers, names, code, matrix_beside),
            )
        ),
    ],
    ids=lambda state: state.__name__,
)
def test_a_link_shows_a_friend_the_same(player, browser: Browser, state):
    """The address bar after a rest, opened in another browser."""
    state(player)
    before = seen(player.page)
    with browser.new_context(viewport=DESKTOP, locale="en-GB") as elsewhere:
        friend = Player(elsewhere.new_page(), player.server)
        friend.open(player.page.url.removeprefix(f"{player.server}/"))
        expect_seen(friend.page, before, but=OWN)


# -- Two tabs


def crash(player: Player) -> None:
    """A reload of which the page is not told: it can keep nothing at the last moment."""
    player.page.evaluate(
        """() => {
          for (const kind of ["pagehide", "visibilitychange"])
            addEventListener(kind, (event) => event.stopImmediatePropagation(), true);
        }"""
    )
    reload(player)


def test_two_tabs_do_not_disturb_each_other(context, server):
    with_tabs = [context.new_page(), context.new_page()]
    try:
        first, second = (Player(page, server).open() for page in with_tabs)
        first.page.bring_to_front()
        first.edit("X", 0, 0, "10")
        expect(first.cell("Y1lin", 0, 0)).to_have_text("55")
        second.page.bring_to_front()
        second.edit("X", 0, 0, "0")
        expect(second.cell("Y1lin", 0, 0)).to_have_text("15")
        second.go("gradW2")
        second.page.wait_for_timeout(1500)  # what the first keeps is older now
        for player, text in ((first, "55"), (second, "15")):
            player.page.bring_to_front()
            crash(player)
            player.press("Home")
            expect(player.cell("Y1lin", 0, 0)).to_have_text(text)
            assert player.undoable
    finally:
        for page in with_tabs:
            page.close()


def test_a_link_in_a_new_tab_leaves_the_work_of_the_other(player, context):
    """The new tab is opened by the page, and has a copy of what it keeps."""
    player.edit("X", 0, 0, "10")
    player.go("gradW2")
    before = seen(player.page)
    with context.expect_page() as opened:
        player.page.evaluate("link => void window.open(link)", f"{player.server}/?example=small")
    other = Player(opened.value, player.server)
    other.page.bring_to_front()
    expect(other.grid("X").locator("tr")).to_have_count(4)
    other.edit("X", 0, 0, "3")
    answered(other)
    other.page.close()
    player.page.bring_to_front()
    reload(player)
    expect_seen(player.page, before)


# -- Without the network

ABOUT_THE_NETWORK = ("net::ERR_", "WebSocket", "Client Error in reaching", "is not responding")
"""What browser and Streamlit say in the console of what they cannot reach."""


@pytest.fixture
def line(server) -> Iterator[Proxy]:
    """The way to the server, which can be cut and led to another one."""
    with proxied(int(server.rpartition(":")[2])) as proxy:
        yield proxy


@pytest.fixture
def distant(context: BrowserContext, line: Proxy) -> Iterator[Player]:
    """The app behind the line. That something cannot be fetched is no fault here, all else is."""
    page = context.new_page()
    with quiet(page, *ABOUT_THE_NETWORK):
        player = Player(page, line.address).open()
        everything_fetched(player)
        yield player
    page.close()


def everything_fetched(player: Player) -> None:
    """All is there that can be opened without the network; the builder's choices come last."""
    loaded = (
        "performance.getEntriesByType('resource').some(({ name }) => name.includes('choices-'))"
    )
    player.page.wait_for_function(loaded, timeout=60_000)
    player.page.wait_for_timeout(300)


def lose(player: Player, line: Proxy) -> None:
    """Without set_offline an open connection would stay open, without the cut it would be told."""
    player.page.context.set_offline(True)
    line.cut()


def find_again(player: Player, line: Proxy, server: str) -> None:
    line.lead_to(int(server.rpartition(":")[2]))
    player.page.context.set_offline(False)


COVERING = """() => {
  const all = [...document.querySelectorAll("[role=dialog], [data-testid=stDialog]")];
  const share = (k, whole) => (k + 0.5) * whole / 20;
  for (let i = 0; i < 20; i += 1) for (let j = 0; j < 20; j += 1) {
    const top = document.elementFromPoint(share(i, innerWidth), share(j, innerHeight));
    const isPlain = top?.shadowRoot || top?.matches(".player *, html, body, section, div:empty");
    if (!isPlain && !top?.querySelector("*")) all.push(top);
    if (top?.closest("[data-testid=stStatusWidget], [inert], [aria-hidden=true]")) all.push(top);
  }
  return [...new Set(all)].map((e) => e.outerHTML.slice(0, 200));
}"""


def covering(page: Page) -> list[str]:
    """What of Streamlit's lies over the player: at 400 points, and every dialog wherever it is."""
    found: list[str] = page.evaluate(COVERING)
    return found


def banner(player: Player) -> Locator:
    return player.page.locator(".player .banner .offline")


def first_edit(player: Player) -> float:
    """10 for the first entry of X; how many milliseconds that takes on this machine, now."""
    begun = time.monotonic()
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    return 1000 * (time.monotonic() - begun)


def stay_away(player: Player, line: Proxy, server: str, seconds: float) -> None:
    """Edits while offline wait in their cells, are told of, and are answered afterwards."""
    usual = first_edit(player)
    lose(player, line)
    player.edit("X", 1, 0, "1")
    player.edit("X", 1, 1, "2")
    expect(banner(player)).to_contain_text("2 changes wait")
    pending = player.page.locator(".player .numbers td.pending")
    expect(pending).to_have_text(["1", "2"])
    player.go("gradW2")
    player.press("Home")
    player.page.wait_for_timeout(1000 * seconds)
    assert covering(player.page) == []
    expect(pending).to_have_text(["1", "2"])
    find_again(player, line, server)
    expect(pending).to_have_count(0, timeout=2000 + 2 * usual)
    expect(banner(player)).to_be_empty()
    assert player.shown("X") == [[10, 3], [1, 2], [7, 8]]
    assert player.shown("Y1lin")[1] == [14, 10, 8]  # 1·4 + 2·5, 1·2 + 2·4, 2·5 - 1·2
    assert player.undoable


def test_edits_without_the_network_wait_and_are_answered(distant, line, server):
    """Ten seconds: Streamlit by itself covers the page after six failures, in about five."""
    stay_away(distant, line, server, 10)


@pytest.mark.long
def test_two_minutes_without_the_network(distant, line, server):
    stay_away(distant, line, server, 120)


def open_everything(player: Player) -> None:
    """Each picture, menu, dialog and part, used for the first time."""
    page = player.page
    player.go("gradW2")
    choose(player, "neurons")
    expect(page.locator(".neurons line").first).to_be_visible()
    choose(player, "matrices")
    expect(page.locator(".tiles .tile").first).to_be_visible()
    choose(player, "graph")
    choose(player, "layers")
    expect(page.locator(".groups .part").first).to_be_visible()
    choose(player, "entries")
    expect(page.locator('.graph .mini[data-name="Y1"] rect').first).to_be_visible()
    choose(player, "equations")
    player.button("Notation").click()
    expect(page.locator(".names-box")).to_be_visible()
    player.press("Escape")
    player.button("View").click()
    expect(page.locator(".player .view-menu")).to_be_visible()
    player.press("Escape")
    player.cell("gradW2", 0, 1).click()
    expect(page.locator(".player [role=tree]")).to_be_visible()
    player.press("Escape")
    page.locator(".player .control.practise").click()
    expect(page.locator(".player .practise-menu")).to_be_visible()
    player.press("Escape")
    player.press("c")
    expect(page.locator(".player .overlay-line.compare")).to_be_visible()
    player.press("c")
    player.press("?")
    expect(page.locator(".player dialog.help")).to_be_visible()
    player.press("Escape")
    player.button("Other numbers").click()
    expect(page.locator(".player .settings")).to_be_visible()
    player.press("Escape")
    page.locator(".player .open-menu").click()
    expect(page.locator(".player .head-menu")).to_be_visible()
    player.press("Escape")
    page.locator(".player .open-builder").click()
    expect(page.locator(".player .builder .card").first).to_be_visible()
    page.locator(".player .builder .close").click()
    player.press("p")
    expect(page.locator(".player.presenting .present-bar")).to_be_visible()
    player.press("Escape")


def test_everything_opens_for_the_first_time_without_the_network(browser, line):
    """In a browser that has never seen the app, but had some quiet seconds."""
    with browser.new_context(viewport=DESKTOP, locale="en-GB") as afresh:
        player = Player(afresh.new_page(), line.address).open("?optimizer=adam")
        everything_fetched(player)
        lose(player, line)
        open_everything(player)


# -- Another process


@pytest.fixture(scope="module")
def processes(tmp_path_factory) -> Iterator[list[Server]]:
    """Two processes on two ports: the first is killed, the second takes its place."""
    folder = tmp_path_factory.mktemp("processes")
    with served(folder / "first.txt") as first, served(folder / "second.txt") as second:
        yield [first, second]


def worked(player: Player) -> None:
    fourth_iteration(player)
    choose(player, "neurons")


def only_read(player: Player) -> None:
    player.go("gradW2")
    player.press("ArrowRight", "ArrowLeft")


def lesson(player: Player) -> None:
    player.open("?lesson=cmu-toy&stop=linear")
    player.edit("X", 0, 0, "10")
    expect(player.page.locator(".player .lesson .edited")).to_be_visible()


@pytest.mark.long
def test_the_page_goes_on_with_another_process(context, processes, tmp_path_factory):
    """Killed under an open page that was worked on, one that was only read, and a lesson."""
    first, second = processes
    with proxied(first.port) as proxy:
        players = []
        for begin_with in (worked, only_read, lesson):
            player = Player(context.new_page(), proxy.address).open()
            begin_with(player)
            players.append((player, seen(player.page)))
        first.kill()
        proxy.cut()
        players[0][0].page.wait_for_timeout(3000)
        proxy.lead_to(second.port)
        players[0][0].page.wait_for_timeout(2000)
        for player, before in players:
            player.page.bring_to_front()
            expect_seen(player.page, before)
            assert covering(player.page) == []
            player.press("Home")
            player.edit("X", 0, 1, "100")
            player.expect_answered()
            assert player.shown("X")[0][1] == 100
            assert player.undoable
            player.page.close()


def test_an_edit_that_the_process_did_not_live_to_answer(context, line, server):
    """What is typed now is answered by the next process within two seconds; any has the answer."""
    player = Player(context.new_page(), line.address).open()
    in_time = 2000 + 2 * first_edit(player)
    player.expect_answered()
    line.cut()
    player.edit("X", 0, 0, "1")
    player.page.wait_for_timeout(1500)
    expect(player.page.locator(".player td.pending")).to_have_text("1")
    line.lead_to(int(server.rpartition(":")[2]))
    expect(player.cell("Y1lin", 0, 0)).to_have_text("19", timeout=in_time)  # 1·4 + 3·5
    player.page.close()
