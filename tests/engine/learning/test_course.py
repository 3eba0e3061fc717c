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
from engine.learning.course import Course, epochs
from engine.learning.judge import Judge
from engine.learning.plan import Plan, loss_for
from engine.network.conventions import MEAN
from engine.network.optimizers import OPTIMIZERS
from engine.network.schedules import Cosine
from engine.network.spec import NetworkSpec, mlp_spec
from engine.network.training import batches
from engine.running.trace import run

TRAINED, OTHERS = split(data_set("moons", 60), 0.25)


def course(lr=0.5, hidden="tanh", seed=7, validation=None):
    spec = mlp_spec((2, 6, 2), hidden, conventions=MEAN)
    return Course(Plan(spec, lr=lr, batch=8, seed=seed), TRAINED, validation)


RICH = NetworkSpec(
    2,
    (("linear", 6), ("batch_norm", 0), ("tanh", 0), ("dropout", 0), ("linear", 2)),
    optimizer="adam",
    decay=True,
    penalty="half",
    conventions=MEAN,
)
"""A network that remembers much: averages of Adam, running statistics, masks."""


def rich():
    return Course(Plan(RICH, lr=0.05, batch=8, seed=2, schedule=Cosine(40)), TRAINED, OTHERS)


def test_two_epochs_against_torch():
    """The order of a seed and an epoch, mean losses, SGD; and the loss on the other samples."""
    torch = pytest.importorskip("torch")
    one = course(validation=OTHERS)
    t = {name: torch.tensor(np.array(value)) for name, value in one.trainer.values.items()}
    moved = [t[name].requires_grad_() for name in one.carried]
    optimizer = torch.optim.SGD(moved, lr=0.5)

    def loss_of(x, d):
        z = torch.tanh(x @ t["W1"] + t["B1"]) @ t["W2"] + t["B2"]
        return torch.nn.functional.cross_entropy(z, d)

    for measured in epochs(one, 2):
        order = np.random.default_rng((7, measured.number))
        for rows in batches(len(TRAINED), 8, order):
            optimizer.zero_grad()
            loss_of(t["X"][rows], t["D"][rows]).backward()
            optimizer.step()
        expected = loss_of(torch.tensor(OTHERS.x), torch.tensor(OTHERS.d)).item()
        assert measured.validated.loss == pytest.approx(expected, rel=1e-10)
    for name, tensor in zip(one.carried, moved, strict=True):
        np.testing.assert_allclose(one.carried[name], tensor.detach(), rtol=1e-9)


def test_a_course_that_is_gone_on_with_is_one_that_was_not_interrupted(tmp_path):
    whole, first, second = course(), course(), course()
    measured = list(epochs(whole, 4))
    before = list(epochs(first, 2))
    path = tmp_path / "c.npz"
    checkpoint.write(path, Checkpoint({"seed": 7}, 2, first.carried))
    read = checkpoint.read(path)
    assert (read.setting, read.epoch) == ({"seed": 7}, 2)
    second.put(2 * second.length, read.values)
    after = list(epochs(second, 4))
    assert [one.trained for one in (*before, *after)] == [one.trained for one in measured]
    assert_same(second.carried, whole.carried)


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert_array_equal(found[name], value, err_msg=name)


def after(one, count):
    for _ in range(count):
        one.onward()
    return one


@pytest.mark.parametrize("place", [1, 5, 6, 13])
def test_a_course_goes_on_from_any_iteration_also_within_an_epoch(place):
    """Six iterations an epoch: 45 samples in batches of 8."""
    whole, second = after(rich(), 20), rich()
    second.put(place, after(rich(), place).carried)
    assert_same(after(second, 20 - place).carried, whole.carried)


@pytest.mark.parametrize("make", [course, rich])
def test_an_iteration_that_is_recorded_is_the_one_that_was_run(make):
    one = after(make(), 9)
    trace = one.recorded()
    assert one.recorded()["L"] == trace["L"]
    assert one.onward().loss == trace["L"]
    updated = {old: trace[new] for old, new in trace.program.carried.items()}
    assert_same(one.carried, updated)


def test_the_rate_follows_its_schedule():
    """lr_k = lr ½ (1 + cos(π k / 40)): at 0, 20 and 40."""
    one, rates = rich(), []
    for place in (0, 20, 40):
        one.put(place, one.carried)
        rates.append(float(one.next_inputs()["lr"]))
    assert rates == pytest.approx([0.05, 0.025, 0])


def test_other_samples_are_judged_without_dropout_and_by_running_statistics():
    """W1 = I, W2 = I, tanh of (x - m) / sqrt(v + eps), computed by hand for one sample."""
    spec = NetworkSpec(
        2, (("linear", 2), ("batch_norm", 0), ("dropout", 0), ("linear", 2)), loss="mse"
    )
    values = {
        "W1": np.eye(2),
        "B1": np.zeros((1, 2)),
        "W2": np.eye(2),
        "B2": np.zeros((1, 2)),
        "gamma1": np.ones((1, 2)),
        "beta1": np.zeros((1, 2)),
        "eps1": 0.0,
        "lr": 0.1,
        "running_mean1_old": np.array([[1.0, 0.0]]),
        "running_var1_old": np.array([[4.0, 1.0]]),
        "p1": 0.5,
    }
    data = data_set("toy").rows(slice(0, 1))
    _, output = Judge(spec).run(values, data)
    x = data.x[0]
    assert output[0] == pytest.approx([(x[0] - 1) / 2, x[1]])


