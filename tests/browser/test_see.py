"""Three zooms and one cursor, three pictures of the same trace, four faces of a step."""

import re
from math import isclose

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.browser.serving import DESKTOP
from tests.browser.waiting import PAINTED, resized

SEEN = ".views > :not(.away) .folds"
"""The groups of the picture that is seen; that of the other zoom is laid out behind it."""
STOPS = ':is(button:not([tabindex="-1"]), [tabindex="0"])'
VISIBLE = "e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })"


@pytest.fixture(scope="module")
def shared(opened: Player) -> Player:
    """One page for the tests that leave nothing behind but the step and the picture."""
    opened.page.locator(f"{SEEN} .handle").first.wait_for()
    opened.page.locator(".tiles").wait_for(state="attached")
    return opened


@pytest.fixture
def see(shared: Player) -> Player:
    """The toy problem at its first step, in the graph of its equations."""
    choose(shared, "graph")
    choose(shared, "equations")
    shared.page.mouse.move(2, 2)
    shared.press("Home")
    return shared


def choose(player, value):
    player.page.locator(f'.strip [data-value="{value}"]').click()


def chosen(player):
    return player.page.locator('.strip [aria-checked="true"]').all_inner_texts()


def now(player):
    """The folded groups that are lit."""
    lit = player.page.locator(f"{SEEN} .part.now")
    return [
        (part.get_attribute("data-group"), part.get_attribute("data-name")) for part in lit.all()
    ]


def test_up_and_down_change_the_zoom_and_not_the_step(see):
    see.go("gradW2")
    for key, zoom in (("ArrowUp", "Layers"), ("ArrowUp", "Layers"), ("ArrowDown", "Equations")):
        see.press(key)
        assert zoom in chosen(see)
        see.expect_step("gradW2")
    see.press("ArrowDown")
    assert "Entries" in chosen(see)
    see.press("ArrowRight")
    see.expect_step("gradB2")
    see.press("ArrowUp", "ArrowUp", "ArrowLeft")
    see.expect_step("gradW2")


@pytest.mark.parametrize(
    ("step", "group", "first"),
    [
        ("Y2lin", "linear2", "Y2lin"),
        ("Y2", "activation2", "Y2"),
        ("L", "loss", "L"),
        ("gradY3lin", "loss", "gradY3lin"),
        ("gradB2", "linear2", "gradW2"),
        ("gradY1", "linear2", "gradW2"),
        ("gradY1lin", "activation1", "gradY1lin"),
        ("B3_new", "linear3", "W3"),
    ],
)
def test_one_group_is_lit_while_the_cursor_is_on_one_of_its_equations(see, step, group, first):
    """There, back, and at the parameters in the update."""
    choose(see, "layers")
    see.go(step)
    assert now(see) == [(group, first)]


def test_at_layers_there_is_no_node_of_an_equation(see):
    assert see.node("Y2lin").evaluate(VISIBLE)
    choose(see, "layers")
    assert not see.node("Y2lin").evaluate(VISIBLE)
    expect(see.page.get_by_role("button", name="Y2lin 3×3")).to_have_count(0)
    parts = see.page.locator(f"{SEEN} .part.ahead b").all_inner_texts()
    names = ("Linear", "Activation")
    assert parts == [f"{name} {k}" for k in (1, 2, 3) for name in names] + ["Loss"]
    ahead = see.page.locator(f"{SEEN} .part.ahead[data-group=linear2]").bounding_box()
    back = see.page.locator(f"{SEEN} .part.back[data-group=linear2]").bounding_box()
    assert back["y"] > ahead["y"] + ahead["height"]
    assert isclose(ahead["x"], back["x"], abs_tol=1)


def test_one_group_folds_by_itself_and_nothing_else_moves(see):
    see.go("gradW3")
    before = {name: see.node(name).bounding_box() for name in ("W2", "Y2", "gradY2lin", "gradB3")}
    see.page.locator(f"{SEEN} .handle[data-group=linear2]").click()
    assert {name: see.node(name).bounding_box() for name in before} == before
    for name in ("Y2lin", "gradW2", "gradB2", "gradY1"):
        expect(see.node(name)).to_be_hidden()
    see.go("gradY1")
    assert now(see) == [("linear2", "gradW2")]
    handle = see.page.locator(f"{SEEN} .handle[data-group=linear2]")
    expect(handle).to_have_attribute("aria-expanded", "false")
    handle.click()
    expect(see.node("gradW2")).to_be_visible()
    see.expect_step("gradY1")


