"""What can be changed: the network and how it is trained, and the way back over everything."""

import re
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect

from app.digits import digits
from engine.network.initialize import initialize
from engine.network.spec import mlp_spec
from tests.browser.player import Player
from tests.support import toy


class Builder:
    """The drawer beside the player."""

    def __init__(self, player):
        self.player = player
        self.page = player.page
        self.drawer = self.page.locator(".builder")

    def open(self):
        self.page.locator(".open-builder").click()
        expect(self.drawer.locator(".card").first).to_be_visible()
        return self

    def begin(self, preset):
        """One of the networks to begin with, afresh."""
        if not self.drawer.is_visible():
            self.open()
        self.field(f"preset.{preset}").click()
        if self.player.undoable:
            self.player.button("Reset").click()
        expect(self.field(f"preset.{preset}")).to_have_attribute("aria-pressed", "true")
        self.page.locator(".player .timeline [data-step]").first.click()
        return self

    def field(self, name):
        return self.drawer.locator(f'[data-field="{name}"]')

    def type(self, name, typed):
        self.field(name).fill(typed)
        self.page.keyboard.press("Enter")

    def shapes(self, expected):
        """Every parameter in the graph, as `W1 2×3`."""
        for label in expected:
            expect(self.page.locator(f'.player .graph .node[aria-label="{label}"]')).to_have_count(
                1
            )
        nodes = self.page.locator(".player .graph .node.parameter")
        expect(nodes).to_have_count(len(expected))


@pytest.fixture(scope="module")
def shared(opened):
    """One page for all that are content with another network of the builder."""
    return Builder(opened)


@pytest.fixture
def builder(shared):
    """The builder, open, on the toy problem as it came."""
    return shared.begin("toy")


def shapes(*widths):
    """`W1 2×3`, `B1 1×3`, ... of the linear layers between these widths."""
    pairs = enumerate(pairwise(widths), start=1)
    return [t for k, (d, m) in pairs for t in (f"W{k} {d}×{m}", f"B{k} 1×{m}")]


def test_layers_are_added_removed_moved_and_widened(builder):
    builder.shapes(shapes(2, 3, 3, 2))
    builder.type("width.0", "4")
    builder.shapes(shapes(2, 4, 3, 2))
    builder.field("down.0").click()
    builder.shapes(shapes(2, 3, 4, 2))
    builder.field("add.2").click()
    builder.shapes(shapes(2, 3, 4, 4, 2))
    builder.field("remove.0").click()
    builder.shapes(shapes(2, 4, 4, 2))
    builder.field("width.0").press("ArrowUp")
    builder.shapes(shapes(2, 5, 4, 2))
    for expected in (shapes(2, 4, 4, 2), shapes(2, 3, 4, 4, 2), shapes(2, 3, 4, 2)):
        builder.page.keyboard.press("Control+z")
        builder.shapes(expected)


def test_a_layer_is_dragged_to_another_place(builder):
    builder.type("width.0", "4")
    builder.shapes(shapes(2, 4, 3, 2))
    builder.drawer.locator(".grip").first.drag_to(builder.drawer.locator('[data-layer="1"]'))
    builder.shapes(shapes(2, 3, 4, 2))


def test_what_fits_keeps_its_numbers(builder):
    """W1 of the toy problem and one column more: X W1 is as before in the first three."""
    builder.type("width.0", "4")
    expect(builder.player.grid("W1").locator("tr").first.locator("td")).to_have_count(4)
    assert np.array(builder.player.shown("W1"))[:, :3].tolist() == toy.BATCH["W1"].tolist()
    y = toy.BATCH["X"] @ toy.BATCH["W1"]
    assert np.array(builder.player.shown("Y1lin"))[:, :3].tolist() == y.tolist()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("width.0", "0", "1 to 256"),
        ("width.1", "1000", "1 to 256"),
        ("inputs", "two", "“two” is not a whole number"),
        ("batch", "", "whole number is needed"),
    ],
)
def test_a_bad_choice_is_told_where_it_was_made_and_nothing_is_lost(
    builder, field, typed, sentence
):
    builder.type(field, typed)
    said = builder.drawer.get_by_role("alert")
    expect(said).to_contain_text(sentence)
    expect(builder.field(field)).to_have_value(typed)
    expect(builder.field(field)).to_be_focused()
    near = said.bounding_box()["y"] - builder.field(field).bounding_box()["y"]
    assert 0 < near < 110
    builder.shapes(shapes(2, 3, 3, 2))
    builder.type(field, "3")
    expect(said).to_have_count(0)


