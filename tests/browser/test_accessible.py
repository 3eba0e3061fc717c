"""Everybody can use it: by keyboard, by touch, by ear, whatever colours one sees, in two languages."""

# ruff: noqa: E501 -- lines of JavaScript
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.player import Player
from tests.browser.waiting import tap_until, until

LESS = {"locale": "en-GB", "reduced_motion": "reduce"}

DEEP = """
  const deep = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
  const active = () => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e; };
  const CONTROLS = "button, a[href], input, select, textarea, summary, [role=button], [role=radio], [role=slider], [role=treeitem], [role=gridcell]";
  const name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} ${e.getAttribute("aria-label") ?? e.textContent}`.trim().slice(0, 70);
"""
"""Everything on the page, shadow roots and all."""


def run(player, script, argument=None):
    return player.page.evaluate(f"(argument) => {{ {DEEP} {script} }}", argument)


@pytest.fixture(scope="module")
def shared(browser, server):
    """One page for all that leave it as it was."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, **LESS)
    page, said = context.new_page(), []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    player = Player(page, server).open()
    # The pictures that are seen later are drawn a little later.
    page.locator(".tiles svg").first.wait_for(state="attached")
    yield player
    context.close()
    assert said == []


@pytest.fixture
def player(shared):
    """The toy problem at its first step, nothing open."""
    yield shared
    shared.page.set_viewport_size({"width": 1440, "height": 900})
    shared.page.emulate_media(color_scheme="light")
    shared.page.mouse.click(3, 450)
    shared.press(*["Escape"] * 5)
    choose(shared, "graph")
    choose(shared, "equations")
    shared.press("Home")
    shared.page.mouse.move(1, 1)


def choose(player, value):
    player.page.locator(f'.strip [data-value="{value}"]').click()


# -- What a program can check of WCAG 2.2 AA


def open_menu(player):
    choose(player, "graph")
    choose(player, "equations")
    player.press("d")
    expect(player.page.locator(".view-menu")).to_be_visible()


def open_tree(player):
    player.go("gradW2")
    player.cell("gradW2", 0, 1).click()
    if player.page.viewport_size["width"] < 700:
        player.button("Take apart").click()
    expect(player.page.get_by_role("tree")).to_be_visible()


def open_paths(player):
    open_tree(player)
    player.page.get_by_role("button", name="Paths to the loss").click()
    expect(player.page.locator(".paths li").first).to_be_visible()


def unfold(player):
    player.go("gradW2")
    player.press("j")
    expect(player.page.locator("dialog.unfolded .whole")).to_be_visible()


def check_gradients(player):
    player.go("gradW2")
    if not player.page.locator(".overlay-line").count():
        player.press("g")
    expect(player.page.locator(".overlay-line")).to_be_visible()


def refuse(player):
    player.press("Home")
    player.edit("W1", 0, 0, "abc")
    expect(player.page.get_by_role("alert")).to_be_visible()


def open_input(player):
    player.node("X").click()
    expect(player.page.locator(".panel .grid")).to_be_visible()


def misfit(player):
    player.grid("W1").locator(".open-whole").click()
    box = player.page.locator(".whole-box")
    box.get_by_role("textbox").fill("1 2")
    box.get_by_role("button", name="Put in").click()
    expect(box.locator(".wrong")).to_be_visible()


def practise(player, words, then):
    player.page.locator(".control.practise").click()
    player.page.locator(".practise-menu").get_by_text(words, exact=True).click()
    expect(player.page.locator(then).first).to_be_visible()


def predict(player):
    player.go("gradW2")
    practise(player, "A matrix", "input.guess")
    player.page.locator("input.guess").first.fill("1")
    player.press("Enter")
    expect(player.page.locator(".judged.wrong")).to_be_visible()


def find_the_wrong_step(player):
    practise(player, "Put one in", ".practice select")


def present(player):
    player.press("p")
    expect(player.page.locator(".player.presenting")).to_be_visible()


def open_builder(player):
    player.page.locator(".open-builder").click()
    expect(player.page.locator(".builder .card").first).to_be_visible()


def normalise(player):
    player.page.locator('[data-field="preset.norm"]').click()
    player.page.locator(".builder .close").click()
    player.go("gradVar1")


STATES = [
    ("html", lambda player: player.press("Home")),
    (".stage", lambda player: player.go("gradW2")),
    (".pictures", lambda player: choose(player, "layers")),
    (".pictures", lambda player: choose(player, "neurons")),
    (".pictures", lambda player: choose(player, "matrices")),
    (".view-menu", open_menu),
    (".stage", open_paths),
    ("dialog.unfolded", unfold),
    (".shell", check_gradients),
    ("dialog.help", lambda player: (player.press("g"), player.press("?"))),
    (".panel", open_input),
    (".stage", refuse),
    (".whole-box", misfit),
    (".shell", predict),
    (".shell", find_the_wrong_step),
    (".shell", present),
    (".builder", open_builder),
    (".shell", normalise),
]
"""One after the other on the same page, with the part that each is about; before the next, Escape
closes what was opened."""


def leave(player):
    end = player.page.get_by_role("button", name="End practice")
    if end.count():
        end.click()
        expect(end).to_have_count(0)
    if not player.page.locator(".builder").count():
        player.press(*["Escape"] * 3)


@pytest.mark.long
def test_no_rule_of_wcag_is_broken_in_any_state(page, server):
    """The states by turns in light and in dark."""
    page.emulate_media(reduced_motion="reduce")
    player, found = Player(page, server).open(), {}
    for k, (part, reach) in enumerate(STATES):
        reach(player)
        paint(player, k % 2)
        if broken := violations(page, part):
            found[k, part] = broken
        leave(player)
    assert found == {}


def paint(player, dark):
    """In light or in dark colours, once Streamlit has taken them on."""
    scheme = ("light", "dark")[dark]
    player.page.emulate_media(color_scheme=scheme)
    ground = ("rgb(255, 255, 255)", "rgb(18, 22, 29)")[dark]
    expect(player.page.locator(".player .shell")).to_have_css("background-color", ground)


@pytest.mark.parametrize(
    ("query", "scheme"),
    [
        ("?lesson=cmu-toy&lang=zh&stop=norm-gamma", "dark"),
        ("?lesson=mnist&stop=training", "light"),
        ("?lang=zh", "light"),
    ],
)
def test_no_rule_is_broken_in_lessons_and_in_chinese(page, server, query, scheme):
    page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    Player(page, server).open(query)
    if "lesson" in query:
        expect(page.locator(".lesson .words h2")).to_be_visible()
    if "training" in query:
        page.locator(".st-key-train button").click()
        expect(page.locator(".st-key-training .js-plotly-plot")).to_be_visible(timeout=30_000)
    assert violations(page) == []


# -- Keyboard


REACHED = """
  const first = active();
  return deep(document).filter((e) => e.matches(CONTROLS) && seen(e) && !e.disabled && !e.closest("[inert]"))
    .filter((e) => e.tabIndex < 0 && !roving(e)).map(name);
  function roving(e) {
    const group = e.closest("[role=radiogroup], [role=tree], table, .graph, .folds, .tiles, .neurons, .bodies, figure");
    return group && [...group.querySelectorAll("*")].some((other) => other.tabIndex >= 0 && seen(other));
  }
