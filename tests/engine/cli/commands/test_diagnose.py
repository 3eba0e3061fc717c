"""`diagnose` on the command line: the toy problem with mistakes of one's own."""

import io
import json

import pytest

from engine.cli.main import main
from tests.support.project import TOY as TOY_FILE

TOY = str(TOY_FILE)


@pytest.fixture
def own(tmp_path):
    def written(arrays):
        path = tmp_path / "own.json"
        path.write_text(arrays if isinstance(arrays, str) else json.dumps(arrays), encoding="utf-8")
        return str(path)

    return written


def plain(batch, *names):
    return {name: batch[name].tolist() for name in names}


def test_equal_arrays(capsys, own, batch):
    arrays = plain(batch, "Y1lin", "gradW2") | {"gradB2": batch["gradB2"][0].tolist()}
    assert main(["diagnose", TOY, own(arrays)]) == 0
    printed = capsys.readouterr().out
    assert "gradB2: right, but of shape (3,) where (1, 3) is expected" in printed
    assert printed.endswith("all 3 arrays are right\n")


def test_the_first_difference_and_its_likely_mistake(capsys, own, batch):
    """gradW2 without its third, and the update that follows: 1 + 0.1 · 142735 is 14274.5.

    gradW3 is averaged, so that it is no other convention.
    """
    summed = batch["Y1"].T @ batch["gradY2lin"]
    arrays = plain(batch, "gradW3", "gradY2lin") | {"gradW2": summed.tolist()}
    arrays["W2_new"] = (batch["W2"] - 0.1 * summed).tolist()
    assert main(["diagnose", TOY, own(arrays)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[1] == "gradY2lin: right"
    assert printed[2] == (
        "gradW2: WRONG, 9 of 9 entries: [0, 0] is expected to be -47578.333, not -142735"
    )
    assert printed[3] == (
        "  likely mistake: Summed, not averaged. "
        "gradW2 is summed over the samples, but not divided by their number."
    )
    assert printed[-2] == "W2_new: follows rightly from what is wrong before it"
    assert printed[-1] == "wrong from gradW2 on"


def test_a_wrong_shape(capsys, own, batch):
    """Samples not summed; and a transposed gradient beside one that is not."""
    assert main(["diagnose", TOY, own({"gradB1": batch["gradY1lin"].tolist()})]) == 1
    said = "gradB1: WRONG, of shape (3, 3) where (1, 3) is expected (not_summed)"
    assert said in capsys.readouterr().out
    arrays = plain(batch, "gradW3") | {"gradW1": batch["gradW1"].T.tolist()}
    assert main(["diagnose", TOY, own(arrays)]) == 1
    said = "gradW1: WRONG, of shape (3, 2) where (2, 3) is expected (transposed)"
    assert said in capsys.readouterr().out


def test_weights_as_out_in(capsys, own, batch):
    """All that is not square is transposed, so that W2, which is square, is transposed too."""
    arrays = {f"dW{k}": batch[f"gradW{k}"].T.tolist() for k in (1, 2, 3)}
    assert main(["diagnose", TOY, own(arrays)]) == 0
    printed = capsys.readouterr().out
    assert "gradW1: right, but of shape (3, 2) where (2, 3) is expected" in printed
    assert main(["diagnose", TOY, own(arrays | {"dW2": batch["gradW2"].tolist()})]) == 1


def test_names_as_people_write_them(capsys, own, batch):
    arrays = {"fc1.weight.grad": batch["gradW1"].tolist(), "dZ2": batch["gradY2lin"].tolist()}
    arrays |= {"what": [[1.5]]}
    assert main(["diagnose", TOY, own(arrays)]) == 0
    printed = capsys.readouterr().out
    assert "fc1.weight.grad is gradW1" in printed
    assert "dZ2 is gradY2lin" in printed
    assert "what: left out, it stands for no value of the program" in printed
    assert main(["diagnose", TOY, own(arrays), "--name", "dZ2=gradY1lin"]) == 1
    assert "gradY1lin: WRONG" in capsys.readouterr().out


def test_another_convention_is_no_mistake(capsys, own, batch):
    """Summed everywhere: 3 times the averages of three samples."""
    arrays = {name: (3 * batch[name]).tolist() for name in ("gradW1", "gradB2", "gradW3")}
    assert main(["diagnose", TOY, own(arrays)]) == 0
    assert "all 3 arrays are right in this convention: mean is nowhere" in capsys.readouterr().out


def test_digits_that_were_written(capsys, own, batch):
    """-47578.333... is -47578.3 to one decimal, and not -47578.4."""
    for last, code in (("3", 0), ("4", 1)):
        rows = [[f"{v:.1f}" for v in row] for row in batch["gradW2"]]
        rows[0][0] = f"-47578.{last}"
        text = ", ".join("[" + ", ".join(row) + "]" for row in rows)
        assert main(["diagnose", TOY, own(f'{{"gradW2": [{text}]}}')]) == code
    capsys.readouterr()


def test_what_no_mistake_explains(capsys, own, batch):
    assert main(["diagnose", TOY, own({"gradW1": (batch["gradW1"] + 1).tolist()})]) == 1
    assert "no known mistake gives these numbers" in capsys.readouterr().out


def test_the_same_as_json(capsys, own, batch):
    arrays = {"gradY3lin": (batch["D"] - batch["Y3"]).tolist(), "L": float(batch["L"])}
    assert main(["diagnose", TOY, own(arrays), "--json"]) == 1
    loss, gradient = json.loads(capsys.readouterr().out)["arrays"]
    assert (loss["name"], loss["verdict"], loss["wrong_at"]) == ("L", "right", [])
    assert (gradient["verdict"], gradient["shape"]) == ("wrong", None)
    assert gradient["expected"] == batch["gradY3lin"].tolist()
    assert gradient["causes"][0]["mistake"] == "target_minus_output"
    assert gradient["causes"][0]["step"] == "gradY3lin"


def test_arrays_from_standard_input_and_a_tolerance(capsys, monkeypatch, batch):
    text = json.dumps({"gradW1": (batch["gradW1"] * 1.00001).tolist()}).encode()
    for tolerance, code in (("1e-4", 0), ("1e-6", 1)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        assert main(["diagnose", TOY, "-", "--tolerance", tolerance]) == code
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ([[1]], "arrays by name"),
        ({}, "arrays by name"),
        ({"gradW9": [[1]]}, "gradW9 is not a value of the program"),
        ({"gradW1": "one"}, "gradW1 is not a number or rows of numbers"),
        ({"gradW1": [[1], [1, 2]]}, "gradW1 is not a number or rows of numbers"),
    ],
)
def test_bad_input_is_told_in_one_line(capsys, own, arrays, said):
    assert main(["diagnose", TOY, own(arrays)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert said in err


def test_a_tolerance_that_is_none(capsys, own):
    assert main(["diagnose", TOY, own({"L": 1}), "--tolerance", "nan"]) == 2
    assert "from 0 to below 1" in capsys.readouterr().err
    assert main(["diagnose", TOY, "nowhere.json"]) == 2
    assert "No such file" in capsys.readouterr().err
