"""A matrix as a whole: pasted, copied, filled; and what is refused stays where it was typed."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.player import Player

W1 = [[4, 2, -2], [5, 4, 5]]
NINE = [[9, 8, 7], [6, 5, 4]]


@pytest.fixture
def player(toy_player):
    """The toy problem at its first step, on a page that all have one after the other."""
    return toy_player


def clipboard(player, text=None):
    """Give the focused element what Ctrl+V gives it, or take what Ctrl+C takes from it."""
    return player.page.evaluate(
        """([text]) => {
          const top = document.activeElement;
          const focused = top.shadowRoot?.activeElement ?? top;
          const data = new DataTransfer();
          if (text !== null) data.setData("text/plain", text);
          const about = { clipboardData: data, bubbles: true, cancelable: true, composed: true };
          focused.dispatchEvent(new ClipboardEvent(text === null ? "copy" : "paste", about));
          return data.getData("text/plain");
        }""",
        [text],
    )


def box(player):
    return player.page.locator(".player .whole-box")


def open_box(player, name="W1"):
    player.grid(name).locator(".open-whole").click()
    expect(box(player)).to_be_visible()
    return box(player)


def test_a_paste_goes_over_the_whole_or_from_the_cell_on_and_is_undone_at_once(player):
    player.cell("W1", 1, 2).focus()
    clipboard(player, "tensor([[9., 8., 7.],\n        [6., 5., 4.]], grad_fn=<AddBackward0>)")
    expect(player.cell("W1", 0, 0)).to_have_text("9")
    assert player.shown("W1") == NINE
    assert player.shown("Y1lin")[0][0] == 4 * 9 + 3 * 6
    player.cell("W1", 0, 1).focus()
    clipboard(player, "1/2\t−3")
    expect(player.cell("W1", 0, 1)).to_have_text("0.5")
    assert player.shown("W1") == [[9, 0.5, -3], [6, 5, 4]]
    player.press("Control+z")
    expect(player.cell("W1", 0, 1)).to_have_text("8")
    player.press("Control+z")
    expect(player.cell("W1", 0, 0)).to_have_text("4")
    assert player.shown("W1") == W1


def test_one_word_goes_into_the_open_editor_and_a_matrix_does_not(player):
    player.cell("W1", 0, 0).click()
    editor = player.page.locator(".player input.editor")
    expect(editor).to_be_focused()
    clipboard(player, "2,5")
    expect(editor).to_have_count(1)
    clipboard(player, "9 8 7\n6 5 4")
    expect(editor).to_have_count(0)
    expect(player.cell("W1", 1, 2)).to_have_text("4")
    assert player.shown("W1") == NINE
    expect(player.page.get_by_role("alert")).to_have_count(0)


def test_a_paste_into_the_open_box_goes_into_its_field(player):
    """Also while a button of it is in focus, as when it has just opened."""
    opened = open_box(player)
    expect(opened.get_by_role("button", name="Spreadsheet")).to_be_focused()
    player.press("Control+v")
    expect(opened.get_by_role("textbox", name="Paste over it")).to_be_focused()


def test_a_paste_that_does_not_fit_is_kept_to_be_mended(player):
    player.cell("W1", 0, 0).focus()
    clipboard(player, "[[1, 2], [3, 4], [5, 6]]")
    field = box(player).get_by_role("textbox", name="Paste over it")
    expect(box(player)).to_contain_text("W1 is 2×3, and this is 3×2: transposed it would fit.")
    expect(field).to_have_value("[[1, 2], [3, 4], [5, 6]]")
    assert player.shown("W1") == W1
    field.fill("[[9, 8, 7], [6, 5, 4]]")
    box(player).get_by_role("button", name="Put in").click()
    expect(box(player)).to_contain_text("It is put in.")
    assert player.shown("W1") == NINE
    player.press("Escape")
    expect(box(player)).to_have_count(0)
    expect(player.grid("W1").locator(".open-whole")).to_be_focused()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7" * 10_000_000, "This has 10000000 characters; at most 200000 can be read."),
        ("__import__('os').system('ls')", "is not a number"),
        ("[[open(f) for f in x]]", "nothing is computed"),
        ("1 2 3\n4 5", "Row 2 is not as long as the first one"),
    ],
)
def test_what_is_huge_hostile_or_ragged_gets_a_sentence(player, text, said):
    player.cell("W1", 0, 0).focus()
    clipboard(player, text)
    expect(box(player)).to_contain_text(said)
    player.press("Escape")
    expect(box(player)).to_have_count(0)
    assert player.shown("W1") == W1


def test_a_copy_has_all_digits_in_every_form_and_is_pasted_back(player):
    player.go("Y3")
    player.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    open_box(player, "Y3")
    forms = {
        "NumPy": "np.array([[",
        "PyTorch": "torch.tensor([[",
        "MATLAB": "[",
        "CSV": "",
        "Python list": "[[",
    }
    for form, begins in forms.items():
        box(player).get_by_role("button", name=form).click()
        expect(box(player)).to_contain_text(f"3×2 is copied, {form}")
        assert player.page.evaluate("window.copied").startswith(begins)
    player.press("Escape")
    player.go("gradW1")
    player.grid("gradW1").locator("td[data-key]").first.focus()
    lines = clipboard(player).split("\n")
    assert [len(line.split("\t")) for line in lines] == [3, 3]


def test_fills_say_how_they_are_made(player):
    open_box(player)
    box(player).get_by_role("button", name="Identity").click()
    expect(player.cell("W1", 0, 0)).to_have_text("1")
    assert player.shown("W1") == [[1, 0, 0], [0, 1, 0]]
    box(player).get_by_label("Seed").fill("7")
    expect(box(player)).to_contain_text("np.random.default_rng(7).normal(size=(2, 3)).round(2)")
    box(player).get_by_role("button", name="Random").click()
    expect(player.cell("W1", 1, 0)).to_have_text("−0.89")
    made = np.random.default_rng(7).normal(size=(2, 3)).round(2)
    assert player.shown("W1") == made.tolist()
    player.press("Control+z")
    expect(player.cell("W1", 1, 1)).to_have_text("1")
    assert player.shown("W1") == [[1, 0, 0], [0, 1, 0]]
    player.press("Escape")
    expect(box(player)).to_have_count(0)


def test_what_is_shown_transposed_is_copied_and_pasted_so(player):
    player.go("gradW1")
    player.grid("X").locator("td[data-key]").first.focus()
    assert player.grid("X").get_attribute("data-transposed") is not None
    lines = clipboard(player).split("\n")
    assert [len(line.split("\t")) for line in lines] == [3, 3]
    clipboard(player, "1 2 3\n4 5 6")
    expect(player.cell("X", 0, 1)).to_have_text("4")
    expect(player.cell("X", 2, 1)).to_have_text("6")


def test_what_is_refused_stays_in_its_cell_until_it_is_mended_or_given_up(player):
    player.edit("W1", 0, 0, "abc", "Tab")
    cell = player.cell("W1", 0, 0)
    alert = player.page.get_by_role("alert")
    expect(alert).to_contain_text("is not a number")
    player.page.keyboard.type("7")
    player.press("Enter")
    expect(player.cell("W1", 0, 1)).to_have_text("7")
    expect(cell).to_have_text("abc")
    expect(cell).to_have_attribute("aria-invalid", "true")
    player.go("Y2lin")
    expect(alert).to_have_count(0)
    player.go("Y1lin")
    expect(cell).to_have_text("abc")
    cell.click()
    expect(alert).to_contain_text("is not a number")
    player.page.locator(".player input.editor").fill("1/2")
    player.press("Enter")
    expect(cell).to_have_text("0.5")
    player.edit("W1", 0, 0, "x y")
    expect(alert).to_contain_text("is not a number")
    player.press("Escape")
    expect(cell).to_have_text("0.5")
    expect(alert).to_have_count(0)


def test_the_box_is_reached_by_keyboard(player):
    player.cell("W1", 0, 0).focus()
    player.press("Tab")
    expect(player.grid("W1").locator(".open-whole")).to_be_focused()
    player.press("Enter")
    expect(box(player).get_by_role("button", name="Spreadsheet")).to_be_focused()
    player.press("Escape")
    expect(box(player)).to_have_count(0)


def test_a_large_matrix_is_copied_and_pasted_whole(page, server):
    """With 30 samples X is 30×2, which is drawn as a picture."""
    player = Player(page, server).open("?batch=30")
    player.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    rows = [[k, -k] for k in range(30)]
    open_box(player, "X")
    box(player).get_by_role("textbox", name="Paste over it").fill(str(rows))
    box(player).get_by_role("button", name="Put in").click()
    expect(box(player)).to_contain_text("It is put in.")
    box(player).get_by_role("button", name="Python list").click()
    expect(box(player)).to_contain_text("30×2 is copied")
    assert re.sub(r"\s", "", page.evaluate("window.copied")) == str(rows).replace(" ", "")
