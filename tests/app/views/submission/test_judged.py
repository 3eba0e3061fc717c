"""What is said of numbers that someone brings: the toy problem, whose values are in the handout."""

import base64
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

import engine
from app.text import LANGUAGES, catalogue, spoken
from app.views.practice.words import Reader
from app.views.submission.brought import NOT_THIS, Brought, arrays_of
from app.views.submission.judged import submission_data
from app.work.address import from_query
from app.work.numbers import source_shown
from app.work.run import run_of
from engine.teach.submission.judge import in_other_conventions

# From here on the numbers are those of the toy problem in whole numbers: Y1 and gradY2lin as the
# handout prints them (sections 2.2.3 and 3.6), W2 from section 2.1.3.
Y1 = np.array([[31, 20, 7], [50, 34, 20], [68, 46, 26]])
DELTA2 = np.array([[-1215, -713, -1211], [-1605, -955, -1603], [-365, -199, -360]])
W2 = np.array([[2, 5, 6], [2, -3, -3], [-2, 4, 3]])
X = np.array([[4, 3], [5, 6], [7, 8]])
W1 = np.array([[4, 2, -2], [5, 4, 5]])
GRAD_W2 = Y1.T @ DELTA2 / 3


def printed(**arrays):
    """The arrays as NumPy prints them, each under its name."""
    return "\n".join(f"{name} = {np.asarray(value).tolist()}" for name, value in arrays.items())


def judged(text="", query=None, lang="en", **others):
    source = source_shown(run_of(from_query(query or {})[0]))
    brought = Brought(text, **others)
    found = submission_data(source, in_other_conventions(source), brought, Reader(lang))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


def verdicts(found):
    return {name: value["verdict"] for name, value in found["values"].items()}


def taken(found):
    return {one["own"]: one["name"] for one in found["names"]}


def line(cause, side):
    return spoken(cause[side]["numpy"])


# -- Right


def test_right_numbers_are_right_by_the_names_that_people_give():
    found = judged(printed(Y1=Y1, dZ2=DELTA2, dW2=GRAD_W2))
    assert taken(found) == {"Y1": "Y1", "dZ2": "gradY2lin", "dW2": "gradW2"}
    assert verdicts(found) == dict.fromkeys(("Y1", "gradY2lin", "gradW2"), "right")
    assert (found["first"], found["said"]) == (None, [])
    assert found["values"]["Y1"]["wrong_at"] == []


def test_weights_of_torch_are_turned_and_it_is_said():
    """W1 has two rows here and three there; W2 is square, and turned with it."""
    text = printed(**{"fc1.weight": W1.T, "fc2.weight.grad": GRAD_W2.T})
    found = judged(text)
    assert verdicts(found) == {"W1": "right", "gradW2": "right"}
    assert found["values"]["W1"]["given"] == W1.tolist()
    assert found["said"] == [catalogue()["submission.layout.weights"]["en"]]


def test_samples_in_columns_are_turned_and_it_is_said():
    found = judged(printed(X=X.T, Y1=Y1.T))
    assert verdicts(found) == {"X": "right", "Y1": "right"}
    assert found["values"]["Y1"]["given"] == Y1.tolist()
    assert catalogue()["submission.layout.samples"]["en"] in found["said"]


