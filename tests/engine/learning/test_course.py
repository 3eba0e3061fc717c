"""A training course: measured, interrupted and gone on with, ended where numbers are not finite."""

import json

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from engine.cli.main import main
from engine.core.errors import DataError
from engine.data.data_set import split
from engine.data.sets import data_set
from engine.learning import checkpoint
from engine.learning.checkpoint import Checkpoint
from engine.learning.course import course
from engine.network.build import build
from engine.network.conventions import MEAN
from engine.network.initialize import initialize
from engine.network.spec import mlp_spec
from engine.network.training import Trainer, batches
from engine.running.trace import run

TRAINED, OTHERS = split(data_set("moons", 60), 0.25)


def trainer(lr=0.5, hidden="tanh"):
    spec = mlp_spec((2, 6, 2), hidden, conventions=MEAN)
    values = {**initialize(spec, seed=3), "X": TRAINED.x, "D": TRAINED.d, "lr": lr}
    program = build(spec)
    return Trainer(program, {name: values[name] for name in program.roles}, batch=8)


def carried(one):
    return {name: np.array(one.values[name]) for name in one.program.carried}


def test_two_epochs_against_torch():
    """The order of a seed and an epoch, mean losses, SGD; and the loss on the other samples."""
    torch = pytest.importorskip("torch")
    one = trainer()
    t = {name: torch.tensor(np.array(value)) for name, value in one.values.items()}
    moved = [t[name].requires_grad_() for name in one.program.carried]
    optimizer = torch.optim.SGD(moved, lr=0.5)

    def loss_of(x, d):
        z = torch.tanh(x @ t["W1"] + t["B1"]) @ t["W2"] + t["B2"]
        return torch.nn.functional.cross_entropy(z, d)

    for measured in course(one, 2, seed=7, validation=OTHERS):
        order = np.random.default_rng((7, measured.number))
        for rows in batches(len(TRAINED), 8, order):
            optimizer.zero_grad()
            loss_of(t["X"][rows], t["D"][rows]).backward()
            optimizer.step()
        expected = loss_of(torch.tensor(OTHERS.x), torch.tensor(OTHERS.d)).item()
        assert measured.validated.loss == pytest.approx(expected, rel=1e-10)
    for name, tensor in zip(one.program.carried, moved, strict=True):
        np.testing.assert_allclose(one.values[name], tensor.detach(), rtol=1e-9)


def test_a_course_that_is_gone_on_with_is_one_that_was_not_interrupted(tmp_path):
    whole, first, second = trainer(), trainer(), trainer()
    measured = list(course(whole, 4, seed=1))
    before = list(course(first, 2, seed=1))
    path = tmp_path / "c.npz"
    checkpoint.write(path, Checkpoint({"seed": 1}, 2, carried(first)))
    read = checkpoint.read(path)
    assert (read.setting, read.epoch) == ({"seed": 1}, 2)
    second.put(read.values)
    after = list(course(second, 4, seed=1, first=3))
    assert [one.trained for one in (*before, *after)] == [one.trained for one in measured]
    for name, value in carried(whole).items():
        assert_array_equal(second.values[name], value, err_msg=name)


def test_it_ends_at_the_iteration_and_the_step_where_a_recorded_run_leaves_the_finite_range():
    one = trainer(1e300, "relu")
    *_, last = course(one, 50, seed=0)
    values, steps, fault = dict(trainer(1e300, "relu").values), one.program.equations, None
    orders = (
        rows
        for epoch in range(1, last.number + 1)
        for rows in batches(len(TRAINED), 8, np.random.default_rng((0, epoch)))
    )
    number = 0
    for rows in orders:
        number += 1
        trace = run(one.program, values | {"X": TRAINED.x[rows], "D": TRAINED.d[rows]})
        fault = trace.first_nonfinite()
        if fault is not None:
            break
        values |= {old: trace[new] for old, new in one.program.carried.items()}
    found = last.fault.iteration, last.fault.step, last.fault.name
    assert found == (number, steps.index(fault) + 1, fault.name)


@pytest.mark.parametrize("data", [b"", b"no file", b"PK\x03\x04"])
def test_another_file_is_no_checkpoint(tmp_path, data):
    path = tmp_path / "c.npz"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"c.npz: is not a checkpoint"):
        checkpoint.read(path)


# -- The command


def trained(capsys, *args):
    code = main(["train", *args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_command_goes_on_from_a_checkpoint(tmp_path, capsys):
    path = str(tmp_path / "c.npz")
    _, whole = trained(capsys, "moons", "--epochs", "5")
    _, first = trained(capsys, "moons", "--epochs", "2", "--save", path)
    code, rest = trained(capsys, "--epochs", "5", "--resume", path)
    assert code == 0
    assert first["epochs"] + rest["epochs"] == whole["epochs"]
    assert [one["epoch"] for one in rest["epochs"]] == [3, 4, 5]


def test_the_command_says_where_it_stopped(capsys):
    code, said = trained(capsys, "moons", "--lr", "1e300", "--activation", "relu")
    assert code == 1
    assert set(said["epochs"][-1]["not_finite"]) == {"iteration", "step", "name"}
    assert main(["train", "moons", "--lr", "1e300", "--activation", "relu"]) == 1
    assert "the numbers left the finite range, at step" in capsys.readouterr().out


def test_a_curve_has_no_accuracy_and_xor_is_learned(capsys):
    _, curve = trained(capsys, "curve", "--epochs", "1")
    assert set(curve["epochs"][0]) == {"epoch", "loss", "validation"}
    _, xor = trained(capsys, "xor", "--epochs", "2000", "--lr", "0.5", "--hidden", "8")
    assert xor["epochs"][-1]["accuracy"] == 1


def test_a_wish_against_the_checkpoint_is_refused(tmp_path, capsys):
    path = str(tmp_path / "c.npz")
    trained(capsys, "moons", "--epochs", "1", "--save", path)
    assert main(["train", "circles", "--resume", path]) == 2
    assert "data: is circles, but the checkpoint has moons" in capsys.readouterr().err
