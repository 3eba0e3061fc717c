"""From one iteration to the next, and back."""

from itertools import pairwise

import numpy as np
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.support import toy


def test_two_updates_and_back(toy_player):
    """Section 3.7: after one update `W1` is as printed; then all is as at first."""
    player = toy_player
    player.button("Next iteration").click()
    player.expect_iteration(2)
    player.expect_step("Y1lin")
    printed = [[5612.47, -1408.57, 1709.23], [5887.7, -1475.53, 1799.9]]
    np.testing.assert_allclose(player.shown("W1"), printed, atol=0.05)
    player.button("Next iteration").click()
    player.expect_iteration(3)
    player.button("Iteration back").click()
    player.expect_iteration(2)
    np.testing.assert_allclose(player.shown("W1"), printed, atol=0.05)
    player.button("Iteration back").click()
    player.expect_iteration(1)
    assert player.shown("W1") == toy.BATCH["W1"].tolist()


def test_twenty_updates_bring_the_loss_of_the_small_network_down(page, server):
    player = Player(page, server).open("?example=small")
    losses = []
    for iteration in range(1, 22):
        player.expect_iteration(iteration)
        player.go("L")
        losses.append(player.shown("L")[0][0])
        player.button("Next iteration").click()
    assert all(after < before for before, after in pairwise(losses))
    assert losses[-1] < losses[0] / 10


def test_the_keyboard_alone(toy_player):
    """Step, edit, be refused, undo, update twice, go back, and never touch the mouse."""
    player = toy_player
    player.press("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")
    player.expect_step("Y1lin")
    first = player.cell("X", 0, 0)
    for _ in range(60):
        if first.evaluate("td => td.getRootNode().activeElement === td"):
            break
        player.press("Tab")
    player.press("Enter")
    player.page.keyboard.type("ten")
    player.press("Enter")
    expect(player.page.get_by_role("alert")).to_contain_text("not a number")
    player.press("Control+a")
    player.page.keyboard.type("10")
    player.press("Enter")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")
    player.press("Control+z")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("31")
    player.press("u")
    player.expect_iteration(2)
    player.press("u")
    player.expect_iteration(3)
    player.press("b")
    player.expect_iteration(2)


def test_the_learning_rate(toy_player):
    player = toy_player
    player.go("W1_new")
    player.edit("lr", 0, 0, "0")
    expect(player.cell("W1_new", 0, 0)).to_have_text("4")
    assert player.shown("W1_new") == toy.BATCH["W1"].tolist()
