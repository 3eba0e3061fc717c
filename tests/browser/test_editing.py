"""Changing numbers where they stand."""

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player


@pytest.fixture
def player(toy_player):
    """The toy problem at its first step, on a page that all have one after the other."""
    return toy_player


def test_an_edit_recomputes_everything_and_marks_what_changed(player):
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")  # 10·4 + 3·5
    assert player.shown("Y1lin") == [[55, 32, -5], [50, 34, 20], [68, 46, 26]]
    assert "changed" in player.cell("Y1lin", 0, 0).get_attribute("class")
    assert "changed" not in (player.cell("Y1lin", 1, 0).get_attribute("class") or "")


@pytest.mark.parametrize("leave", ["Enter", "Tab"])
def test_enter_and_tab_take_the_number(player, leave):
    player.edit("W1", 0, 0, "0", leave)
    expect(player.cell("Y1lin", 0, 0)).to_have_text("15")  # 4·0 + 3·5


def test_a_click_elsewhere_takes_the_number(player):
    player.cell("W1", 0, 0).click()
    player.page.locator(".player input.editor").fill("0")
    player.page.locator(".player .sentence").click(position={"x": 2, "y": 2})
    expect(player.cell("Y1lin", 0, 0)).to_have_text("15")


def test_a_key_right_after_enter_is_not_lost(player):
    """Both in one task, so that no answer can come between them."""
    player.cell("X", 0, 0).click()
    editor = player.page.locator(".player input.editor")
    editor.fill("10")
    editor.evaluate(
        """(input) => {
          const named = { bubbles: true, composed: true, cancelable: true };
          for (const key of ["Enter", "ArrowRight"])
            input.dispatchEvent(new KeyboardEvent("keydown", { key, ...named }));
        }"""
    )
    player.expect_step("Y1")
    expect(player.cell("Y1", 0, 0)).to_have_text("55")  # 10·4 + 3·5


def test_escape_gives_up(player):
    player.cell("W1", 0, 0).click()
    player.page.locator(".player input.editor").fill("99")
    player.press("Escape")
    expect(player.page.locator(".player input.editor")).to_have_count(0)
    assert player.shown("W1") == [[4, 2, -2], [5, 4, 5]]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abc", "is not a number"),
        ("", "needs a number"),
        ("nan", "not a finite number"),
        ("inf", "not a finite number"),
        ("1e400", "too large"),
        ("1 2", "is not a number"),
    ],
)
def test_what_is_no_number_is_refused_at_the_cell(player, typed, sentence):
    player.edit("W1", 0, 0, typed)
    said = player.page.get_by_role("alert")
    expect(said).to_contain_text(sentence)
    cell, message = player.cell("W1", 0, 0).bounding_box(), said.bounding_box()
    assert 0 <= message["y"] - cell["y"] - cell["height"] < 20
    assert message["x"] < cell["x"] + cell["width"] / 2 < message["x"] + message["width"]
    player.press("Escape")
    expect(said).to_have_count(0)
    assert player.shown("W1") == [[4, 2, -2], [5, 4, 5]]
    assert player.shown("Y1lin")[0] == [31, 20, 7]


def test_a_refused_number_can_be_mended(player):
    player.edit("W1", 0, 0, "4,,5")
    expect(player.page.get_by_role("alert")).to_be_visible()
    editor = player.page.locator(".player input.editor")
    expect(editor).to_have_value("4,,5")
    editor.fill("0")
    player.press("Enter")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("15")
    expect(player.page.get_by_role("alert")).to_have_count(0)


def test_undo_redo_and_reset(player):
    corner = player.cell("Y1lin", 0, 0)
    player.edit("X", 0, 0, "10")
    expect(corner).to_have_text("55")
    player.edit("X", 0, 0, "0")
    expect(corner).to_have_text("15")
    player.button("Undo").click()
    expect(corner).to_have_text("55")
    player.button("Undo").click()
    expect(corner).to_have_text("31")
    player.button("Redo").click()
    expect(corner).to_have_text("55")
    player.button("Reset").click()
    expect(corner).to_have_text("31")
    player.press("Control+z")
    expect(corner).to_have_text("55")


def test_quick_edits_in_a_row_are_all_kept(player):
    """Typed without waiting for an answer: none is lost."""
    player.cell("X", 0, 0).click()
    for typed in ("1", "2", "3", "4", "5", "6"):
        player.page.keyboard.type(typed)
        player.press("Tab")
    player.press("Escape")
    expect(player.cell("Y1lin", 2, 0)).to_have_text("50")  # 5·4 + 6·5
    assert player.shown("X") == [[1, 2], [3, 4], [5, 6]]


def test_every_input_can_be_edited_from_the_graph(player):
    for name in ("X", "D", "W1", "B1", "W2", "B2", "W3", "B3"):
        player.node(name).click()
        panel = player.page.locator(".player .panel")
        expect(panel.locator(f'.grid[data-name="{name}"] td').first).to_be_visible()
        player.press("Escape")


def test_the_target_changes_the_loss(player):
    player.go("L")
    player.edit("D", 0, 0, "0")
    # softmax gives (1, 0): the loss is 639·4 + 1170·2 + 1572·5, whatever the first column of D is
    expect(player.cell("L", 0, 0)).to_have_text("12\u2009756")
    player.edit("D", 0, 1, "0")
    expect(player.cell("L", 0, 0)).to_have_text("10\u2009200")  # 4·639 less


def test_overflow_names_the_step(player):
    player.go("Y1lin")
    player.edit("X", 0, 0, "1e308")
    notice = player.page.locator(".player").get_by_text("no longer finite")
    expect(notice).to_contain_text("Y1lin")
    player.button("Undo").click()
    expect(notice).to_have_count(0)


def test_softmax_of_huge_logits_is_right(page, server):
    """Logits of 1e5 and 0: probabilities 1 and 0, the loss of the second class is 1e5."""
    player = Player(page, server).open("?samples=single")
    player.edit("X", 0, 0, "0")
    player.edit("X", 0, 1, "0")
    player.go("Y3lin")
    player.edit("B3", 0, 0, "1e5")
    player.go("Y3")
    assert player.shown("Y3") == [[1, 0]]
    player.go("L")
    assert player.shown("L") == [[4e5]]  # 4 · 1e5
