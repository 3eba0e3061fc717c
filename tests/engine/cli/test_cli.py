"""The command line: what it prints, its exit codes, and that a mistake is told in one line."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import nn

from engine.cli.commands.export import TARGETS
from engine.cli.main import main
from engine.network.optimizers import OPTIMIZERS
from engine.network.scenario.reading import from_text
from engine.network.scenario.scenario import iterate
from engine.printing.numpy import script
from tests.engine.network.scenario.test_scenario_json import LINE
from tests.support.project import ROOT

TOY = str(ROOT / "assets/examples/toy.json")
DESCENT = LINE | {"optimizer": {"type": "sgd", "lr": 0.25}, "iterations": 2}


@pytest.fixture
def line(tmp_path):
    path = tmp_path / "line.json"
    path.write_text(json.dumps(DESCENT), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_run_prints_what_an_optimizer_remembers(optimizer, tmp_path, capsys):
    path = tmp_path / "remembers.json"
    path.write_text(json.dumps(DESCENT | {"optimizer": {"type": optimizer}}), encoding="utf-8")
    assert main(["run", str(path), "--json"]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    for letter in OPTIMIZERS[optimizer].states:
        for name in (f"{letter}W1", f"{letter}W1_new", f"{letter}B1", f"{letter}B1_new"):
            assert np.isfinite(values[name]).all()
            assert np.shape(values[name]) == (1, 1)


def test_run_prints_every_value_as_json(capsys, batch):
    assert main(["run", TOY, "--json"]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    assert values.keys() == set(batch.program.names)
    for name, value in values.items():
        assert_allclose(value, batch[name], err_msg=name)


def test_run_prints_the_last_iteration(capsys, line):
    """w + b = 2 and both gradients are 2, so 0.25 · 2 is taken off each: 2 - 1 = 1."""
    assert main(["run", line, "--json"]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    assert values["Y1lin"] == [[1]]
    assert values["lr"] == 0.25


def test_what_is_not_finite_is_text(capsys, tmp_path):
    path = tmp_path / "far.json"
    path.write_text(json.dumps(DESCENT | {"X": [[1e200]], "D": [[-1e308]], "iterations": 1}))
    assert main(["run", str(path), "--json"]) == 0
    values = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)["values"]
    assert (values["L"], values["gradW1"], values["W1_new"]) == ("inf", [["inf"]], [["-inf"]])


def test_run_prints_the_equations_for_reading(capsys):
    assert main(["run", TOY]) == 0
    printed = capsys.readouterr().out
    assert "Y2lin = Y1 @ W2 + B2\n    [[ 88. 123. 147.]\n     [128. 228. 258.]" in printed
    assert [line for line in printed.splitlines() if line and line[0] != " "] == [
        *("input", "forward", "loss", "backward", "update"),
    ]


def test_a_scenario_may_come_from_standard_input(capsys, monkeypatch):
    text = Path(TOY).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(["run", "-", "--json"]) == 0
    assert '"gradX"' in capsys.readouterr().out


def test_check_finds_every_gradient_right(capsys, line):
    assert main(["check", line]) == 0
    printed = capsys.readouterr().out
    assert "gradW1: agrees with the slope of the loss" in printed
    assert printed.endswith("gradients are right\n")


def test_check_fails_where_a_gradient_is_wrong(capsys, line, monkeypatch):
    """The gradient of W forgets its factor: everything else is still right."""
    (trace, *_) = iterate(from_text(Path(line).read_text()))
    wrong = trace.values | {"gradW1": trace["gradW1"] * 2}
    slipped = type(trace)(trace.program, wrong, trace.dims)
    monkeypatch.setattr("engine.cli.commands.check.last_of", lambda _: slipped)
    assert main(["check", line]) == 1
    assert capsys.readouterr().out.endswith("wrong: gradW1\n")


def test_explain_writes_the_terms_out(capsys):
    """(31 · -713 + 50 · -955 + 68 · -199) / 3 = -27795; sections 2.2.3 and 3.6."""
    assert main(["explain", TOY, "gradW2", "0", "1"]) == 0
    printed = capsys.readouterr().out
    assert "gradW2[0, 1] = -27795\n" in printed
    assert "Y1[1, 0] * gradY2lin[1, 1] / 3 = -15916.6666667\n" in printed
    assert "  gradY2lin[2, 1] = -199\n" in printed


def test_explain_says_what_is_an_input(capsys):
    assert main(["explain", TOY, "lr"]) == 0
    assert capsys.readouterr().out == "lr = 0.1, an input\n"


def test_an_export_to_torch_compares_its_gradients_with_autograd(capsys, tmp_path):
    """Each agrees where the loss is the mean; a factor of 2 in one of them is seen."""
    target = tmp_path / "mean.json"
    data = json.loads(Path(TOY).read_text(encoding="utf-8")) | {"conventions": "mean"}
    target.write_text(json.dumps(data), encoding="utf-8")
    assert main(["export", str(target), "--to", "torch"]) == 0
    printed = capsys.readouterr().out
    exec(printed, {})
    assert capsys.readouterr().out.count("is that of autograd") == 7
    exec(printed.replace("gradW2 = Y1.T", "gradW2 = 2 * Y1.T"), {})
    assert "gradW2 is not that of autograd" in capsys.readouterr().out


def test_autograd_s_form_is_there_for_torch_alone(capsys):
    assert main(["export", TOY, "--to", "torch", "--by", "autograd"]) == 0
    assert ".backward(" in capsys.readouterr().out
    assert main(["export", TOY, "--to", "jax", "--by", "autograd"]) == 2
    assert "is there for --to torch" in capsys.readouterr().err


def test_export_prints_the_script(capsys, batch):
    assert main(["export", TOY, "--to", "numpy"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(script(batch))
    scope = {}
    exec(printed, scope)
    assert "gradX =" in capsys.readouterr().out
    np.testing.assert_array_equal(scope["gradX"], batch["gradX"])


@pytest.mark.parametrize("target", TARGETS)
def test_export_knows_every_target(capsys, target):
    assert main(["export", TOY, "--to", target]) == 0
    assert ("\\begin{document}" if target == "latex" else "gradW2 = ") in capsys.readouterr().out


def test_derive_prints_lines_and_gradient(capsys):
    """f = aᵀ X b: ∂f/∂X = a bᵀ."""
    assert main(["derive", "a' * X * b", "--wrt", "X"]) == 0
    printed = capsys.readouterr().out
    assert "gradient with respect to X: a @ b.T" in printed
    assert "agrees with central differences" in printed


def test_derive_takes_declared_shapes(capsys):
    assert main(["derive", "c * x' * x", "--wrt", "x", "--shape", "c=", "--shape", "x=7"]) == 0
    assert "(7x1)" in capsys.readouterr().out


def test_schema_prints_the_schema(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.validate(DESCENT, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(DESCENT | {"layer": []}, schema)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["run", "nowhere.json"], "nowhere.json: No such file"),
        (["run", str(ROOT)], "Is a directory"),
        (["run", __file__], "there is no network; one stands as nn.Sequential(...)"),
        (["run", str(ROOT / "README.md")], "is not Python"),
        (["explain", TOY, "gradW9"], "gradW9 is not a value"),
        (["explain", TOY, "gradW2", "3", "0"], "no entry [3, 0]"),
        (["derive", "a' * ", "--wrt", "a"], "column"),
        (["derive", "a' * a", "--wrt", "a", "--shape", "a=1,2,3"], "NAME=ROWS,COLUMNS"),
        (["derive", "a' * a", "--wrt", "a", "--shape", "b=3"], "b is not in the formula, which"),
    ],
)
def test_bad_input_is_told_in_one_line(capsys, argv, said):
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert err.startswith(f"python -m engine {argv[0]}: ")
    assert said in err


def shell(line):
    """A line of the shell in which `$ENGINE` is the command; how it ends, and what it says."""
    env = os.environ | {"ENGINE": f"{sys.executable} -m engine"}
    done = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", ["schema", f"run {TOY} --json"])
def test_output_that_cannot_be_written_is_a_failure(command):
    code, said = shell(f"$ENGINE {command} > /dev/full")
    assert code == 1
    assert said == f"python -m engine {command.split()[0]}: output: No space left on device\n"


def test_nothing_to_write_to_is_no_failure_and_nothing_to_read_from_is_one():
    assert shell("$ENGINE schema >&-") == (0, "")
    assert shell("$ENGINE run - <&-") == (2, "python -m engine run: standard input is closed\n")


@pytest.mark.parametrize(
    "argv",
    [[], ["walk"], ["run"], ["run", TOY, "--fast"], ["export", TOY], ["export", TOY, "--to", "c"]],
)
def test_bad_usage_is_told_in_one_line(capsys, argv):
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "command", ["diagnose", "run", "check", "explain", "export", "derive", "schema"]
)
def test_help_says_what_each_command_does(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"python -m engine {command}" in capsys.readouterr().out


def test_the_list_of_commands_imports_none_of_them():
    """A file each, in the folder; without a command nothing of the engine is loaded but errors."""
    code = (
        "import sys; from engine.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "loaded = {name for name in sys.modules if name.split('.')[0] in ('engine', 'numpy')}\n"
        "sys.exit(str(sorted(loaded)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    listed = re.findall(r"^    (\w+) +\w", done.stdout, re.MULTILINE)
    files = (ROOT / "engine/cli/commands").glob("[!_]*.py")
    assert sorted(listed) == sorted(path.stem for path in files)
    parts = ["engine", "engine.cli", "engine.cli.main", "engine.core", "engine.core.errors"]
    assert done.stderr == f"{parts}\n"


def test_it_is_a_module_that_runs():
    """`run` loads nothing of the other commands; a pipe that is closed early is no error."""
    code = (
        "import sys; from engine.cli.main import main; code = main(['run', sys.argv[1]]);"
        "bad = {'torch', 'networkx', 'engine.calculus', 'engine.check'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else code)"
    )
    args = [sys.executable, "-c", code, TOY]
    done = subprocess.run(args, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    module = [sys.executable, "-m", "engine", "schema"]
    with subprocess.Popen(module, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0


NETWORK = """
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))
criterion = nn.CrossEntropyLoss()
"""


def test_a_network_as_it_is_written_with_the_arrays_of_a_file(capsys, tmp_path):
    """PyTorch's own gradients are right: its run is what is judged."""
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2)).double()
    x, y = torch.randn(5, 2).double(), torch.tensor([0, 1, 1, 0, 1])
    loss = nn.CrossEntropyLoss()(model(x), y)
    loss.backward()
    state = {name: p.detach().numpy() for name, p in model.state_dict().items()}
    own = {f"{name}.grad": p.grad.numpy() for name, p in model.named_parameters()}
    network, values, grads = (tmp_path / name for name in ("net.py", "state.npz", "own.npz"))
    network.write_text(NETWORK)
    np.savez(values, X=x.numpy(), y=y.numpy(), **state)
    np.savez(grads, loss=loss.item(), **own)
    given = [str(network), str(grads), "--values", str(values)]
    assert main(["diagnose", *given]) == 0
    assert "all 5 arrays are right" in capsys.readouterr().out
    np.savez(grads, **{name: 2 * grad for name, grad in own.items()})
    assert main(["diagnose", *given]) == 1
    assert main(["check", str(network), "--values", str(values)]) == 0


def test_values_that_fit_nothing_are_refused(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("foo = 3")
    assert main(["run", TOY, "--values", str(tmp_path / "a.txt")]) == 2
    assert "has no array that can be put in; there are X, D, W1" in capsys.readouterr().err
