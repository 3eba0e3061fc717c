"""Trainings of PyTorch and of NumPy, kept by the recorders, and judged iteration by iteration."""

import numpy as np
import pytest
import torch
from torch import nn

from engine.cli.main import main
from engine.network.written.begin import begun
from engine.network.written.network import read_network
from engine.teach.diagnose.comparison import first_wrong
from engine.teach.submission.files import read_arrays
from engine.teach.submission.recorded import first_wrong_iteration, judge_recorded
from engine.teach.submission.recorder import RECORDERS, recorder

MODEL = """
model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.ReLU(), nn.Dropout(0.4),
                      nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 2))
criterion = nn.CrossEntropyLoss()
"""
OPTIMIZERS = (
    "SGD(model.parameters(), lr=0.1, momentum=0.9)",
    "Adam(model.parameters(), lr=0.01, weight_decay=0.1)",
    "RMSprop(model.parameters(), lr=0.01)",
)


def trained(optimizer, dtype, folder, monkeypatch, forgets=False):
    """Three iterations of PyTorch with the recorder pasted above; batches of 6, 5 and 4."""
    monkeypatch.chdir(folder)
    torch.manual_seed(0)
    own = {"nn": nn, "torch": torch}
    made = f"optimizer = torch.optim.{optimizer}\n"
    exec(f"{recorder('torch')}\n{MODEL}\nmodel.to(torch.{dtype})\n{made}", own)
    own["watch"](own["model"])
    for k in range(3):
        x, y = torch.randn(6 - k, 2, dtype=getattr(torch, dtype)), torch.randint(0, 2, (6 - k,))
        if not forgets:
            own["optimizer"].zero_grad()
        loss = own["criterion"](own["model"](x), y)
        loss.backward()
        own["optimizer"].step()
        own["record"](own["model"], own["optimizer"], x, y, loss)
    scenario = begun(read_network(MODEL + made))
    return scenario, read_arrays("run.npz", (folder / "run.npz").read_bytes())


@pytest.mark.parametrize(
    ("optimizer", "dtype"),
    [*((one, "float64") for one in OPTIMIZERS), *((one, "float32") for one in OPTIMIZERS[:2])],
)
def test_a_training_of_pytorch_is_right(optimizer, dtype, tmp_path, monkeypatch):
    scenario, own = trained(optimizer, dtype, tmp_path, monkeypatch)
    iterations = judge_recorded(scenario, own)
    assert [one.number for one in iterations] == [1, 2, 3]
    wrong = first_wrong_iteration(iterations)
    assert wrong is None, first_wrong(wrong.judged.compared).diagnosis
    for one in iterations:
        names = {each.diagnosis.name for each in one.judged.compared}
        assert names >= {"L", "gradY1", "gradW1", "vW1_new", "gamma1_new", "Y1drop", "W3_new"}


@pytest.fixture
def by_hand(tmp_path, monkeypatch):
    """Three iterations of NumPy; in the second the gradient is three times what it should be."""
    monkeypatch.chdir(tmp_path)
    rng, own = np.random.default_rng(4), {}
    exec(recorder("numpy"), own)
    w = rng.normal(size=(2, 2))
    for k in range(3):
        x, d = rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
        z = x @ w
        dw = x.T @ (z - d) / 4 * (3 if k == 1 else 1)
        own["record"](X=x, D=d, W1=w, Z1=z, dW1=dw)
        w = w - 0.1 * dw
    return tmp_path


def test_gradients_that_are_added_up_over_iterations_are_named(tmp_path, monkeypatch, capsys):
    """As where `optimizer.zero_grad()` is forgotten."""
    scenario, own = trained(OPTIMIZERS[0], "float64", tmp_path, monkeypatch, forgets=True)
    first, second, third = judge_recorded(scenario, own)
    assert not first_wrong(first.judged.compared)
    parameters = {f"grad{i.name}" for i in scenario.program.inputs if i.role == "parameter"}
    wrong = {one.diagnosis.name for one in second.judged.compared if one.verdict == "wrong"}
    assert set(second.accumulated) == set(third.accumulated) == wrong & parameters
    assert {"gradW1", "gradW2", "gradW3", "gradB3"} <= set(second.accumulated)


NETWORK = "nn.Sequential(nn.Linear(2, 2, bias=False))\nnn.MSELoss()\n"


def test_a_mistake_is_told_in_its_iteration_and_not_again(by_hand):
    """The mean over two outputs is half of the sum of squares: the gradient is X'(Z - D) / n."""
    own = read_arrays("run.npz", (by_hand / "run.npz").read_bytes())
    iterations = judge_recorded(begun(read_network(NETWORK)), own)
    wrong = [one.number for one in iterations if first_wrong(one.judged.compared)]
    assert wrong == [2]
    first = first_wrong(first_wrong_iteration(iterations).judged.compared).diagnosis
    assert (first.name, first.causes[0].mistake, first.causes[0].number) == ("gradW1", "times", "3")


def test_on_the_command_line(by_hand, capsys):
    (by_hand / "net.py").write_text(NETWORK)
    assert main(["diagnose", "net.py", "run.npz"]) == 1
    out = capsys.readouterr().out
    assert "iteration 1: all 3 arrays are right" in out
    assert "iteration 2: wrong from gradW1 on" in out
    assert "gradW1 is 3 times what it should be" in out


@pytest.mark.parametrize("language", RECORDERS)
def test_the_recorder_is_printed(language, capsys):
    assert main(["recorder", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == recorder(language).splitlines()
    assert sum(bool(line.strip()) for line in lines) <= 25
