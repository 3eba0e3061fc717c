"""Someone's own numbers are brought, judged, marked on the graph, and followed into the player."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_fits import MEASURE
from tests.browser.waiting import resized

# The handout's numbers (sections 2.1.3 and 3.6), in which a transpose is forgotten: W2 is square.
Y1 = np.array([[31, 20, 7], [50, 34, 20], [68, 46, 26]])
DELTA2 = np.array([[-1215, -713, -1211], [-1605, -955, -1603], [-365, -199, -360]])
W2 = np.array([[2, 5, 6], [2, -3, -3], [-2, 4, 3]])
X, W1 = np.array([[4, 3], [5, 6], [7, 8]]), np.array([[4, 2, -2], [5, 4, 5]])
WRONG = DELTA2 @ W2
PASTED = f"""\
>>> print("dW2 =", dW2)
dW2 = {np.array2string(Y1.T @ DELTA2 / 3)}
dA1 = {np.array2string(WRONG)}
dZ1 = {np.array2string(WRONG)}
mine = [[-1062, -622, -1058]]
"""


JUDGED = 60_000
"""Milliseconds within which a verdict has come: a worker tries every mistake, beside others."""


def expect_mark(player, name, look):
    """A node of the graph has a badge that says so in colour and with a sign."""
    expect(player.node(name).locator(f".badge.{look}")).to_have_count(1, timeout=JUDGED)


def expect_no_scrolling(player, *sizes):
    """Nothing of the step is cut, and the page does not scroll."""
    for width, height in sizes:
        resized(player.page, width, height)
        scrolls = "document.documentElement.scrollHeight - innerHeight"
        assert player.page.evaluate(scrolls) <= 0, (width, height)
        found = player.page.evaluate(MEASURE)
        assert found["cut"] <= 1, (width, height, found["what"])


def expect_names_where_they_fit(player):
    """Beside the room, 17 steps have room for their names in the timeline, and 25 have none."""
    name = player.page.locator('.player .timeline [data-step="gradW2"] .label')
    expect(name).to_be_hidden()
    player.page.get_by_role("radio", name="Small network").click()
    expect(name).to_be_visible()
    player.page.get_by_role("radio", name="Toy problem").click()
    expect(name).to_be_hidden()


def archive(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return {"name": "run.npz", "mimeType": "application/zip", "buffer": file.getvalue()}


def test_from_a_paste_and_an_archive_to_the_marked_graph_and_into_the_player(player):
    page = player.page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("link", name="Check", exact=True).click()
    expect(page.get_by_role("link", name="Check", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    expect_names_where_they_fit(player)
    field = page.get_by_label("What your program printed")
    field.fill(PASTED)
    room = page.locator(".player .submission")
    expect(room.locator(".first-wrong code.with")).to_contain_text(
        "gradY1 = gradY2lin @ W2", timeout=JUDGED
    )
    expect(room.locator(".first-wrong code.without")).to_contain_text("gradY2lin @ W2.T")
    for name, look in {"gradW2": "agrees", "gradY1": "differs", "gradY1lin": "explained"}.items():
        expect_mark(player, name, look)

    # One click leads to the step, where their number stands over ours.
    room.get_by_role("button", name="Go to gradY1").click()
    player.expect_step("gradY1")
    expect(player.cell("gradY1", 0, 0)).to_have_attribute("data-brought", "differs")
    expect(player.cell("gradY1", 0, 0)).to_have_attribute("data-before", re.compile("−1.434"))
    expect(room.locator("li.here")).to_contain_text("dA1")
    expect_no_scrolling(player, (1280, 720))

    # A name that says nothing is mapped by hand: −3185/3 is −1062 to its digits.
    room.get_by_label("What mine stands for").select_option("gradB2")
    expect_mark(player, "gradB2", "agrees")

    # An archive of torch's weights, (out, in), beside the text; all of it is there after a reload.
    page.locator(".submission input[type=file]").set_input_files(
        archive(**{"fc3.weight.grad": np.ones((2, 3))})
    )
    expect_mark(player, "gradW3", "differs")
    page.reload()
    expect(field).to_have_value(PASTED)
    for name, look in {"gradW3": "differs", "gradB2": "agrees", "gradY1": "differs"}.items():
        expect_mark(player, name, look)
    expect(room.get_by_role("button", name="Take run.npz away")).to_be_visible()
    assert violations(page, ".player") == []

    # Of another network that is opened meanwhile nothing old is said.
    page.get_by_role("radio", name="Small network").click()
    player.expect_answered(JUDGED)
    page.get_by_role("radio", name="Toy problem").click()
    expect_mark(player, "gradB2", "agrees")

    # Without the check the player is as before; everything is there when it is opened again.
    page.get_by_role("link", name="Step", exact=True).click()
    expect(page.locator(".player .badge")).to_have_count(0)
    expect(room).to_have_count(0)
    expect(page.locator(".player td[data-brought]")).to_have_count(0)


def test_another_number_at_a_step_where_the_room_is_a_row_above_the_player(player):
    page = player.page
    page.set_viewport_size({"width": 1024, "height": 768})
    player.go("gradY1")
    page.get_by_role("button", name="I have another number here").click()
    field = page.get_by_label("What your program printed")
    expect(field).to_be_focused()
    expect(field).to_have_value("gradY1 = ")
    page.keyboard.type(str(WRONG.tolist()))
    room = page.locator(".player .submission")
    expect(room.locator(".first-wrong code.without")).to_contain_text(
        "gradY2lin @ W2.T", timeout=JUDGED
    )
    assert violations(page, ".player") == []
    room.get_by_role("button", name="Your numbers").click()
    expect(field).to_be_hidden()
    expect(room.locator(".at-step")).to_contain_text("wrong, 9 of 9 entries")
    expect_no_scrolling(player, (1024, 768))

    # On a phone the page scrolls, and nothing reaches beyond it.
    page.set_viewport_size({"width": 390, "height": 844})
    room.get_by_role("button", name="Your numbers").click()
    expect(field).to_be_visible()
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0

    # What is forgotten is gone, here and after a reload.
    room.get_by_role("button", name="Clear").click()
    expect(page.locator(".player .badge")).to_have_count(0)
    page.get_by_role("button", name="Try a wrong one").click()
    expect(room.locator(".first-wrong code.with")).to_contain_text("gradY1 =", timeout=JUDGED)
    page.locator(".player .open-menu").click()
    page.locator('[data-entry="forget"]').click()
    page.get_by_role("button", name="Forget", exact=False).last.click()
    expect(page.locator(".player .badge")).to_have_count(0)
    assert (
        page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('submission'))")
        == []
    )


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            made.writestr(f"{name}.txt", text)
    return {"name": "class.zip", "mimeType": "application/zip", "buffer": out.getvalue()}


def test_a_class_set_a_recorded_training_and_numbers_without_a_name(player):
    page = player.page
    page.set_viewport_size({"width": 1280, "height": 720})
    player.go("gradY1")
    page.get_by_role("button", name="I have another number here").click()
    room = page.locator(".player .submission")
    field = page.get_by_label("What your program printed")
    # The name of what is looked at is not needed.
    field.fill(str(WRONG.tolist()))
    expect_mark(player, "gradY1", "differs")
    field.fill("")

    bring = page.locator(".submission input[type=file]")
    wrong = f"dA1 = {WRONG.tolist()}"
    bring.set_input_files(
        zipped(ada=f"dZ2 = {DELTA2.tolist()}", ben=wrong, cy=wrong, dee="a = [1,")
    )
    table = room.get_by_role("region", name="Class set")
    expect(table).to_contain_text("1 of 4 are right", timeout=JUDGED)
    expect(table.get_by_role("listitem").first).to_have_text("Transpose forgotten: 2")
    with page.expect_download() as saved:
        table.get_by_role("button", name="Save the table as CSV").click()
    assert "ben.txt,wrong,gradY1" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert violations(page, ".player") == []
    room.get_by_role("button", name="Take class.zip away").click()

    # Two recorded iterations; the second is computed with the weights of the first.
    training = {"1/X": X, "1/W1": W1, "1/Z1": X @ W1, "2/X": X, "2/Z1": X @ W1}
    bring.set_input_files(archive(**training))
    each = room.get_by_role("region", name="Your training, iteration by iteration")
    expect(each).to_contain_text("Iteration 1: all 1 right", timeout=JUDGED)
    expect(each).to_contain_text("Iteration 2: wrong from Y1lin on")
    expect_mark(player, "Y1lin", "differs")
    room.get_by_text("Record a training of your own").click()
    room.get_by_role("button", name="Copy for PyTorch").click()
    expect(room.get_by_text("Copied.")).to_be_visible()
    room.get_by_role("button", name="Clear").click()


def test_a_text_that_is_too_long_stays_when_a_file_is_taken_away(player):
    page = player.page
    page.get_by_role("link", name="Check", exact=True).click()
    bring = page.locator(".submission input[type=file]")
    bring.set_input_files(archive(Y1=Y1))
    away = page.get_by_role("button", name="Take run.npz away")
    expect(away).to_be_visible()
    field = page.get_by_label("What your program printed")
    long = "1" * 200_001
    field.fill(long)
    field.dispatch_event("change")
    expect(page.get_by_text("This text is too long")).to_be_visible()
    away.click()
    expect(away).to_have_count(0)
    expect(field).to_have_value(long)
