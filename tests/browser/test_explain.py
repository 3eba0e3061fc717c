"""Where a number comes from and where it goes, and what an edit did to it."""

import re

from playwright.sync_api import expect


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
    assert "averaged over the 3 samples" in said
    assert "every row of D to sum to one" in said
    drawer.locator(".paths button").first.focus()
    for name in ("W2", "Y2lin", "Y2", "Y3lin", "L"):
        expect(player.node(name)).to_have_class(re.compile(r"\balong\b"))


def test_an_input_opens_its_paths_by_a_key(player):
    player.page.locator('.player .numbers td[data-key="W1:0:0"]').focus()
    player.press("e")
    expect(player.page.locator(".player .drawer .paths li")).to_have_count(18)  # 3·3·2