"""


@pytest.mark.parametrize("picture", ["graph", "layers", "neurons", "matrices"])
def test_every_control_is_a_tab_stop_or_beside_one(player, picture):
    choose(player, picture)
    player.go("gradW2")
    assert run(player, REACHED) == []


def tab(player, key="Tab"):
    player.press(key)
    return run(
        player,
        """const e = active(); const style = getComputedStyle(e);
        const within = e.closest?.(".node")?.querySelector("path");
        return [name(e), style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
          || parseFloat(within ? getComputedStyle(within).strokeWidth : 0) >= 4
          || style.boxShadow !== "none" || !e.closest(".player") && !e.matches("a, button, input")];""",
    )


def test_tab_goes_through_everything_and_shows_where_it_is(player):
    """From the top of the page out at its end, without a trap; and nothing on the way is unseen."""
    player.go("gradW2")
    first = 'deep(document).find((e) => e.matches("a[href]") && e.checkVisibility())'
    run(player, f"{first}.focus()")
    stops, unmarked = [], []
    for _ in range(90):
        name, marked = tab(player)
        if name.startswith("body"):
            break
        stops.append(name)
        if not marked:
            unmarked.append(name)
    assert unmarked == []
    assert name.startswith("body")
    words = "\n".join(stops)
    for wanted in ("open-builder", "Graph", "View", "Previous step", "Play", "Speed", "Undo",
                   "Run 1 iteration", "Practise", "Keys", "gradW2 1, 1", "timeline", "NumPy"):  # fmt: skip
        assert wanted in words


@pytest.mark.parametrize(
    ("opener", "inside"),
    [
        (".view-button", ".view-menu"),
        (".names-button:not(.view-button)", ".names-box"),
        (".control.practise", ".practise-menu"),
        (".control.keys", "dialog.help"),
        ("aside .jacobian", "dialog.unfolded"),
        ('.grid[data-name="W1"] .open-whole', ".whole-box"),
        (".open-builder", ".builder"),
    ],
)
def test_escape_closes_what_a_key_opened_and_gives_the_focus_back(player, opener, inside):
    button = player.page.locator(opener)
    button.focus()
    player.press("Enter")
    expect(player.page.locator(inside)).to_be_visible()
    focused = player.page.locator(f"{inside} :focus, {inside}:focus")
    expect(focused).to_have_count(1)
    player.press("Escape")
    expect(player.page.locator(inside).filter(visible=True)).to_have_count(0)
    expect(button).to_be_focused()


# -- Sizes


SMALL = """
  return deep(document).filter((e) => e.matches(CONTROLS) && seen(e) && e.closest(".player"))
    .map((e) => [name(e), (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < 23.99).map(([said, box]) => `${said} ${box.width} x ${box.height}`);
"""


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize(
    "reach", [lambda player: player.go("gradW2"), open_paths, check_gradients, open_builder]
)
def test_every_target_has_24_pixels(player, width, reach):
    """WCAG 2.2, 2.5.8, without making use of its exceptions."""
    player.page.set_viewport_size(
        {"width": width, "height": {1440: 900, 1024: 768}.get(width, 844)}
    )
    reach(player)
    small = run(player, SMALL)
    if reach is check_gradients:
        player.press("g")
    if reach is open_builder:
        player.page.locator(".builder .close").click()
    assert small == []


# -- By ear


def test_each_step_is_said_once_as_a_sentence(player):
    """The one live region that changes says where we are and what is computed, with a full stop."""
    run(player, """
      window.heard = [];
      for (const live of deep(document).filter((e) => e.matches("[aria-live], [role=status], [role=alert]")))
        new MutationObserver(() => live.textContent.trim() && seen(live.parentElement) && heard.push(live.textContent.trim()))
          .observe(live, { childList: true, characterData: true, subtree: true });
    """)  # fmt: skip
    player.press(*["ArrowRight"] * 24, "ArrowLeft")
    heard = player.page.evaluate("heard")
    assert len(heard) == 25
    for k, said in enumerate(heard[:-1], start=2):
        assert re.match(rf"step {k} of 25\. [A-Z].{{15,}}\.$", said), said
    assert heard[-1] == heard[-3]


# -- Motion


def test_nothing_moves_where_less_motion_is_wanted(player):
    """Neither what is there nor what is opened: no animation or transition above 10 ms."""
    script = """
      const long = (text) => Math.max(...text.split(",").map(parseFloat)) > 0.01;
      return deep(document).filter((e) => e.closest(".player"))
        .filter((e) => [null, "::before", "::after"].some((part) => {
          const style = getComputedStyle(e, part);
          return long(style.transitionDuration) || style.animationName !== "none" && long(style.animationDuration);
        })).map(name);
    """
    for reach in (lambda p: p.press("Home"), open_paths, unfold, check_gradients):
        reach(player)
        assert run(player, script) == []
        ours = "({ effect }) => effect.target.getRootNode() instanceof ShadowRoot"
        flying = player.page.evaluate(f"document.getAnimations().filter({ours}).length")
        assert flying == 0
        player.press("Escape")
    player.press("g")


# -- Colours


# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision
# Deficiency, IEEE TVCG 15 (2009), severity 1.0; on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# IEC 61966-2-1: linear sRGB to CIE XYZ, D65.
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # fmt: skip


def linear(rgb):
    c = np.asarray(rgb, float) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb, sight):
    """CIE L*a*b* of a colour as an eye sees it."""
    t = XYZ @ np.clip(SIGHT[sight] @ linear(rgb), 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(a, b):
    """WCAG 2.2, contrast ratio."""
    low, high = sorted(XYZ[1] @ linear(c) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


def colours(player, wanted):
    """`{name: (r, g, b)}` of any CSS colours, as they are painted inside the player."""
    return run(
        player,
        """
      const root = document.createElement("span"), place = deep(document).find((e) => e.matches(".numbers"));
      place.append(root);
      const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const found = Object.fromEntries(Object.entries(argument).map(([name, colour]) => {
        root.style.color = colour;
        paint.fillStyle = getComputedStyle(root).color;
        paint.fillRect(0, 0, 1, 1);
        return [name, [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3)];
      }));
      root.remove();
      return found;
    """,
        wanted,
    )


HUES = [f"{kind}-{sign}" for kind in ("value", "gradient") for sign in ("positive", "negative")]
APART = 12
"""A difference of 2.3 in CIE L*a*b* is just noticed; this is plainly another colour."""


@pytest.mark.parametrize("dark", [0, 1])
@pytest.mark.parametrize("sight", SIGHT)
def test_the_four_hues_stay_apart(player, dark, sight):
    """Positive from negative, and a value from a gradient, as strong as a cell ever is."""
    paint(player, dark)
    shade = "color-mix(in srgb, var(--{}) 54%, var(--surface))"
    hues = {
        n: lab(c, sight) for n, c in colours(player, {n: shade.format(n) for n in HUES}).items()
    }
    near = {
        (a, b): round(float(np.linalg.norm(hues[a] - hues[b])), 1)
        for i, a in enumerate(HUES)
        for b in HUES[:i]
        if np.linalg.norm(hues[a] - hues[b]) < APART
    }
    assert near == {}


@pytest.mark.parametrize("dark", [0, 1])
def test_numbers_are_readable_on_every_shade(player, dark):
    """4.5 to 1 from the faintest to the strongest, read off the cells themselves."""
    paint(player, dark)
    shades = {
        f"{hue} {tint}": f"color-mix(in srgb, var(--{hue}) calc({tint} * 54%), var(--surface))"
        for hue in HUES
        for tint in (0, 0.25, 0.5, 0.75, 1)
    }
    found = colours(player, {"ink": "var(--ink)", **shades})
    ink = found.pop("ink")
    assert {name: contrast(ink, c) for name, c in found.items() if contrast(ink, c) < 4.5} == {}
    player.go("gradW2")
    cell = player.page.locator('.numbers .result td[data-key="gradW2:0:0"]')
    strongest = found["gradient-negative 1"]
    painted = cell.evaluate("td => getComputedStyle(td).backgroundColor")
    numbers = [float(x) for x in re.findall(r"[\d.]+", painted)[:3]]
    scale = 255 if painted.startswith("color") else 1
    np.testing.assert_allclose(np.array(numbers) * scale, strongest, atol=3)


def test_signs_are_written_and_dashed(player):
    """Without any colour: a minus in the cell, a dash on the edge of the neurons."""
    player.go("gradW2")
    values = player.page.locator('.result td[data-key^="gradW2:"]').all_inner_texts()
    assert all(text.startswith("−") for text in values)
    player.press("Home")
    choose(player, "neurons")
    dashes = {
        line.get_attribute("data-key"): line.evaluate("e => getComputedStyle(e).strokeDasharray")
        for line in player.page.locator('.neurons line[data-key^="W1:"]').all()
    }
    # W1 is 4 2 −2; 5 4 5.
    assert {key for key, dash in dashes.items() if dash != "none"} == {"W1:0:2"}


# -- Screens and fingers


@pytest.fixture(scope="module")
def tablet(browser, server):
    context = browser.new_context(viewport={"width": 1024, "height": 768}, has_touch=True, **LESS)
    player = Player(context.new_page(), server).open()
    # A page that is still drawing takes a tap for a long press.
    player.page.locator(".tiles svg").first.wait_for(state="attached")
    yield player
    context.close()


def test_a_finger_steps_asks_edits_and_looks_closer(tablet):
    page = tablet.page
    tablet.button("Next").tap()
    tablet.expect_step("Y1")
    bar = page.locator(".player .timeline").bounding_box()
    y = bar["y"] + bar["height"] - 24
    drag = page.context.new_cdp_session(page)
    for kind, share in (("Start", 0.1), ("Move", 0.3), ("Move", 0.5), ("End", None)):
        points = [] if share is None else [{"x": bar["x"] + share * bar["width"], "y": y}]
        drag.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    tablet.expect_step("gradW2")  # the middle of 25 steps is the 13th
    tap_until(tablet.cell("gradW2", 0, 1), page.get_by_role("tree"))
    expect(page.locator(".player .written")).to_contain_text("31")
    page.locator(".drawer .close").tap()
    tablet.button("First step").tap()
    tap_until(tablet.cell("X", 0, 0), page.locator("input.editor"))
    page.locator("input.editor").fill("10")
    page.keyboard.press("Enter")
    expect(tablet.cell("Y1lin", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    tablet.button("Undo").tap()
    expect(tablet.cell("Y1lin", 0, 0)).to_have_text("31")
    page.locator('.strip [data-value="layers"]').tap()
    expect(page.locator(".groups:not(.away) .part").first).to_be_visible()
    page.locator('.strip [data-value="equations"]').tap()


def test_two_fingers_look_closer_at_what_is_between_them(tablet):
    """Six times as far apart as before, a quarter of the way across the 784 columns of X."""
    tablet.open("?example=digits")
    picture = tablet.page.locator('.player .numbers .grid.heat[data-name="X"] .overview').last
    expect(picture.locator("canvas:not([width='300'])")).to_be_visible()
    box = picture.bounding_box()
    x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 2
    fingers = tablet.page.context.new_cdp_session(tablet.page)
    for kind, apart in (("Start", 5), ("Move", 10), ("Move", 20), ("Move", 30), ("End", None)):
        points = [] if apart is None else [{"x": x, "y": y - apart, "id": 0}]
        points += [] if apart is None else [{"x": x, "y": y + apart, "id": 1}]
        fingers.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    figure = picture.locator("xpath=ancestor::figure")
    expect(figure.locator(".detail canvas")).to_be_visible()
    place = figure.locator(".range")

    def seen():
        return map(int, re.findall(r"\d+", place.inner_text()))

    def is_as_wide_as_it_should_be():
        *_, left, right = seen()
        return right - left + 1 == pytest.approx(784 / 6, rel=0.05)

    until(is_as_wide_as_it_should_be, "each move of the fingers is followed")
    top, bottom, left, right = seen()
    assert bottom - top + 1 == pytest.approx(64 / 6, rel=0.1)
    assert (784 / 4 - left) / (right - left) == pytest.approx(1 / 4, abs=0.06)
    assert (64 / 2 - top) / (bottom - top) == pytest.approx(1 / 2, abs=0.1)


LETTERS = """
  return deep(document).filter((e) => e.closest(".player") && seen(e) && !e.closest("sub, sup, math, .at"))
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && /\\w/.test(n.data)))
    .filter((e) => !e.closest(".node")).map((e) => [name(e), parseFloat(getComputedStyle(e).fontSize)])
    .filter(([, size]) => size < 12);