def test_what_is_out_of_sight_is_out_of_reach(see):
    """Of the graph and the groups alone only the one that is seen can be tabbed to and is read."""
    see.press("End")
    for zoom, seen, hidden in (
        ("layers", ".groups", ".graph-box"),
        ("equations", ".graph-box", ".groups"),
    ):
        choose(see, zoom)
        expect(see.page.locator(f".views > {hidden}")).to_have_attribute("aria-hidden", "true")
        assert see.page.locator(f"{hidden} :is(button, [tabindex])").count() > 10
        assert see.page.locator(f"{hidden} {STOPS}").count() == 0
        assert see.page.locator(f".views > {seen}[aria-hidden]").count() == 0
        assert see.page.locator(f"{seen} {STOPS}").count() > 5


def test_a_group_that_is_folded_by_keyboard_keeps_the_focus(see):
    handle = see.page.locator(f"{SEEN} .handle[data-group=linear2]")
    handle.focus()
    for expanded in ("false", "true"):
        see.press("Enter")
        expect(handle).to_have_attribute("aria-expanded", expanded)
        expect(handle).to_be_focused()


def test_unfolding_one_group_of_all_shows_its_equations(see):
    choose(see, "layers")
    see.page.locator(f"{SEEN} .handle[data-group=linear2]").click()
    expect(see.node("gradW2")).to_be_visible()
    expect(see.node("gradW3")).to_be_hidden()
    assert "Equations" in chosen(see)


def test_stepping_does_not_move_the_graph(see):
    choose(see, "layers")
    boxes = [part.bounding_box() for part in see.page.locator(f"{SEEN} .part").all()]
    see.press(*["ArrowRight"] * 12)
    assert [part.bounding_box() for part in see.page.locator(f"{SEEN} .part").all()] == boxes


def keys(player, where):
    return {cell.get_attribute("data-key") for cell in player.page.locator(where).all()}


def test_at_entries_threads_lead_from_the_entries_to_the_one_they_make(see):
    """`gradW2[0, 1]` is the first column of `Y1` times the second of `gradY2lin`."""
    choose(see, "entries")
    see.go("gradW2")
    assert see.page.locator('.graph .mini[data-name="Y1"] rect').count() == 9
    expect(see.page.locator('.graph .mini[data-name="gradX"]')).to_be_hidden()
    see.cell("gradW2", 0, 1).hover()
    column = {f"Y1:{k}:0" for k in range(3)} | {f"gradY2lin:{k}:1" for k in range(3)}
    assert keys(see, ".graph .mini .touched") == {"gradW2:0:1"} | column
    assert see.page.locator(".threads > path").get_attribute("d").count("M") == 6
    see.page.mouse.move(2, 2)
    see.page.locator('.graph rect[data-key="gradW2:2:2"]').hover()
    assert "gradW2:2:2" in keys(see, ".numbers td.touched")


def test_v_and_the_buttons_switch_the_picture_in_place(see):
    see.go("gradW2")
    box = see.page.locator(".views").bounding_box()
    for picture, shown in (
        ("Neurons", ".neurons"),
        ("Matrices", ".tiles"),
        ("Graph", ".graph-box"),
    ):
        see.press("v")
        assert picture in chosen(see)
        expect(see.page.locator(shown)).to_be_visible()
        assert see.page.locator(".views").bounding_box() == box
        see.expect_step("gradW2")


def wires(player, name):
    """`{entry: (width of the stroke, is it dashed and orange or magenta)}` of some weights."""
    lines = player.page.locator(f'.neurons line[data-key^="{name}:"]').all()
    return {
        line.get_attribute("data-key"): (
            float(line.get_attribute("stroke-width")),
            "negative" in line.get_attribute("class"),
        )
        for line in lines
    }


def test_edges_are_as_wide_as_weights_and_tell_their_sign(see):
    """W1 is 4 2 −2; 5 4 5: by width 5 > 4 > 2, and of −2 as of 2."""
    choose(see, "neurons")
    found = wires(see, "W1")
    width = {key: size for key, (size, _) in found.items()}
    assert {key for key, (_, negative) in found.items() if negative} == {"W1:0:2"}
    assert width["W1:1:0"] == width["W1:1:2"] > width["W1:0:0"] == width["W1:1:1"] > width["W1:0:1"]
    assert width["W1:0:1"] == width["W1:0:2"]


def test_on_the_way_back_the_same_edges_show_gradients(see):
    """All entries of gradW2 are negative; the smallest, −9 755, makes the thinnest edge."""
    choose(see, "neurons")
    see.go("gradY2lin")
    assert len(wires(see, "W2")) == 9
    see.go("gradW2")
    assert wires(see, "W2") == {}
    found = wires(see, "gradW2")
    assert all(negative for _, negative in found.values())
    assert min(found, key=lambda key: found[key][0]) == "gradW2:2:1"
    lit = see.page.locator(".neurons line.now")
    assert {line.get_attribute("data-key") for line in lit.all()} == set(found)
    see.go("W2_new")
    assert len(wires(see, "W2_new")) == 9
    # The change is −0.1 times the gradient, so every edge is positive now.
    assert not any(negative for _, negative in wires(see, "W2_new").values())


