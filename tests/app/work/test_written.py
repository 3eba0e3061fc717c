"""A pasted network opens as a design with its numbers; a file brings weights, or is refused."""

import base64
import io
import time

import numpy as np
import pytest

from app.answer.exchange import reply
from app.text import LANGUAGES
from app.work import written
from app.work.changes import changed
from app.work.errors import WorkError
from app.work.numbers import trace_of
from app.work.run import run_of
from app.work.work import Work
from engine.teach.submission.files import read_arrays

CODE = """
net = nn.Sequential(nn.Linear(2, 3), nn.LeakyReLU(0.2), nn.Linear(3, 2))
criterion = nn.CrossEntropyLoss()
opt = torch.optim.SGD(net.parameters(), lr=0.25)
"""
WRITTEN = changed(Work(), {"type": "written", "text": CODE})
W1, B1 = np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([0.5, 0, -1])
W2 = np.array([[1.0, 0, 2], [0, 3, 1]])


def file(name, **arrays):
    out = io.BytesIO()
    np.savez(out, **arrays)
    return {"type": "values", "name": name, "data": base64.b64encode(out.getvalue()).decode()}


def values(work):
    return trace_of(run_of(work)).values


def test_a_pasted_network_has_its_layers_its_loss_and_its_numbers():
    design = WRITTEN.design
    assert design.widths == (2, 3, 2)
    assert [layer.activation for layer in design.layers] == ["leaky_relu", "softmax"]
    assert (design.loss, design.optimizer) == ("softmax_cross_entropy", "sgd")
    assert (values(WRITTEN)["lr"], values(WRITTEN)["slope1"]) == (0.25, 0.2)


@pytest.mark.parametrize("code", ["[2, 3, 2]", 'Sequential([Dense(4, "relu", input_shape=(3,))])'])
def test_other_ways_to_write_one(code):
    assert changed(Work(), {"type": "written", "text": code}).design.widths in ((2, 3, 2), (3, 4))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("nn.Sequential(\n nn.Linear(2, 3),\n nn.Conv2d(1, 2, 3))", ("Line 3", "Conv2d")),
        ("hello world", ("Line 1", "Python")),
        ("[2, 300, 2]", ("256",)),
        (str([2] * 12), ("8",)),
    ],
)
def test_what_cannot_be_opened_is_said_with_its_line(code, said):
    with pytest.raises(WorkError) as refused:
        changed(Work(), {"type": "written", "text": code})
    assert refused.value.path == "written"
    for lang in LANGUAGES:
        assert all(part in refused.value.sentence("en") for part in said)
        assert refused.value.sentence(lang)


def test_weights_of_torch_are_put_in():
    state_dict = {"0.weight": W1, "0.bias": B1, "2.weight": W2, "2.bias": np.zeros(2)}
    work = changed(WRITTEN, file("net.npz", **state_dict))
    np.testing.assert_array_equal(values(work)["W1"], W1.T)
    np.testing.assert_array_equal(values(work)["B1"], [B1])
    np.testing.assert_array_equal(values(work)["W2"], W2.T)
    assert values(work)["lr"] == 0.25


def test_samples_of_another_number_come_with_their_targets():
    x, d = np.arange(12.0).reshape(6, 2), np.eye(2)[[0, 1, 1, 0, 1, 0]]
    work = changed(WRITTEN, file("data.npz", X=x, D=d))
    assert work.design.batch == 6
    np.testing.assert_array_equal(values(work)["X"], x)
    np.testing.assert_array_equal(values(work)["D"], d)
    np.testing.assert_array_equal(values(work)["W1"], values(WRITTEN)["W1"])


@pytest.mark.parametrize("arrays", [{"W1": np.ones((7, 7))}, {"nothing": np.ones(5)}])
def test_a_file_that_does_not_fit_is_refused_with_its_name(arrays):
    with pytest.raises(WorkError) as refused:
        changed(WRITTEN, file("net.npz", **arrays))
    assert refused.value.path == "values"
    assert refused.value.sentence("en").startswith("net.npz")
    assert refused.value.sentence("en").split(": ")[-1][0].isupper()


def test_what_was_assumed_and_put_in_is_said():
    changes = [{"type": "written", "text": "[2, 3, 2]"}, file("net.npz", W1=W1.T, other=B1)]
    answer = reply({"version": 1, "work": {"version": 1}, "changes": changes, "lang": "en"})
    assert answer["refused"] == []
    assert answer["said"] == []
    assert "ReLU" in answer["remarks"][0]
    assert answer["remarks"][1].endswith("taken: Softmax + cross-entropy.")
    assert "W1 → W1" in answer["remarks"][-2]


def test_a_file_is_read_once_for_the_change_and_what_is_said_of_it(monkeypatch):
    read = []
    monkeypatch.setattr(
        written, "read_arrays", lambda *given: read.append(given) or read_arrays(*given)
    )
    changes = [{"type": "written", "text": "[2, 3, 2]"}, file("once.npz", W1=7 * W1.T)]
    answer = reply({"version": 1, "work": {"version": 1}, "changes": changes, "lang": "en"})
    assert answer["refused"] == []
    assert len(read) == 1


def test_an_archive_of_many_lists_is_read_soon():
    """Each of 1,500 names was compared with each other one: that took over 4 seconds."""
    begun = time.process_time()
    with pytest.raises(WorkError):
        changed(WRITTEN, file("many.npz", **{f"fc{k}.weight": np.ones(3) for k in range(1500)}))
    assert time.process_time() - begun < 3