def test_a_list_for_a_row_is_right():
    found = judged(printed(db2=DELTA2.sum(axis=0) / 3))
    assert found["values"]["gradB2"]["verdict"] == "right"
    assert np.array(found["values"]["gradB2"]["given"]).shape == (1, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sums_throughout_are_another_convention(lang):
    """The handout averages the gradients of the parameters: three times as much is a sum."""
    found = judged(printed(Y1=Y1, dW2=3 * GRAD_W2, db2=DELTA2.sum(axis=0)), lang=lang)
    assert verdicts(found) == {"Y1": "right", "gradW2": "convention", "gradB2": "convention"}
    assert found["first"] is None
    option = catalogue()["convention.mean.nowhere"][lang]
    assert option in found["said"][0]
    assert np.allclose(found["values"]["gradW2"]["expected"], 3 * GRAD_W2)


# -- Wrong


def test_one_sum_beside_averages_is_a_mistake_with_its_line_of_code():
    found = judged(printed(db2=DELTA2.sum(axis=0) / 3, dW2=3 * GRAD_W2))
    assert found["first"] == "gradW2"
    value = found["values"]["gradW2"]
    assert len(value["wrong_at"]) == value["entries"] == 9
    cause = value["causes"][0]
    assert line(cause, "wrong") == "gradW2 = Y1.T @ gradY2lin"
    assert line(cause, "right") == "gradW2 = Y1.T @ gradY2lin / 3"
    assert {"name": "gradW2"} in cause["text"]
    assert spoken(cause["wrong"]["torch"]).startswith("gradW2 = ")


def test_what_follows_from_a_wrong_value_is_no_mistake_of_its_own():
    """The transpose of W2 is forgotten; ReLU passes all of it on, since Y1lin is above 0."""
    wrong = DELTA2 @ W2
    found = judged(printed(dZ2=DELTA2, dA1=wrong, dZ1=wrong, dW1=X.T @ wrong / 3))
    names = ("gradY2lin", "gradY1", "gradY1lin", "gradW1")
    told = ("right", "wrong", "follows", "follows")
    assert verdicts(found) == dict(zip(names, told, strict=True))
    assert found["first"] == "gradY1"
    assert np.allclose(found["values"]["gradW1"]["expected"], X.T @ wrong / 3)
    assert line(found["values"]["gradY1"]["causes"][0], "wrong") == "gradY1 = gradY2lin @ W2"


def test_the_second_mistake_is_judged_by_what_follows_from_the_first():
    wrong = DELTA2 @ W2
    found = judged(printed(dZ2=DELTA2, dA1=wrong, dZ1=wrong, dW1=X.T @ wrong, db1=wrong.mean(0)))
    assert verdicts(found)["gradW1"] == "wrong"
    value = found["values"]["gradW1"]
    assert np.allclose(value["expected"], X.T @ wrong / 3)
    assert line(value["causes"][0], "right") == "gradW1 = X.T @ gradY1lin / 3"


def test_the_entry_that_was_mistyped_is_named():
    mistyped = Y1 + np.array([[0, 0, 0], [0, 0, 2], [0, 0, 0]])
    value = judged(printed(Y1=mistyped))["values"]["Y1"]
    assert (value["verdict"], value["wrong_at"], value["causes"]) == ("wrong", [[1, 2]], [])


def test_a_wrong_shape_is_said_with_both():
    value = judged(printed(db2=DELTA2))["values"]["gradB2"]
    assert value["verdict"] == "wrong"
    assert value["given"] is None
    assert "3×3" in value["shape"]
    assert "1×3" in value["shape"]


def test_a_number_is_judged_by_its_digits():
    """gradB2 begins with −3185/3 = −1061.666…: with no decimals it is −1062."""
    sums = DELTA2.sum(axis=0) / 3
    rounded = "db2 = [" + ", ".join(f"{x:.0f}." for x in sums) + "]"
    assert judged(rounded)["values"]["gradB2"]["verdict"] == "right"
    off = "db2 = [" + ", ".join(f"{x - 1:.0f}.00" for x in sums) + "]"
    assert judged(off)["values"]["gradB2"]["verdict"] == "wrong"


# -- Which name is which value


def test_a_name_that_says_nothing_can_be_chosen_among_the_values_of_its_shape():
    found = judged(printed(foo=Y1))
    assert taken(found) == {"foo": None}
    assert found["values"] == {}
    (one,) = found["names"]
    assert {"Y1", "gradW2", "W2"} <= set(one["choices"])
    assert "gradB2" not in one["choices"]
    chosen = judged(printed(foo=Y1), chosen=(("foo", "Y1"),))
    assert verdicts(chosen) == {"Y1": "right"}


def test_a_name_can_be_left_out():
    text = printed(dW2=Y1, Y1=Y1)
    assert judged(text)["first"] == "gradW2"
    found = judged(text, chosen=(("dW2", NOT_THIS),))
    assert taken(found) == {"dW2": None, "Y1": "Y1"}
    assert verdicts(found) == {"Y1": "right"}


def test_a_name_that_is_chosen_for_no_value_of_the_network_is_found_by_itself():
    assert verdicts(judged(printed(Y1=Y1), chosen=(("Y1", "nothing"),))) == {"Y1": "right"}


# -- Single entries


def test_a_single_entry_is_judged_by_itself():
    """gradW2[1, 2] is (31·(−713) + 50·(−955) + 68·(−199)) / 3 = −27795; counted from 1."""
    found = judged("gradW2[row 1, column 2] = -27795")
    assert verdicts(found) == {"gradW2": "right"}
    assert found["values"]["gradW2"]["given"][0] == [None, -27795.0, None]
    wrong = judged("gradW2[row 1, column 2] = -83385")
    assert wrong["first"] == "gradW2"
    assert wrong["values"]["gradW2"]["wrong_at"] == [[0, 1]]
    assert line(wrong["values"]["gradW2"]["causes"][0], "wrong") == "gradW2 = Y1.T @ gradY2lin"


def test_several_entries_of_a_value_are_judged_together():
    """gradW2[1, 1] is (31·(−1215) + 50·(−1605) + 68·(−365)) / 3 = −142735 / 3."""
    right = "gradW2[row 1, column 2] = -27795"
    for text in (f"{right}\ngradW2[row 1, column 1] = 1", f"gradW2[row 1, column 1] = 1\n{right}"):
        value = judged(text)["values"]["gradW2"]
        assert (value["verdict"], value["wrong_at"], value["entries"]) == ("wrong", [[0, 0]], 2)
        assert value["given"][0] == [1.0, -27795.0, None]
        assert [one["name"] for one in judged(text)["names"]] == ["gradW2", "gradW2"]
    both = judged(f"{right}\ngradW2[row 1, column 1] = -142735/3")
    assert verdicts(both) == {"gradW2": "right"}
    assert both["values"]["gradW2"]["entries"] == 2


def test_of_an_entry_that_was_typed_twice_the_last_number_counts():
    found = judged("gradW2[row 1, column 2] = 1\ngradW2[row 1, column 2] = -27795")
    assert verdicts(found) == {"gradW2": "right"}
    assert found["values"]["gradW2"]["entries"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "gradW2[row 9, column 2] = 1",
        "nothing[row 1, column 1] = 1",
        "gradW2[row 1, column 2] = ",
        "",
        "  \n",
    ],
)
def test_an_entry_that_is_not_there_or_not_typed_yet_is_no_verdict(text):
    found = judged(text)
    assert (found["values"], found["first"]) == ({}, None)