def test_digits_need_their_pixels(builder):
    builder.field("data").select_option("digits")
    expect(builder.drawer.get_by_role("alert")).to_contain_text("64 or 784 pixels")


def test_a_link_makes_the_same_network_with_the_same_numbers(builder, server):
    player = builder.player
    builder.type("width.0", "2")
    builder.field("start").select_option("he_normal")
    builder.field("again").click()
    builder.field("optimizer").select_option("momentum")
    expect(player.page.locator('.timeline [data-step="vW1_new"]')).to_have_count(1)
    player.edit("W1", 0, 0, "0.5")
    player.expect_answered()
    shown = player.shown("Y1lin")
    spec = mlp_spec((2, 2, 3, 2))
    wanted = {**initialize(spec, "he_normal", 1)}["W1"].copy()
    wanted[0, 0] = 0.5
    np.testing.assert_allclose(shown, toy.BATCH["X"] @ wanted, atol=5e-4)
    player.page.wait_for_url(re.compile("typed="))
    link = player.page.url
    assert len(link) - len(server) < 140
    player.page.goto("about:blank")
    player.page.goto(link)
    player.expect_step("Y1lin")
    assert player.shown("Y1lin") == shown
    assert player.page.url == link


def test_a_convention_lights_what_it_changed(builder):
    """The mean in the loss: gradY3lin is divided by three, gradW3 is as before."""
    player = builder.player
    player.go("gradY3lin")
    before = np.array(player.shown("gradY3lin"))
    line = builder.drawer.locator(".convention", has_text="Average over the batch")
    expect(line).to_contain_text("Where the division by n happens")
    builder.field("convention.mean.loss").check(force=True)
    expect(player.page.locator(".player aside code")).to_contain_text("/ 3")
    np.testing.assert_allclose(player.shown("gradY3lin"), before / 3, atol=0.05)
    for row, col in np.argwhere(before):
        assert "changed" in player.cell("gradY3lin", row, col).get_attribute("class")
    marked = player.page.locator(".player .timeline .tick.changed")
    assert {tick.get_attribute("data-step") for tick in marked.all()} == {"L", "gradY3lin"}
    player.go("gradW3")
    assert "changed" not in (player.cell("gradW3", 0, 0).get_attribute("class") or "")


def test_all_conventions_at_once_give_the_numbers_of_a_mean_loss(builder):
    """The exact gradient of the mean loss: (Y ΣD - D) / 3, by hand from the printed logits."""
    builder.field("sets.mean").click()
    builder.player.go("gradY3lin")
    y = np.array([[1.0, 0.0]] * 3)  # logits 639, 1170 and 1572 apart
    d = np.array(toy.D_BATCH, float)
    wanted = (y * d.sum(axis=1, keepdims=True) - d) / 3
    np.testing.assert_allclose(builder.player.shown("gradY3lin"), wanted, atol=5e-4)


def test_nice_numbers_are_small_and_whole_and_exact(builder):
    """Every value up to the logits is a whole number, by arithmetic from what is shown."""
    player = builder.player
    builder.field("start").select_option("nice")
    expect(builder.field("data")).to_have_value("drawn")
    before = player.shown("X")
    builder.field("again").click()
    expect(builder.field("seed")).to_have_value("1")
    x, w, b = (np.array(player.shown(name)) for name in ("X", "W1", "B1"))
    assert x.tolist() != before
    assert player.shown("Y1lin") == (x @ w + b).tolist()
    for values in (x, w, b):
        assert (values == values.round()).all()
        assert np.abs(values).max() < 100
    assert ((x @ w + b) > 0).any(axis=0).all()  # no unit of the first layer is dead
    builder.field("loss").select_option("l2")
    expect(player.page.locator('.timeline [data-step="gradY3"]')).to_have_count(1)
    player.go("gradX")
    expect(player.grid("gradX")).not_to_contain_text(".")
    gradient = np.array(player.shown("gradX"))
    assert (gradient == gradient.round()).all()