def test_the_loss_follows_the_targets():
    numbers, classes = data_set("curve"), data_set("moons")
    assert [loss_for(numbers, loss) for loss in ("", "huber", "hinge")] == ["mse", "huber", "mse"]
    wanted = [loss_for(classes, loss) for loss in ("", "mse", "hinge")]
    assert wanted == ["softmax_cross_entropy", "mse", "hinge"]


def test_it_ends_at_the_iteration_and_the_step_where_a_recorded_run_leaves_the_finite_range():
    one = course(1e300, "relu", seed=0)
    *_, last = epochs(one, 50)
    program = one.plan.program
    values, steps, fault = dict(course(1e300, "relu", seed=0).trainer.values), program.equations, 0
    orders = (
        rows
        for epoch in range(1, last.number + 1)
        for rows in batches(len(TRAINED), 8, np.random.default_rng((0, epoch)))
    )
    number = 0
    for rows in orders:
        number += 1
        trace = run(program, values | {"X": TRAINED.x[rows], "D": TRAINED.d[rows]})
        fault = trace.first_nonfinite()
        if fault is not None:
            break
        values |= {old: trace[new] for old, new in program.carried.items()}
    found = last.fault.iteration, last.fault.step, last.fault.name
    assert found == (number, steps.index(fault) + 1, fault.name)


@pytest.mark.parametrize("data", [b"", b"no file", b"PK\x03\x04"])
def test_another_file_is_no_checkpoint(tmp_path, data):
    path = tmp_path / "c.npz"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"c.npz: is not a whole checkpoint"):
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


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--seed -1", "--seed: -1 is not a whole number from 0"),
        ("--lr nan", "--lr: nan is not a finite number above 0"),
        ("--lr -1", "--lr: -1 is not a finite number above 0"),
        ("--share nan", "--share: nan is not a number between 0 and 1"),
        ("--share 1", "--share: 1 is not a number between 0 and 1"),
        ("--noise inf", "--noise: inf is not a finite number from 0 on"),
        ("--hidden 99999999", "hidden: the network has 399,999,996 weights"),
        ("--hidden 4,,4", "--hidden: '' is not a whole number"),
        ("--epochs 1e3", "--epochs: '1e3' is not a whole number"),
        ("moons --formula x", "formula: says nothing of moons"),
        ("moons --folder x", "folder: says nothing of moons"),
        ("mnist --count 5", "count: says nothing of mnist"),
        ("curve --loss hinge", "loss: is hinge, but the targets are numbers"),
        ("none.csv", "none.csv: cannot be read"),
        ("--save /nowhere/c.npz", "/nowhere/c.npz: cannot be written"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(capsys, asked, said):
    try:
        code = main(["train", *asked.split(" ")])
    except SystemExit as end:
        code = end.code
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_a_damaged_checkpoint_is_refused(tmp_path, capsys):
    """Cut off, with other bytes in the middle, of another setting, and with an epoch too many."""
    path, damaged = tmp_path / "c.npz", tmp_path / "d.npz"
    trained(capsys, "moons", "--epochs", "1", "--save", str(path))
    whole = path.read_bytes()
    for data in (whole[:400], whole[:420] + b"????" + whole[424:]):
        damaged.write_bytes(data)
        assert main(["train", "--resume", str(damaged)]) == 2
        assert "d.npz: is not a whole checkpoint" in capsys.readouterr().err
    held = checkpoint.read(path)
    settings = [{"hidden": [5]}, {"batch": -3}, {"hidden": "many"}, {"model": 1}]
    for wrong in (*settings, {"data": "--help"}, {"data": "--what"}):
        setting = {**held.setting, **wrong}
        checkpoint.write(damaged, Checkpoint(setting, held.epoch, held.values))
        assert main(["train", "--resume", str(damaged)]) == 2
        assert capsys.readouterr().err.startswith("python -m engine train: ")
    assert main(["train", "--resume", str(path), "--epochs", "1"]) == 2
    assert "the checkpoint has 1 already" in capsys.readouterr().err


def test_a_file_of_ones_own_is_split_and_standardised(tmp_path, capsys):
    """A target column of words; the inputs of the training part get mean 0 and deviation 1."""
    lines = ["size,kind,weight"]
    lines += [f"{10 * k},{'big' if k > 20 else 'small'},{k * k}" for k in range(40)]
    path = tmp_path / "own.csv"
    path.write_text("\n".join(lines))
    args = (str(path), "--target", "kind", "--standardise", "--optimizer", "adam")
    code, said = trained(capsys, *args, "--epochs", "60")
    assert code == 0
    assert said["epochs"][-1]["accuracy"] == 1
    assert said["epochs"][-1]["validation"]["accuracy"] == 1
    assert main(["train", str(path), "--target", "colour"]) == 2
    assert "target: is colour, but the columns are size, kind, weight" in capsys.readouterr().err


def test_every_optimizer_and_normalisation_trains(capsys):
    for optimizer in OPTIMIZERS:
        code, said = trained(
            capsys,
            "moons",
            "--optimizer",
            optimizer,
            "--lr",
            "0.01",
            "--norm",
            "before",
            "--epochs",
            "3",
        )
        assert code == 0
        assert said["epochs"][-1]["loss"] < said["epochs"][0]["loss"]