def neurons(player, name):
    """What is written in the neurons of a column, by the value it belongs to."""
    cells = player.page.locator(f'.neurons rect[data-key^="{name}:"] + text')
    return cells.all_text_contents()


def test_neurons_show_one_sample_or_the_sum_of_all(see):
    """Section 3: `Y1` is [31 20 7], [50 34 20], [68 46 26]; gradients are those of the matrix."""
    choose(see, "neurons")
    see.go("Y1")
    assert neurons(see, "Y1") == ["31", "20", "7"]
    see.page.get_by_role("radio", name="3", exact=True).click()
    assert neurons(see, "Y1") == ["68", "46", "26"]
    see.go("gradY3lin")
    third = neurons(see, "gradY3lin")
    rows = see.shown("gradY3lin")
    assert third == [f"{x:.0f}".replace("-", "−") for x in rows[2]]
    see.page.get_by_role("radio", name="Σ").click()
    sums = [sum(row[j] for row in rows) for j in (0, 1)]
    assert neurons(see, "gradY3lin") == [f"{x:.0f}".replace("-", "−") for x in sums]
    see.page.get_by_role("radio", name="1", exact=True).click()


def columns(player):
    """The values whose numbers stand in the neurons."""
    keys = player.page.locator(".neurons rect").evaluate_all("es => es.map(e => e.dataset.key)")
    return list(dict.fromkeys(key.split(":")[0] for key in keys))


RUNS_OVER = """es => es.filter(e => {
  const [text, cell] = [e, e.previousElementSibling].map(one => one.getBoundingClientRect());
  return text.left < cell.left || text.right > cell.right || text.width === 0;
}).map(e => e.textContent)"""


@pytest.mark.parametrize("width", [1280, 390])
def test_above_the_neurons_stands_what_their_numbers_are_and_each_number_fits(see, width):
    """At `gradW2` the gradients of `Y3lin`, `Y2` and `Y2lin` are there, those below are not yet."""
    choose(see, "neurons")
    resized(see.page, width, 844)
    see.go("gradW2")
    heads = see.page.locator(".neurons .heads button")
    named = ["X", "Y1lin", "Y1", "gradY2lin", "gradY2", "gradY3lin", "Y3", "D", "L"]
    expect(heads).to_have_count(len(named))
    assert heads.evaluate_all("es => es.map(e => e.dataset.name)") == named == columns(see)
    assert "∇" in heads.nth(3).inner_text()
    assert heads.nth(3).get_attribute("aria-label") == "Show gradY2lin"
    for step in ("gradW2", "gradW1", "L"):
        see.go(step)
        numbers = see.page.locator(".neurons rect + text")
        expect(numbers).to_have_count(2 + 4 * 3 + 2 * 2 + 2 + 1)
        assert numbers.evaluate_all(RUNS_OVER) == []
    see.page.set_viewport_size(DESKTOP)


def point_at_edge(player, key, share=0.12):
    """Move the mouse to an edge, near where it begins."""
    line = player.page.locator(f'.neurons line[data-key="{key}"]')
    x1, y1, x2, y2 = (float(line.get_attribute(end)) for end in ("x1", "y1", "x2", "y2"))
    box = player.page.locator(".neurons .field > svg").bounding_box()
    player.page.mouse.move(box["x"] + x1 + share * (x2 - x1), box["y"] + y1 + share * (y2 - y1) + 2)


def test_an_edge_says_its_weight_and_gradient_and_lights_both_matrices(see):
    choose(see, "neurons")
    see.go("W2_new")
    point_at_edge(see, "W2_new:0:1")
    said = re.sub(r"\s", "", see.page.locator(".readout").inner_text()).replace("−", "-")
    # W2[1, 2] is 5, and 5 + 0.1 · 27795 = 2784.5
    assert "=5·" in said
    assert "=-27795·" in said
    assert said.endswith("=2784.5")
    assert keys(see, ".numbers td.touched") == {"W2:0:1", "gradW2:0:1", "W2_new:0:1"}


def test_a_program_that_is_no_network_offers_no_neurons_and_says_so(player):
    player.open("?lesson=mnist")
    button = player.page.locator('.strip [data-value="neurons"]')
    expect(button).to_have_attribute("aria-disabled", "true")
    assert "no neurons to draw" in button.get_attribute("title")
    button.click(force=True)
    expect(player.page.locator('.strip [data-value="graph"]')).to_have_attribute(
        "aria-checked", "true"
    )


