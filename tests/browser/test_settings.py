"""The choices above the player, the languages, and the screens it has to fit on."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.browser.waiting import resized


@pytest.mark.parametrize(
    ("hidden", "code"), [("sigmoid", "1 / (1 + np.exp(-Y1lin))"), ("tanh", "np.tanh(Y1lin)")]
)
def test_hidden_activation(page, server, hidden, code):
    player = Player(page, server).open(f"?hidden={hidden}")
    player.go("Y1")
    expect(player.page.locator(".player aside code")).to_have_text(f"Y1 = {code}")


def test_choices_are_in_the_address(player):
    player.page.get_by_text("Single", exact=True).click()
    player.page.get_by_role("button", name="Network", exact=True).click()
    player.page.locator(".builder [data-field=loss]").select_option("l2")
    player.page.wait_for_url(lambda url: "samples=single" in url and "loss=l2" in url)
    player.page.reload()
    player.go("gradY3")
    expect(player.page.locator(".player aside code")).to_have_text("gradY3 = Y3 - D")
    assert player.shown("gradY3") == [[1304, 901]]  # section 3.2.2: [1544, 905] − [240, 4]


def test_edits_survive_another_activation(player):
    player.edit("X", 0, 0, "10")
    expect(player.cell("Y1lin", 0, 0)).to_have_text("55")
    player.page.get_by_role("button", name="Network", exact=True).click()
    player.page.get_by_label("Activation of layer 1").select_option("tanh")
    player.go("Y1")
    expect(player.page.locator(".player aside code")).to_contain_text("tanh")
    # tanh(55), tanh(32), tanh(−5) = −0.99991
    np.testing.assert_allclose(player.shown("Y1")[0], [1, 1, -0.9999], atol=5e-5)


def test_chinese(page, server):
    player = Player(page, server).open("?lang=zh")
    expect(page.get_by_text("反向传播可视化", exact=True)).to_be_visible()
    expect(player.button("下一步")).to_be_visible()
    page.get_by_role("radio", name="English").click()
    expect(player.button("Next")).to_be_visible()
    player.expect_step("Y1lin")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_is_cut_at_the_sides(toy_player, width, height):
    player = toy_player
    resized(player.page, width, height)
    player.go("gradW2")
    wide = player.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_the_toy_problem_fits_a_screen_of_1440_by_900(toy_player):
    player = toy_player
    for step in ("Y1lin", "L", "gradW2", "W2_new"):
        player.go(step)
        main = player.page.locator('[data-testid="stMain"]')
        assert main.evaluate("e => e.scrollHeight - e.clientHeight") <= 0