def test_of_a_value_that_is_there_as_a_whole_an_entry_says_nothing_more():
    found = judged(printed(Y1=Y1) + "\nY1[row 1, column 1] = 5")
    assert verdicts(found) == {"Y1": "right"}


def test_an_entry_without_a_number_is_refused_with_its_name():
    found = judged("Y1[row 1, column 1] = much")
    assert "Y1[row 1, column 1]" in found["detail"]


# -- Files


def in_base64(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return base64.b64encode(file.getvalue()).decode()


def test_an_archive_is_read_beside_the_text():
    found = judged(printed(Y1=Y1), files=(("run.npz", in_base64(dW2=GRAD_W2)),))
    assert verdicts(found) == {"Y1": "right", "gradW2": "right"}


def test_a_name_that_is_in_two_files_has_the_name_of_its_file():
    files = tuple((name, in_base64(Y1=Y1)) for name in ("a.npz", "b.npz"))
    assert set(arrays_of(Brought(files=files), "en").own) == {"Y1", "b.Y1"}


def test_of_two_arrays_of_one_name_from_files_of_one_name_the_second_is_told():
    files = tuple(
        (name, in_base64(Y1=Y1 + k)) for k, name in enumerate(("b.npz", "x/a.npz", "a.npz"))
    )
    read = arrays_of(Brought(files=files), "en")
    assert (read.own["a.Y1"] == Y1 + 1).all()
    assert [(error.reason, error.within) for error in read.unread] == [("twice", ("a.npz", "a.Y1"))]


def test_pickled_objects_are_refused_and_not_run():
    bomb = np.array([{"a": 1}], dtype=object)
    file = io.BytesIO()
    np.savez(file, a=bomb)
    data = base64.b64encode(file.getvalue()).decode()
    found = judged(files=(("bomb.npz", data),))
    assert found["error"] == catalogue()["submission.unread.not_npy"]["en"]
    assert "bomb.npz" in found["detail"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_none_is_refused_in_the_language_of_the_page(lang):
    data = base64.b64encode(b"PK\x03\x04 and no more").decode()
    found = judged(files=(("x.npz", data),), lang=lang)
    assert found["error"] == catalogue()["submission.unread.not_npz"][lang]


REASON = re.compile(r"AnswerError\(\s*\"(\w+)\"")


def test_every_reason_of_the_engine_has_its_sentence():
    root = Path(engine.__file__).parent
    folders = "teach/submission", "teach/answers", "data"
    found = {
        reason
        for folder in folders
        for path in (root / folder).glob("*.py")
        for reason in REASON.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 10
    assert {r for r in found if f"submission.unread.{r}" not in catalogue()} == set()


def test_what_cannot_be_read_names_the_array():
    (error,) = arrays_of(Brought("Y1 = [[1]]\ndW2 = [[1, 2], [3]]"), "en").unread
    assert error.within == ("pasted text", "dW2")
    assert error.row == 2


def test_json_without_arrays_is_refused_with_an_example_of_some():
    data = base64.b64encode(b"[1, 2]").decode()
    found = judged(files=(("a.json", data),))
    assert '{"dW2": [[1, 2]]}' in found["error"]


# -- In part


def test_what_cannot_be_read_does_not_hide_the_rest():
    files = (("a.csv", base64.b64encode(b"1,2\n3").decode()), ("b.npz", in_base64(dW2=GRAD_W2)))
    found = judged("Y1 = [[1, 2], [3]]\n" + printed(dZ2=DELTA2), files=files)
    assert verdicts(found) == {"gradY2lin": "right", "gradW2": "right"}
    assert [one["detail"].split(",")[0] for one in found["unread"]] == ["pasted text", "a.csv"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_it_cannot_be_read_is_said_in_the_language_of_the_page(lang):
    (one,) = judged("Y1 = [[1, 2], [3]]\n" + printed(dZ2=DELTA2), lang=lang)["unread"]
    assert one["detail"].endswith({"en": "row 2", "zh": "第 2 行"}[lang])


def test_what_is_not_finite_is_wrong_and_named():
    found = judged("Y1 = [[nan, 20, 7], [50, inf, 20], [68, 46, 26]]\nloss = nan")
    assert found["values"]["Y1"]["wrong_at"] == [[0, 0], [1, 1]]
    assert "2 of its entries, the first (nan) in row 1" in found["values"]["Y1"]["infinite"]
    assert "nan, no finite number" in found["values"]["L"]["infinite"]


@pytest.mark.parametrize(
    ("text", "at", "verdict"),
    [
        (str(GRAD_W2.tolist()), "gradW2", {"gradW2": "right"}),
        (f"array({Y1.tolist()})", "Y1[row 2, column 1]", {"Y1": "right"}),
        ("50", "Y1[row 2, column 1]", {"Y1": "right"}),
        ("-3.1e1", "Y1[row 1, column 1]", {"Y1": "wrong"}),
        ("nan", "L", {"L": "wrong"}),
        ("nan", "Y1[row 2, column 1]", {"Y1": "wrong"}),
        ("np.float64(50.0)", "Y1[row 2, column 1]", {"Y1": "right"}),
        ("tensor(50., grad_fn=<SelectBackward0>)", "Y1[row 2, column 1]", {"Y1": "right"}),
        ("[[31,20,7],[50,34,20],[68,46,26]]", "Y1[row 2, column 1]", {"Y1": "right"}),
        ("array([[31,20,7],[50,34,20],[68,46,26]])", "Y1[row 2, column 1]", {"Y1": "right"}),
        ("31,20,7\n50,34,20\n68,46,26", "Y1", {"Y1": "right"}),
        (
            "tensor([[31., 20., 7.],\n        [50., 34., 20.],\n        [68., 46., 26.]],\n"
            "       device='cuda:0', dtype=torch.float64, grad_fn=<MmBackward0>)",
            "Y1",
            {"Y1": "right"},
        ),
        ("Y1 = [[31, 20, 7], [50, 34, 20], [68, 46, 26]]", "gradW2", {"Y1": "right"}),
    ],
)
def test_numbers_without_a_name_are_of_the_value_that_is_looked_at(text, at, verdict):
    assert verdicts(judged(text, at=at)) == verdict


def test_an_entry_beside_the_whole_value_stands_for_it():
    found = judged(printed(Y1=Y1) + "\nY1[row 1, column 1] = 31")
    assert [one["name"] for one in found["names"]] == ["Y1", "Y1"]


def test_an_entry_that_is_no_number_does_not_hide_the_rest():
    found = judged(printed(Y1=Y1) + "\nW1[row 1, column 2] = abc")
    assert verdicts(found) == {"Y1": "right"}
    (unread,) = found["unread"]
    assert unread["detail"].startswith("W1[row 1, column 2]")
