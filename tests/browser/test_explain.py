"""Where a number comes from and where it goes, and what an edit did to it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player


@pytest.fixture
def player(toy_player):
    """The toy problem at its first step, on a page that all have one after the other."""
    return toy_player


def flat(text):
    """A line of numbers without spaces, with a plain minus."""
    return "".join(text.split()).replace("−", "-").replace("\u2009", "")


def lit(player, kind):
    cells = player.page.locator(f".player .numbers td.{kind}")
    return {cell.get_attribute("data-key") for cell in cells.all()}


def written(player):
    return flat(player.page.locator(".player .written").inner_text())


# -- Pointing


def test_an_input_of_the_step_that_is_computed_has_its_sum(player):
    """`Y1` beside `gradW2`: ReLU of 31; it flows into the first row of the result."""
    player.go("gradW2")
    player.cell("Y1", 0, 0).hover()
    assert written(player) == "Y1[1,1]=ReLU(31)=31"
    assert lit(player, "fed") == {f"gradW2:0:{col}" for col in range(3)}
    player.cell("gradY2lin", 1, 2).hover()
    assert lit(player, "fed") == {f"gradW2:{row}:2" for row in range(3)}


def test_what_is_given_says_where_it_goes(player):
    """In `Y1lin = X W1 + B1`: `X[1, 1]` by the first row, `B1[1, 2]` by the second column."""
    player.cell("X", 0, 0).hover()
    assert written(player).startswith("X[1,1]=4")
    assert lit(player, "fed") == {f"Y1lin:0:{col}" for col in range(3)}
    player.cell("B1", 0, 1).hover()
    assert lit(player, "fed") == {f"Y1lin:{row}:1" for row in range(3)}


# -- The tree


def test_a_click_opens_the_tree_down_to_the_inputs_without_the_server(player):
    """-27795 = (31·(-713) + ...) / 3, and 31 = ReLU(31), 31 = 4·4 + 3·5 + 0, from X and W1."""
    player.go("gradW2")
    player.page.wait_for_timeout(300)
    player.cell("gradW2", 0, 1).click()
    tree = player.page.locator(".player [role=tree]")
    expect(tree).to_be_visible()
    with player.silence() as said:
        assert "31·(-713)+50·(-955)+68·(-199)" in flat(tree.inner_text())
        for name in ("Y1 1, 1 = 31", "Y1lin 1, 1 = 31"):
            item = tree.get_by_role("treeitem", name=name, exact=True)
            item.locator("> .line").click()
            expect(item).to_have_attribute("aria-expanded", "true")
        assert "4·4+3·5" in flat(tree.inner_text())
        given = tree.locator(".branch.given")
        expect(given).to_have_count(5)  # X[1, 1], X[1, 2], W1[1, 1], W1[2, 1], B1[1, 1]
        given.first.locator("> .line").hover()
        expect(player.node("X")).to_have_class(re.compile(r"\balong\b"))
    assert said == []


def test_the_tree_by_keyboard(player):
    """From the cell into the tree, down to an input, and back to the cell."""
    player.go("Y1")
    player.page.locator('.player .numbers td[data-key="Y1:0:0"]').focus()
    player.press("Enter")
    focused = player.page.locator(".player [role=treeitem]:focus")
    expect(focused).to_have_attribute("aria-label", re.compile("^Y1 1, 1"))
    player.press("ArrowRight", "ArrowRight", "ArrowRight")
    expect(focused).to_have_attribute("aria-label", re.compile("^X 1, 1 = 4, given"))
    player.press("ArrowDown")
    expect(focused).to_have_attribute("aria-label", re.compile("^W1 1, 1 = 4"))
    player.press("ArrowLeft", "ArrowLeft")
    expect(focused).to_have_attribute("aria-expanded", "false")
    player.expect_step("Y1")
    player.press("Escape")
    expect(player.page.locator(".player .drawer")).to_be_hidden()
    expect(player.cell("Y1", 0, 0)).to_be_focused()


def test_the_tree_follows_an_edit(player):
    player.cell("Y1lin", 0, 0).click()
    tree = player.page.locator(".player [role=tree]")
    expect(tree).to_contain_text("31")
    player.edit("X", 0, 0, "10")
    expect(tree.get_by_role("treeitem", name="X 1, 1 = 10, given")).to_be_visible()
    assert "10·4+3·5" in flat(tree.inner_text())


# -- The paths


def test_the_paths_of_a_weight_and_their_sum(player):
    """W2[1, 2] flows into one column of Y2 and both logits of each of the three samples.

    Softmax gives (1, 0), so the slopes of the loss by the logits are ΣD (1, 0) - D: (4, -4),
    (2, -2) and (5, -5). Times Y1[n, 1] = 31, 50, 68 and W3[2] = (3, -1).
    """
    player.go("gradW2")
    player.cell("gradW2", 0, 1).click()
    player.page.get_by_role("button", name="Paths to the loss").click()
    drawer = player.page.locator(".player .drawer")
    expect(drawer.locator(".paths li")).to_have_count(6)
    products = [flat(text) for text in drawer.locator(".paths .product").all_inner_texts()]
    slopes = [(31, 4), (50, 2), (68, 5)]
    expected = [f"{y}·1·{w}·{s}={y * w * s}" for y, d in slopes for w, s in ((3, d), (-1, -d))]
    assert [re.sub(r"\((-\d+)\)", r"\1", text) for text in products] == expected
    total = sum(y * d * (3 + 1) for y, d in slopes)
    assert total == 2256
    expect(drawer.locator(".total b")).to_have_text("2\u2009256")
    said = drawer.locator(".recorded").inner_text()
    assert "27" in said
    assert "averaged over the batch of 3" in said
    assert "assumes that every sample of D sums to one" in said
    drawer.locator(".paths button").first.focus()
    for name in ("W2", "Y2lin", "Y2", "Y3lin", "L"):
        expect(player.node(name)).to_have_class(re.compile(r"\balong\b"))


def test_an_input_opens_its_paths_by_a_key(player):
    player.page.locator('.player .numbers td[data-key="W1:0:0"]').focus()
    player.press("e")
    expect(player.page.locator(".player .drawer .paths li")).to_have_count(18)  # 3·3·2


# -- The Jacobian


def test_the_jacobian_unfolds_and_collapses(player):
    """`gradW2`: the Jacobian of `Y2lin = Y1 W2 + B2` by `W2` is 9 x 9 with 3 entries in a row."""
    player.go("gradW2")
    button = player.page.locator(".player aside .jacobian")
    expect(button).to_have_text("Jacobian 9 × 9")
    button.click()
    dialog = player.page.locator(".player dialog.unfolded")
    whole = dialog.locator(".scene.long .whole")
    expect(whole.locator("tr:not(:first-child) td:not(.zero)")).to_have_count(27)
    expect(dialog.locator(".size")).to_contain_text("9 × 9, 27 of 81")
    first = whole.locator("tr").nth(1).locator("td").all_inner_texts()
    assert first == ["31", "0", "0", "50", "0", "0", "68", "0", "0"]  # W2[1, 1] meets Y1[:, 1]
    heads = whole.locator("tr").first.locator("th").all_inner_texts()
    assert heads[:4] == ["1,1", "1,2", "1,3", "2,1"]
    long = dialog.locator('.scene.long [data-flat^="r:"]').all_inner_texts()
    assert flat(long[1]) == str(31 * -713 + 50 * -955 + 68 * -199)
    dialog.get_by_role("button", name="Collapse to the short formula").click()
    expect(dialog.locator(".scene.long")).to_be_hidden()
    short = dialog.locator('.scene.short [data-flat^="r:"]')
    assert short.all_inner_texts() == long
    said = dialog.locator(".proof").inner_text()
    assert "averaged over the 3 samples" in said
    dialog.get_by_role("button", name="∂ Y2lin / ∂ B2").click()
    expect(dialog.locator(".size")).to_contain_text("9 × 3, 9 of 27")
    player.press("Escape")
    expect(dialog).to_have_count(0)


# -- The gradient check


def test_the_gradient_check_marks_cells_nodes_and_steps(player):
    """The rows of D do not sum to one: every gradient differs, and for that reason."""
    player.go("gradW2")
    player.press("g")
    cell = player.cell("gradW2", 0, 1)
    expect(cell).to_have_attribute("data-check", "convention")
    expect(player.node("gradW2").locator(".badge text")).to_have_text("≠")
    expect(player.page.locator('.player .tick[data-step="gradX"] .badge')).to_contain_text("≠")
    strip = player.page.locator(".player .overlay-line")
    expect(strip).to_contain_text("assumes that every sample of D sums to one")
    expect(strip).to_contain_text("averaged over the batch of 3")
    cell.hover()
    slope = sum(y * d * (3 + 1) for y, d in [(31, 4), (50, 2), (68, 5)])
    assert f"slope{slope}:" in written(player)
    player.press("g")
    expect(strip).to_have_count(0)
    expect(cell).not_to_have_attribute("data-check", re.compile("."))


def test_the_step_of_the_check(page, server):
    """In the small network everything agrees at 1e-5; 1e-12 leaves rounding, 0.1 the curve."""
    player = Player(page, server).open("?example=small")
    player.go("gradY2lin")
    player.press("g")
    strip, cells = page.locator(".player .overlay-line"), page.locator(".player .result td")
    expect(cells.locator("nth=0")).to_have_attribute("data-check", "agrees")
    expect(strip.locator(".picture circle.dot")).to_have_count(12)
    slider = strip.get_by_role("slider", name="Step")
    slider.focus()
    slider.fill("12")
    expect(strip).to_contain_text("A step of 10⁻¹² is too small")
    expect(page.locator(".player .result td[data-check=step]").first).to_be_visible()
    slider.fill("1")
    expect(strip).to_contain_text("A step of 0.1 is too large")


# -- Before and after


def test_before_and_after_an_edit(player):
    """10 for 4 in X: the first row of `Y1lin` gains 6·(4, 2, -2), and W1 stays."""
    player.edit("X", 0, 0, "10")
    corner = player.cell("Y1lin", 0, 0)
    expect(corner).to_have_text("55")
    corner.hover()
    assert "before31,now55" in written(player)
    player.press("c")
    expect(corner).to_have_attribute("data-before", "31")
    assert player.cell("Y1lin", 1, 0).get_attribute("data-before") is None
    strip = player.page.locator(".player .overlay-line.compare")
    expect(strip).to_contain_text("3 of 9 entries changed, by up to 24 (35 % of the largest)")
    assert round(100 * 24 / 68) == 35  # 24 = 55 - 31; the largest entry is 68
    expect(player.page.locator('.player .tick[data-step="Y1lin"] .badge.moved')).to_have_count(1)
    player.edit("X", 0, 0, "0")
    expect(corner).to_have_text("15")
    expect(corner).to_have_attribute("data-before", "31")  # until it is dismissed
    player.button("Undo").click()
    player.button("Undo").click()
    expect(player.page.locator(".player .badge.moved")).to_have_count(0)
    strip.locator("xpath=..").get_by_role("button", name="Close").click()
    expect(strip).to_have_count(0)


def test_one_sample_moves_the_gradients_of_the_others_in_batch_norm(page, server):
    """Only X[1, 1] is changed; the gradients of the second and the third sample move too."""
    player = Player(page, server).open("?lesson=cmu-toy&stop=norm-gamma")
    player.node("X").click()
    cell = page.locator('.player .panel td[data-key="X:0:0"]')
    cell.click()
    page.locator(".player input.editor").fill("9")
    player.press("Enter", "Escape")
    expect(page.locator(".player .panel")).to_be_hidden()
    expect(page.locator(".lesson .edited")).to_be_visible()
    player.press("c")
    player.go("gradY1lin")
    for row in (1, 2):
        moved = page.locator(f'.player .result td[data-key^="gradY1lin:{row}:"][data-before]')
        expect(moved).to_have_count(3)
    expect(page.locator(".player .overlay-line.compare")).to_contain_text("9 of 9 entries changed")


# -- Fractions and digits


def test_fractions_and_digits(player):
    """-142735 / 3 = -47578.33..., which has no end; two digits of it are too few to round it."""
    assert 31 * -1215 + 50 * -1605 + 68 * -365 == -142735
    player.go("gradW2")
    player.press("f")
    corner = player.cell("gradW2", 0, 0)
    expect(corner).to_have_text("−142\u2009735/3")
    corner.hover()
    assert player.page.locator(".player .written .exact .under").inner_text() == "3"
    player.press("f")
    expect(corner).to_have_text("−47\u2009578.3")
    player.button("Notation").click()
    digits = player.page.locator(".player .names-box input[type=range]")
    digits.fill("10")
    expect(corner).to_have_text("−47\u2009578.33333")
    digits.fill("1")
    expect(corner).to_have_text("−47\u2009578")
    player.press("Escape")
    player.page.reload()
    player.go("gradW2")
    expect(player.cell("gradW2", 0, 0)).to_have_text("−47\u2009578")
    player.page.evaluate("localStorage.clear()")
    player.page.reload()
    player.node("X").wait_for()


def test_the_menu_by_keyboard(player):
    player.press("d")
    menu = player.page.get_by_role("dialog", name="View")
    expect(menu.get_by_role("switch", name="Gradient check")).to_be_focused()
    player.press(" ")
    expect(player.page.locator(".player .overlay-line.check")).to_be_visible()
    player.press("Escape")
    expect(menu).to_be_hidden()
    expect(player.button("View")).to_be_focused()