def test_undo_and_redo_go_over_everything(builder):
    """A hundred edits between a change of the loss, an example, an iteration and a convention."""
    player, page = builder.player, builder.page
    builder.field("loss").select_option("l2")
    expect(player.page.locator('.timeline [data-step="gradY3"]')).to_have_count(1)
    builder.field("convention.mean.loss").check(force=True)
    builder.drawer.locator(".close").click()
    player.button("Run 1 iteration").click()
    player.expect_iteration(2)
    page.get_by_text("Small network", exact=True).click()
    player.press("Home")
    expect(player.grid("X").locator("tr")).to_have_count(4)
    expect(page.locator(".stApp[data-test-script-state=notRunning]")).to_have_count(1)
    player.cell("X", 0, 0).focus()
    for k in range(100):
        page.keyboard.type(str(k + 2))
        page.keyboard.press("Enter")
    player.expect_answered()
    assert player.shown("X")[0] == [101, 0.5]
    for _ in range(100):
        page.keyboard.press("Control+z")
    expect(player.cell("X", 0, 0)).to_have_text("1")
    page.keyboard.press("Control+z")
    player.expect_iteration(2)
    expect(page.get_by_role("radio", name="Toy problem")).to_be_checked()
    page.keyboard.press("Control+z")
    player.expect_iteration(1)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(player.page.locator('.timeline [data-step="gradY3lin"]')).to_have_count(1)
    assert player.shown("X") == toy.BATCH["X"].tolist()
    page.keyboard.press("Control+Shift+z")
    expect(player.page.locator('.timeline [data-step="gradY3"]')).to_have_count(1)


def titled(cell):
    """The whole number of an entry; what it was before the last edit stands before an arrow."""
    return float(cell.get_attribute("title").split(" → ")[-1])


def test_the_state_of_adam_can_be_seen_and_edited(builder):
    """v_new = 0.999 · 4 + 0.001 · g², with g the printed gradient of the first weight."""
    player = builder.player
    builder.field("optimizer").select_option("adam")
    player.button("Other numbers").click()
    panel = player.page.locator(".player .settings")
    panel.locator('td[data-key="vW1:0:0"]').click()
    player.page.locator(".player input.editor").fill("4")
    player.press("Enter")
    expect(panel.locator('td[data-key="vW1:0:0"]')).to_have_text("4")
    panel.get_by_role("button", name="Close").click()
    player.go("vW1_new")
    player.go("gradW1")
    g = float(player.cell("gradW1", 0, 0).get_attribute("title"))
    assert g == pytest.approx(float(toy.printed("3.6", "gradW1")[0][0]), rel=1e-5)
    player.go("vW1_new")
    entry = player.cell("vW1_new", 0, 0)
    assert titled(entry) == pytest.approx(0.999 * 4 + 0.001 * g**2, rel=1e-6)
    player.edit("rho2", 0, 0, "0")
    player.expect_answered()
    assert titled(entry) == pytest.approx(g**2, rel=1e-6)


def test_running_statistics_and_eps_stand_where_they_are_read(shared):
    player = shared.begin("norm").player
    player.go("running_var1")
    player.edit("alpha1", 0, 0, "1")
    expect(player.cell("running_var1", 0, 0)).to_have_text("1")  # all of the old one, which is 1
    player.edit("running_var1_old", 0, 1, "7")
    expect(player.cell("running_var1", 0, 1)).to_have_text("7")
    player.go("norm1")
    expect(player.grid("eps1")).to_have_class(re.compile("editable"))


# -- The large network


