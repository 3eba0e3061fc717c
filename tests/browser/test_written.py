"""A network is pasted in the builder, refused with its line or opened; a file has its weights."""

import io

import numpy as np
from playwright.sync_api import expect

W1 = np.array([[1.0, 2], [3, 4], [5, 6], [7, 8]])


def state_dict():
    file = io.BytesIO()
    arrays = {"0.weight": W1, "0.bias": np.zeros(4), "2.weight": np.ones((2, 4))}
    np.savez(file, **arrays, **{"2.bias": np.zeros(2)})
    return {"name": "net.npz", "mimeType": "application/zip", "buffer": file.getvalue()}


def test_a_pasted_network_opens_with_the_weights_of_a_file(player):
    page = player.page
    page.get_by_role("button", name="Network", exact=True).click()
    builder = page.locator(".player .builder")
    builder.get_by_text("Paste a network").click()
    code = builder.get_by_label("Your network as it is written")
    code.fill("nn.Sequential(\n  nn.Linear(2, 4),\n  nn.Conv2d(1, 2, 3))")
    opens = builder.get_by_role("button", name="Open this network")
    opens.click()
    expect(builder.get_by_role("alert")).to_contain_text("Line 3: Conv2d")

    code.fill("nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))\nnn.CrossEntropyLoss()")
    opens.click()
    expect(builder.get_by_role("alert")).to_have_count(0)
    expect(player.node("W1")).to_contain_text("2×4")
    builder.locator("input[type=file]").set_input_files(state_dict())
    expect(builder.locator(".pasted-network [role=status]")).to_contain_text("0.weight → W1")
    player.go("Y1lin")
    expect(player.cell("W1", 1, 3)).to_have_text("8")
    page.get_by_role("button", name="Undo").first.click()
    expect(player.cell("W1", 1, 3)).not_to_have_text("8")