"""
"""Subscripts are smaller than what they belong to; the graph is scaled, see below."""


def test_a_phone_shows_everything_large_enough_and_uncut(player):
    player.page.set_viewport_size({"width": 390, "height": 844})
    for name in ("Y1lin", "gradW2"):
        player.page.locator(f'.player .timeline [data-step="{name}"]').click()
        assert run(player, LETTERS) == []
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert player.page.evaluate(wide) <= 0
        cut = run(player, """
          return deep(document).filter((e) => e.matches("button, .grid, .formula, .sentence, code") && seen(e) && e.closest(".stage, .foot, .controls"))
            .filter((e) => { const b = e.getBoundingClientRect(); return (b.left < -1 || b.right > innerWidth + 1) && !e.closest(".scroll, .formula"); }).map(name);
        """)  # fmt: skip
        assert cut == []
    size = """
      const line = deep(document).find((e) => e.matches(".node .line"));
      return parseFloat(getComputedStyle(line).fontSize) * line.closest("text").getScreenCTM().d;
    """
    assert run(player, size) >= 11.99


# -- Languages


WORDS = """
  const found = new Set(), pattern = new RegExp(argument);
  const note = (text, e) => { if (text && pattern.test(text) && !e.closest("code, math, [lang=en], .label, [role=gridcell], .node, .threads, .tile, .caption, .tick, .names-box b")) found.add(text.trim()); };
  for (const e of deep(document)) {
    if (e.closest("script, style, noscript, head") || !e.checkVisibility()) continue;
    for (const n of e.childNodes) if (n.nodeType === 3) note(n.data, e);
    for (const a of ["title", "aria-label", "placeholder", "alt", "aria-valuetext"]) note(e.getAttribute(a), e);
  }
  return [...found];
"""
NAMES = {"NumPy", "PyTorch", "JAX", "English", "中文", "ReLU", "Adam", "SGD"}


def test_chinese_has_no_english_and_says_so(player):
    player.open("?lang=zh")
    player.go("gradW2")
    expect(player.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    player.press("d")
    expect(player.page.locator(".view-menu")).to_be_visible()
    found = run(player, WORDS, "[A-Za-z]{3,}")
    # Names of values, and that of a library, stand in sentences too; icons are written as the names of their shapes.
    left = [re.sub(r"\b(grad)?[A-Z]\d?(lin|_new)?\b|menu_book|Plotly", "", text) for text in found]
    assert [t for t in left if re.search(r"[A-Za-z]{3,}", t) and t not in NAMES] == []
    player.open("?lang=en")
    expect(player.page.locator("html")).to_have_attribute("lang", "en")
    found = run(player, WORDS, "[\\u4e00-\\u9fff]")
    assert [text for text in found if text not in NAMES] == []
