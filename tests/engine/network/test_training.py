"""Training: batches, epochs and what became of the loss."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from engine.core.errors import BindError, SettingError
from engine.core.program import Role
from engine.network.build import build, mlp
from engine.network.conventions import MEAN
from engine.network.optimizers import DEFAULTS
from engine.network.spec import NetworkSpec, mlp_spec
from engine.network.training import batches, train
from engine.running.trace import run


def two_clouds(count=60):
    """Two clouds, one around (1, 1) and one around (-1, -1), and their classes."""
    rng = np.random.default_rng(1)
    classes = rng.integers(0, 2, count)
    x = rng.normal(size=(count, 2)) * 0.4 + np.where(classes[:, None] == 1, 1, -1)
    return x, np.eye(2)[classes]


def start(program, x, d, lr=0.5):
    rng = np.random.default_rng(2)
    plain = {i.name: rng.normal(size=i.shape) * 0.3 for i in program.inputs[2:]}
    plain |= {i.name: np.zeros(i.shape) for i in program.inputs if i.role is Role.STATE}
    plain |= {name: np.ones_like(v) for name, v in plain.items() if name.startswith("running_var")}
    return plain | DEFAULTS | {"X": x, "D": d, "lr": lr, "eps1": 1e-5, "alpha1": 0.9}


def given(program, values):
    return {i.name: values[i.name] for i in program.inputs}


def problem(norm="none", optimizer="sgd"):
    spec = replace(mlp_spec((2, 4, 2), "tanh", norm=norm), optimizer=optimizer)
    program = build(spec)
    return program, given(program, start(program, *two_clouds()))


@pytest.mark.parametrize(
    ("count", "size", "sizes"), [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 8, [3])]
)
def test_batches_hold_every_position_once(count, size, sizes):
    found = list(batches(count, size, np.random.default_rng(0)))
    assert [len(rows) for rows in found] == sizes
    assert sorted(np.concatenate(found)) == list(range(count))


def test_an_epoch_shuffles_anew():
    rng = np.random.default_rng(0)
    first, second = (np.concatenate(list(batches(50, 7, rng))) for _ in range(2))
    assert (first != second).any()


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("norm", ["none", "before"])
def test_an_epoch_is_a_recorded_run_for_every_batch(norm, optimizer):
    """60 samples in batches of 8 are seven whole batches and one of 4. Adam counts the batches."""
    program, values = problem(norm, optimizer)
    trained = train(program, values, epochs=2, batch=8, seed=5)
    state, rng, losses = dict(values), np.random.default_rng(5), []
    for _ in range(2):
        losses.append([])
        for rows in batches(60, 8, rng):
            trace = run(program, state | {"X": values["X"][rows], "D": values["D"][rows]})
            state |= {old: trace[new] for old, new in program.carried.items()}
            losses[-1].append(float(trace["L"]))
    for name, value in state.items():
        assert_array_equal(trained.values[name], value, err_msg=name)
    assert [epoch.loss for epoch in trained.history] == [np.mean(found) for found in losses]


def test_two_clouds_are_told_apart():
    program, values = problem()
    history = train(program, values, epochs=20, batch=16).history
    assert len(history) == 20
    assert history[-1].loss < history[0].loss / 3
    assert history[-1].accuracy > 0.95 > history[0].accuracy


def test_accuracy_is_the_share_that_is_right():
    """A learning rate of 0 leaves Y = X: of the four largest targets, the outputs have three."""
    program = mlp((2, 2), loss="l2")
    x = np.array([[1.0, 2.0], [3.0, 1.0], [0.0, 5.0], [2.0, 1.0]])
    d = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    still = {"X": x, "D": d, "W1": np.eye(2), "B1": [[0, 0]], "lr": 0}
    (epoch,) = train(program, still, batch=3).history
    assert epoch.accuracy == 0.75


def test_with_one_output_it_is_the_side_of_one_half():
    """Outputs 0.2 0.7 0.9 0.4 against 0 1 0 0: three are on the right side."""
    program = mlp((1, 1), loss="l2")
    x, d = np.array([[0.2], [0.7], [0.9], [0.4]]), np.array([[0.0], [1.0], [0.0], [0.0]])
    still = {"X": x, "D": d, "W1": [[1]], "B1": [[0]], "lr": 0}
    assert train(program, still).history[0].accuracy == 0.75


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others():
    program, values = problem()
    one, same, other = (train(program, values, seed=seed).values["W1"] for seed in (1, 1, 2))
    assert_array_equal(one, same)
    assert (one != other).any()


def test_what_was_given_is_not_written_to():
    program, values = problem("before")
    before = {name: np.copy(value) for name, value in values.items()}
    train(program, values, epochs=2)
    for name, value in before.items():
        assert_array_equal(values[name], value, err_msg=name)


def test_training_can_be_gone_on_with():
    program, values = problem()
    first = train(program, values, epochs=1, seed=1)
    assert_array_equal(first.values["X"], values["X"])
    assert train(program, first.values, epochs=1, seed=1).history[0].loss < first.history[0].loss


def test_the_rate_of_an_epoch_is_asked_for():
    program, values = problem()
    asked = []

    def rate(epoch):
        asked.append(epoch)
        return 0.0 if epoch else 0.5

    one = train(program, values, epochs=1, seed=3)
    assert_array_equal(
        train(program, values, epochs=3, seed=3, rate=rate).values["W1"], one.values["W1"]
    )
    assert asked == [0, 1, 2]


def test_in_float32_every_value_is_float32():
    program, values = problem("before")
    trained = train(program, values, dtype=np.float32)
    arrays = [trained.values[i.name] for i in program.inputs if i.shape]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert np.isfinite(trained.history[0].loss)


def test_ten_epochs_against_torch_in_the_order_of_the_seed():
    """The same batches, a mean loss, SGD: PyTorch ends with the same weights."""
    torch = pytest.importorskip("torch")
    program = mlp((2, 4, 2), "tanh", conventions=MEAN)
    values = given(program, start(program, *two_clouds()))
    trained = train(program, values, epochs=10, batch=16, seed=9)
    t = {n: torch.tensor(np.asarray(v)) for n, v in values.items()}
    moved = [t[name].requires_grad_() for name in program.with_role(Role.PARAMETER)]
    optimizer, rng = torch.optim.SGD(moved, lr=0.5), np.random.default_rng(9)
    for _ in range(10):
        for rows in batches(60, 16, rng):
            z = torch.tanh(t["X"][rows] @ t["W1"] + t["B1"]) @ t["W2"] + t["B2"]
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(z, t["D"][rows]).backward()
            optimizer.step()
    for name, tensor in zip(program.with_role(Role.PARAMETER), moved, strict=True):
        np.testing.assert_allclose(trained.values[name], tensor.detach(), rtol=1e-10)


@pytest.mark.parametrize("sizes", [{"epochs": 0}, {"batch": 0}, {"batch": -1}])
def test_sizes_are_from_1_on(sizes):
    with pytest.raises(SettingError, match="needs a whole number from 1"):
        train(*problem(), **sizes)


def test_values_that_do_not_fit_are_refused_by_name():
    program, values = problem()
    with pytest.raises(BindError, match="W1 is 2x3"):
        train(program, values | {"W1": np.ones((2, 3))})
    with pytest.raises(BindError, match="D has 59 rows, but X has 60"):
        train(program, values | {"D": values["D"][:59]})


def test_a_program_without_a_loss_is_refused():
    spec = NetworkSpec(2, (("linear", 2),), loss="upstream")
    with pytest.raises(SettingError, match="an input, a target and a loss"):
        train(build(spec), {})
