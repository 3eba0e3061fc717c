"""A class set and a recorded training on the page: what is said of each part of them."""

import base64
import io
import zipfile

import numpy as np
import pytest

from app.text import LANGUAGES, catalogue
from app.views.practice.words import Reader
from app.views.submission.brought import NOT_THIS, Brought
from app.views.submission.class_table import class_data
from app.views.submission.judged import submission_data
from engine.teach.lessons.lesson import load
from engine.teach.submission.judge import no_others
from tests.engine.teach.submission.bringing import brought, scenario

GIVEN = scenario("plain")
TRACE = GIVEN.trace()
RIGHT = "\n".join(f"{name} = {value.tolist()}" for name, value in brought(TRACE).items())
WRONG = f"dB2 = {(3 * TRACE['gradB2']).tolist()}"


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return base64.b64encode(out.getvalue()).decode()


def judged(files, lang="en", source=GIVEN, text=""):
    return submission_data(source, no_others, Brought(text, tuple(files.items())), Reader(lang))


CLASS = {"class.zip": zipped({"ada.txt": RIGHT, "ben.txt": WRONG, "cy.txt": "dW1 = [[1, 2], [3]]"})}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_class_set_is_a_table(lang):
    table = judged(CLASS, lang)["class"]
    assert [row["name"] for row in table["rows"]] == ["ada.txt", "ben.txt", "cy.txt"]
    assert table["looks"] == ["right", "wrong", "unread"]
    assert table["rows"][1]["first_wrong"] == "gradB2"
    assert [one["count"] for one in table["commonest"]] == [1]
    assert table["csv"].splitlines()[1].startswith("ada.txt,right,")
    said = catalogue()["submission.unread.ragged"][lang]
    assert table["rows"][2]["said"] == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_class_set_for_which_there_is_no_time_is_a_table_of_what_is_left(lang):
    table = class_data(GIVEN, Brought("", tuple(CLASS.items())), lang, seconds=-1)
    assert table["looks"] == ["late"] * 3
    assert {row["result"] for row in table["rows"]} == {catalogue()["submission.class.late"][lang]}
    assert "3" in table["summary"]


def test_beside_a_class_set_ones_own_numbers_are_judged():
    found = judged(CLASS, text=WRONG)
    assert found["first"] == "gradB2"
    assert len(found["class"]["rows"]) == 3


def test_what_is_no_class_set_is_said():
    assert "error" in judged({"class.zip": base64.b64encode(b"PK").decode()})
    scene = load("cmu-toy").scenes
    assert "lesson" in judged(CLASS, source=next(iter(scene.values())))["error"]


def recorded(wrong_in=0):
    """Two iterations as a recorder saves them; in one a gradient is three times too large."""
    arrays, given = {}, GIVEN
    for k in (1, 2):
        trace = given.trace()
        own = {name: trace[name] for name in ("X", "D", "W1", "B1", "W2", "B2", "lr")}
        own |= {"Y1lin": trace["Y1lin"], "dB2": trace["gradB2"] * (3 if k == wrong_in else 1)}
        arrays |= {f"{k}/{name}": value for name, value in own.items()}
        carried = trace.program.carried
        given = given.with_values({old: trace[new] for old, new in carried.items()})
    file = io.BytesIO()
    np.savez(file, **arrays)
    return {"run.npz": base64.b64encode(file.getvalue()).decode()}


def test_every_iteration_of_a_recorded_training_is_judged():
    found = judged(recorded())
    assert [one["verdict"] for one in found["iterations"]] == ["right", "right"]
    assert found["first"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_wrong_iteration_is_shown(lang):
    found = judged(recorded(wrong_in=2), lang)
    assert [one["verdict"] for one in found["iterations"]] == ["right", "wrong"]
    assert "gradB2" in found["iterations"][1]["said"]
    assert (found["first"], found["values"]["gradB2"]["verdict"]) == ("gradB2", "wrong")
    assert "2" in found["said"][0]


@pytest.mark.parametrize(
    ("update", "verdicts"), [("W2_new", ["right", "wrong", "follows"]), ("", ["right"] * 3)]
)
def test_an_iteration_after_a_wrong_update_is_right_given_what_came_before(update, verdicts):
    """In the second, twice the step is taken; the third is computed rightly from there."""
    arrays, given = {}, GIVEN
    for k in (1, 2, 3):
        trace = given.trace()
        own = {name: trace[name] for name in ("X", "D", "W1", "B1", "W2", "B2", "lr", "Y1lin")}
        carried = {old: trace[new] for old, new in trace.program.carried.items()}
        if k == 2 and update:
            carried["W2"] = 2 * carried["W2"] - trace["W2"]
        arrays |= {f"{k}/{name}": value for name, value in own.items()}
        given = given.with_values(carried)
    file = io.BytesIO()
    np.savez(file, **arrays)
    found = judged({"run.npz": base64.b64encode(file.getvalue()).decode()})
    assert [one["verdict"] for one in found["iterations"]] == verdicts
    assert ("came before" in found["iterations"][2]["said"]) == bool(update)


def test_of_several_class_sets_every_one_is_judged_and_named():
    table = judged({"one.zip": zipped({"a.txt": RIGHT}), "two.zip": zipped({"a.txt": WRONG})})
    assert [row["name"] for row in table["class"]["rows"]] == ["one.zip: a.txt", "two.zip: a.txt"]
    assert table["class"]["looks"] == ["right", "wrong"]


def test_a_name_that_is_left_out_is_not_judged_in_any_iteration():
    files = tuple(recorded(wrong_in=2).items())
    brought = Brought("", files, (("dB2", NOT_THIS),))
    found = submission_data(GIVEN, no_others, brought, Reader("en"))
    assert [one["verdict"] for one in found["iterations"]] == ["right", "right"]
    assert {"own": "dB2", "name": None, "shape": [], "choices": None} in found["names"]
    assert "gradB2" not in found["values"]