def test_matrices_stand_in_the_order_of_the_computation(see):
    see.go("gradW2")
    choose(see, "matrices")
    tiles = {t.get_attribute("data-name"): t for t in see.page.locator(".tiles .tile").all()}
    boxes = {name: tile.bounding_box() for name, tile in tiles.items()}
    way = ["X", "W1", "Y1lin", "Y1", "W2", "Y2lin", "Y2", "W3", "Y3lin", "Y3", "L"]
    lefts = [boxes[name]["x"] for name in way]
    assert lefts == sorted(lefts)
    assert boxes["gradW1"]["y"] > boxes["W1"]["y"]
    assert boxes["W1_new"]["y"] > boxes["gradW1"]["y"]
    expect(tiles["gradW2"]).to_have_class(re.compile(r"\bnow\b"))
    assert boxes["gradW2"]["width"] > 1.1 * boxes["W2"]["width"]
    expect(tiles["gradY1"]).to_have_class(re.compile(r"\bunreached\b"))
    expect(tiles["gradY1"].locator(".mini")).to_have_css("opacity", "0")
    tiles["gradY3lin"].click()
    see.expect_step("gradY3lin")


FACES = {
    "node": '.graph .node[data-name="Y1"]',
    "matrix": '.numbers .grid[data-name="Y1"]',
    "formula": '.formula-line [data-name="Y1"]',
    "code": 'aside code [data-name="Y1"]',
}


@pytest.mark.parametrize("face", FACES)
def test_each_of_the_four_faces_lights_the_other_three(see, face):
    see.go("gradW2")
    see.page.locator(FACES[face]).hover()
    for other in FACES.values():
        expect(see.page.locator(other)).to_have_class(re.compile(r"\bpointed\b"))
    see.page.mouse.move(2, 2)
    expect(see.page.locator(FACES["code"])).not_to_have_class(re.compile(r"\bpointed\b"))


def test_the_line_of_code_in_three_libraries(see):
    see.go("Y1")
    code = see.page.locator("aside code")
    for library, line in {
        "torch": "Y1 = torch.relu(Y1lin)",
        "jax": "Y1 = jnp.maximum(Y1lin, 0)",
        "numpy": "Y1 = np.maximum(Y1lin, 0)",
    }.items():
        see.page.locator(f'aside [data-value="{library}"]').click()
        expect(code).to_have_text(line)


def test_names_and_notation_keep_the_place_and_the_address_keeps_them(player):
    player.go("gradW2")
    player.button("Notation").click()
    player.page.locator('.names-box [data-value="first-principles"]').click()
    code = player.page.locator("aside code")
    expect(code).to_have_text("dW2 = a1.T @ dz2 / 3")
    assert "13" in player.status
    player.page.locator('.names-box [data-value="partial"]').click()
    expect(code).to_have_text("dl_dW2 = a1.T @ dl_dz2 / 3")
    expect(player.page.locator(".formula mfrac").first).to_be_visible()
    player.page.wait_for_url(lambda url: "names=first-principles" in url and "gradients=p" in url)
    player.page.reload()
    player.page.locator(".graph .node").first.wait_for()
    expect(player.page.locator('.timeline [title="dl_dW2"]')).to_have_count(1)
    player.press("Escape")


def test_a_lesson_can_be_read_in_the_names_of_another(page, server):
    player = Player(page, server).open("?lesson=mnist&stop=network&names=cmu-toy")
    titles = player.page.locator(".timeline .tick").evaluate_all("all => all.map(t => t.title)")
    assert titles[:5] == ["Y1lin", "Y1", "Y2lin", "Y2", "L"]
    assert "gradW2" in titles


def test_zooms_pictures_and_faces_ask_nothing_of_the_server(see):
    see.page.wait_for_timeout(300)
    with see.silence() as said:
        see.press("ArrowUp", "ArrowDown", "ArrowDown", "v", "ArrowRight", "v", "ArrowRight", "v")
        see.page.locator(f"{SEEN} .handle").first.click()
        see.page.locator('aside [data-value="jax"]').click()
        see.page.locator('aside [data-value="numpy"]').click()
        see.page.wait_for_timeout(200)
    assert said == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("picture", ["layers", "neurons", "matrices"])
def test_nothing_is_cut_at_the_sides(see, picture, width, height):
    see.page.set_viewport_size({"width": width, "height": height})
    choose(see, picture)
    see.page.evaluate(PAINTED)
    wide = see.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    see.page.set_viewport_size({"width": 1440, "height": 900})
    assert wide <= 0