@pytest.fixture
def large(shared):
    """The large network, reached by the builder, all of its matrices as they are at first."""
    player = shared.begin("digits").player
    shared.drawer.locator(".close").click()
    expect(heat(player, "Y1lin").locator("canvas").first).to_be_visible()
    for picture in player.page.locator(".player .numbers .overview").all():
        picture.press("0")
    return player


def heat(player, name):
    return player.page.locator(f'.player .numbers .grid.heat[data-name="{name}"]').last


def test_a_large_matrix_is_a_picture_with_a_way_down_to_its_numbers(large):
    picture = heat(large, "X").locator(".overview")
    picture.focus()
    for _ in range(3):
        large.press("+")
    expect(heat(large, "X").locator(".detail canvas")).to_be_visible()
    large.press("Enter")
    cell = heat(large, "X").locator("td[data-key]").nth(12)
    expect(cell).not_to_be_empty()
    _, row, col = cell.get_attribute("data-key").split(":")
    # An image of 8 x 8, each point of the 28 x 28 between the four around it.
    square = digits()[0][int(row)].reshape(8, 8)
    y, x = ((np.array(divmod(int(col), 28)) + 0.5) * 8 / 28 - 0.5).clip(0, 7)
    wanted = sum(
        square[int(i), int(j)] * (1 - abs(y - i)) * (1 - abs(x - j))
        for i in {np.floor(y), np.ceil(y)}
        for j in {np.floor(x), np.ceil(x)}
    )
    assert float(cell.get_attribute("title")) == pytest.approx(wanted, abs=1e-12)
    large.press("0")
    expect(heat(large, "X").locator(".detail")).to_be_hidden()


def test_the_wheel_looks_closer(large):
    """Twelve notches told as one, as a busy browser does: 784 / 1.6^12 is below 3 rows."""
    heat(large, "W1").locator(".overview").hover()
    large.page.mouse.wheel(0, 12 * -120)
    expect(heat(large, "W1").locator("td[data-key]").first).not_to_be_empty()


def test_an_entry_of_a_large_product_shows_its_largest_terms(large):
    heat(large, "Y1lin").locator(".overview").click()
    cell = heat(large, "Y1lin").locator("td[data-key]").nth(7)
    expect(cell).not_to_be_empty()
    cell.hover()
    written = large.page.locator(".player .written")
    expect(written).to_contain_text("the 6 largest of 784 terms")
    col = cell.get_attribute("data-key").split(":")[2]
    spec = mlp_spec((784, 256, 10))
    w = initialize(spec, "he_normal", 0)["W1"][:, int(col)]
    shown = [
        float(t)
        for t in re.findall(r"\((−[\d.]+)\)", written.inner_text().replace(" ", ""))
        for t in [t.replace("−", "-")]
    ]
    assert shown
    assert all(np.isclose(w, value, rtol=2e-3).any() for value in shown)


def test_an_edit_of_a_large_matrix_recomputes_what_is_looked_at(large):
    """All of B1 is 0 at first: with 1000 at one unit, every sample has 1000 more there."""
    heat(large, "B1").locator(".overview").click()
    heat(large, "Y1lin").locator(".overview").click()
    cell = heat(large, "B1").locator("td[data-key]").nth(2)
    expect(cell).to_have_text("0")
    column = cell.get_attribute("data-key").split(":")[2]
    result = heat(large, "Y1lin").locator(f'td[data-key$=":{column}"]').first
    expect(result).not_to_be_empty()
    before = float(result.get_attribute("title"))
    cell.click()
    large.page.locator(".player input.editor").fill("1000")
    large.press("Enter")
    expect(result).to_have_attribute("title", re.compile(r"^1?\d\d\d\."))
    assert float(result.get_attribute("title")) == pytest.approx(before + 1000)
    expect(result).to_have_class(re.compile("changed"))


def test_the_large_trace_is_sent_in_less_than_a_megabyte(page, server):
    heard = []
    page.on("response", lambda answer: heard.append(answer) if "/answer" in answer.url else None)
    player = Player(page, server).open("?example=digits")
    expect(heat(player, "Y1lin").locator("canvas").first).to_be_visible()
    assert 100_000 < sum(len(answer.body()) for answer in heard) < 1_000_000
