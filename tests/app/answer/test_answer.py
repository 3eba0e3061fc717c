"""What the browser is sent of a work: the same from any process, in any order."""

import gc
import json
import tracemalloc
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given

from app.answer.answer import Known, answer
from app.answer.exchange import reply
from app.answer.questions import read_questions
from app.design import PRESETS
from app.start import scenario_of
from app.text import LANGUAGES
from app.work import numbers, view_address
from app.work.address import from_query
from app.work.changes import changed
from app.work.errors import WorkError
from app.work.numbers import KEPT, trace_cost, trace_of
from app.work.plain import from_plain, to_plain
from app.work.recent import Recent
from app.work.run import run_of
from app.work.view import View
from app.work.work import Work
from tests.app.work.test_changes import BACK, RESET, UPDATE, after, edit, predict
from tests.support import toy
from tests.support.designs import HIDDEN, LOSSES, design
from tests.support.works import works

NOTHING = Known()


def shown(work, lang="en", before=None, known=NOTHING, **questions):
    data = answer(work, read_questions(questions), known, lang, before)
    return data | {"answers": {key: json.loads(one) for key, one in data["answers"].items()}}


def emptied(monkeypatch):
    """As another process, which has seen none of it."""
    monkeypatch.setattr(numbers, "KEPT", Recent())


def test_a_fresh_work_has_everything():
    data = shown(Work())
    assert data["loss"] == 12756  # 639·4 + 1170·2 + 1572·5
    assert (data["iteration"], data["iterations"]) == (1, 1)
    assert data["can"] == {"update": True, "back": False}
    assert data["writing"] == {"names": "cmu-toy", "gradients": "nabla"}
    assert (data["changed"], data["answers"]) == ({}, {})
    assert data["values"]["X"] == [[4, 3], [5, 6], [7, 8]]
    assert (data["notice"], "lesson" in data) == (None, False)
    assert not any(key.startswith("lesson") for key in data["text"])


def test_the_loss_of_the_toy_problem_by_hand():
    """Softmax gives (1, 0), so -log is (0, difference): 1544−905, 2614−1444, 3538−1966."""
    logits = [[1544, 905], [2614, 1444], [3538, 1966]]
    assert shown(Work())["values"]["Y3lin"] == logits
    gaps = [a - b for a, b in logits]
    assert gaps == [639, 1170, 1572]
    assert sum(gap * d for gap, (_, d) in zip(gaps, toy.D_BATCH, strict=True)) == 12756


def test_what_the_browser_has_is_not_sent_again():
    first = shown(Work())
    known = Known((first["program"],), first["number"], words="en")
    data = shown(Work(), known=known)
    assert (data["structure"], data["values"]) == (None, None)
    assert (data["text"], data["view"]) == (None, None)
    other = shown(after(edit("10")), known=known)
    assert other["structure"] is None
    assert other["values"]["X"][0] == [10, 3]
    assert shown(Work(), "zh", known=known)["text"]["next"] == "下一步"


def test_an_answer_with_other_numbers_is_small():
    """With structure and words known, the toy problem is a few kilobytes, as it is sent."""
    known = Known((shown(Work())["program"],), words="en")
    data = shown(after(edit("10")), known=known)
    assert len(json.dumps(data, separators=(",", ":"))) < 3_700


def test_the_same_numbers_have_one_name_however_they_came_about():
    number = shown(after(edit("10"), UPDATE))["number"]
    assert shown(after(edit("20"), edit("10"), UPDATE, UPDATE, BACK))["number"] == number
    assert shown(replace(after(edit("10"), UPDATE), view=View(step="L")))["number"] == number
    assert shown(after(edit("10")))["number"] != number


def test_an_edit_marks_what_it_has_changed():
    """10 for 4 in X: Y1lin gains 6·(4, 2, −2), in its first row only."""
    changed = shown(after(edit("10")), before=Work())["changed"]
    assert changed["X"] == [[0, 0]]
    assert changed["Y1lin"] == [[0, 0], [0, 1], [0, 2]]
    assert "W1" not in changed


def test_another_iteration_marks_nothing():
    first, second = after(edit("10")), after(edit("10"), UPDATE)
    assert shown(second, before=first)["changed"] == {}
    assert shown(Work(PRESETS["small"]), before=Work())["changed"] == {}
    back = shown(after(edit("20")), before=second)["changed"]
    assert back["X"] == [[0, 0]]
    assert "W1" not in back, "the first iteration is compared with the first one"


def test_after_a_reset_nothing_is_marked():
    """The numbers are as they came; a change that follows is marked again."""
    edited = to_plain(after(edit("10")))
    done = reply({"version": 1, "work": edited, "changes": [edit("9", row=1), RESET]})
    assert done["data"]["changed"] == {}
    done = reply({"version": 1, "work": edited, "changes": [RESET, edit("9", row=1)]})
    assert done["data"]["changed"]["X"] == [[0, 0], [1, 0]]


def test_what_undo_takes_back_is_marked_too():
    assert shown(Work(), before=after(edit("10")))["changed"]["X"] == [[0, 0]]


def test_all_edits_of_one_request_are_marked():
    done = reply({"version": 1, "changes": [edit("10"), edit("9", row=1), edit("ten", row=2)]})
    assert done["data"]["changed"]["X"] == [[0, 0], [1, 0]]
    assert [one["change"] for one in done["refused"]] == [2]


def test_any_process_answers_any_work(monkeypatch):
    work = after(
        edit("10"), UPDATE, edit("2", "W2"), UPDATE, {"type": "lesson", "lesson": "cmu-toy"}
    )
    works = [work, after({"type": "leave"}, work=work), after(edit("3"), predict())]
    first = [shown(one) for one in works]
    emptied(monkeypatch)
    assert [shown(one) for one in reversed(works)] == first[::-1]


def test_the_address_opens_the_same_work():
    work = after(edit("10"), UPDATE, {"type": "look", "view": {"step": "gradW2"}})
    data = shown(work, q={"kind": "address"})
    query = data["answers"]["q"] | in_the_browser(work.view, data["view"])
    assert from_query(query) == (work, ())


def in_the_browser(view, table):
    """What `core` does with the table: `words?.[String(value)] ?? String(value)`."""
    rows = ((getattr(view, name), *row, {}) for name, row in table.items())
    return {
        key: words.get(as_text(value), as_text(value))
        for value, key, usual, words, *_ in rows
        if value != usual
    }


def as_text(value):
    """`String(value)` of JavaScript, for texts, flags and the numbers that there are."""
    return value if isinstance(value, str) else json.dumps(value).removesuffix(".0")


@given(works())
def test_the_browser_writes_how_a_work_is_looked_at_as_the_server_does(work):
    table = json.loads(json.dumps(view_address.table()))
    assert in_the_browser(work.view, table) == view_address.written(work.view)


def test_the_address_may_be_asked_for_while_something_is_practised():
    question = {"q": {"kind": "address"}, "p": {"kind": "exact"}}
    answers = shown(after(predict()), **question)["answers"]
    assert list(answers) == ["q"]
    assert list(answers["q"]) == ["rest"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lesson_is_sent_with_its_stop_and_its_content_once(lang):
    work = after({"type": "lesson", "lesson": "mnist"})
    lesson = shown(work, lang)["lesson"]
    assert (lesson["stop"], lesson["edited"]) == (work.place.stop, False)
    assert shown(work, lang, known=Known(lesson=lesson["id"]))["lesson"]["content"] is None


def test_a_stop_of_a_lesson_is_sent_with_its_own_names():
    data = shown(after({"type": "lesson", "lesson": "first-principles", "stop": "step3"}), "zh")
    assert (data["lesson"]["stop"], data["design"]) == ("step3", None)
    assert data["lesson"]["content"]["title"] == "从定义出发"
    assert "dW2" in data["values"]


def test_the_numbers_of_a_practice_are_sent_and_mark_nothing():
    work = after(predict(), {"type": "practise", "do": "another"})
    data = shown(work, before=after(edit("10")))
    assert data["values"]["X"] != [[4, 3], [5, 6], [7, 8]]
    assert data["changed"] == {}
    ended = after({"type": "practise", "do": "stop"}, work=work)
    assert shown(ended)["values"]["X"] == [[4, 3], [5, 6], [7, 8]]


SMALL = {"type": "preset", "name": "small"}
CURVE = {"kind": "losses", "course": "c"}


def test_the_loss_of_every_iteration_also_after_the_one_that_is_shown():
    """Iteration 4 of 31, where a number is typed; all others follow from it."""
    ran = after(SMALL, {"type": "run", "to": 31})
    work = after({"type": "iteration", "number": 4}, edit("9", "W1"), work=ran)
    data = shown(work, losses=CURVE)
    assert (data["iteration"], data["iterations"]) == (4, 31)
    curve = data["answers"]["losses"]
    assert curve["question"] == {"course": "c"}
    assert curve["typed"] == [4]
    assert len(curve["losses"]) == 31
    assert curve["losses"][3] == data["loss"]
    for number in (3, 20, 31):
        there = after({"type": "iteration", "number": number}, work=work)
        assert shown(there)["loss"] == curve["losses"][number - 1]
        assert shown(there)["course"] == data["course"]
    assert shown(ran)["course"] != data["course"]


def test_a_curve_over_numbers_that_leave_the_finite_range_is_json():
    """The toy problem as it is printed: its loss is no number after some iterations."""
    work = Work(iterations=((),) * 12)
    losses = shown(work, losses=CURVE)["answers"]["losses"]["losses"]
    assert losses[0] == 12756
    assert losses[-1] == "nan"
    assert shown(replace(work, iteration=1))["can"] == {"update": True, "back": False}
    assert shown(work)["can"] == {"update": False, "back": True}


def test_no_curve_while_something_is_practised():
    assert shown(after(predict()), losses=CURVE)["answers"] == {}


def test_what_is_practised_is_not_sent():
    work = after(predict())
    data = shown(work, paths={"kind": "paths", "name": "W2", "row": 0, "col": 1})
    assert data["practice"]["name"] == "gradW2"
    assert {cell for row in data["values"]["gradW2"] for cell in row} == {"?"}
    assert (data["answers"], data["can"]) == ({}, {"update": False, "back": False})
    known = Known(numbers=data["number"])
    assert shown(work, known=known)["values"] is None


# -- Questions

PATHS = {"kind": "paths", "name": "W2", "row": 0, "col": 1}


def test_a_question_is_answered_again_after_an_edit():
    """With W3[2, 1] = 0 for 3, the paths through it are 0: of 2256 a quarter is left."""
    first = shown(Work(), paths=PATHS)["answers"]["paths"]
    assert first["question"] == {"name": "W2", "row": 0, "col": 1}
    assert first["total"] == 2256
    assert shown(after(edit("0", "W3", 1, 0)), paths=PATHS)["answers"]["paths"]["total"] == 2256 / 4


def test_all_entries_of_a_value_are_sent_but_of_one_at_a_time():
    asked = {"kind": "entries", "name": "B1"}
    assert shown(Work(), e=asked)["answers"]["e"] == {"name": "B1", "cells": [[0, 0, 0]]}
    assert shown(Work(), e=asked | {"name": "lr"})["answers"]["e"]["cells"] == [[0.1]]
    with pytest.raises(WorkError):
        read_questions({"e:1": asked, "e:2": asked})


def test_the_same_question_about_equal_numbers_is_answered_once():
    asked = read_questions({"paths": PATHS})
    first, again = (
        answer(work, asked, NOTHING, "en")["answers"]["paths"]
        for work in (after(edit("10")), after(edit("20"), edit("10")))
    )
    assert again is first


@pytest.mark.parametrize(
    "question",
    [
        PATHS | {"row": 9},
        PATHS | {"name": "W9"},
        {"kind": "jacobian", "step": "Y1", "input": "L"},
        {"kind": "jacobian", "step": "X", "input": "W1"},
        {"kind": "sweep", "name": "X", "row": 0, "col": 0},
        {"kind": "sweep", "name": "gradW1", "row": 99, "col": 0},
    ],
)
def test_what_cannot_be_answered_says_why_in_the_language_of_the_page(question):
    said = [shown(Work(), lang, q=question)["answers"]["q"]["error"] for lang in ("en", "zh")]
    assert said[0].isascii()
    assert "\u4e00" <= said[1][-2] <= "\u9fff"


@pytest.mark.parametrize("kind", ["check", "exact", "jacobian", "paths", "sweep"])
def test_the_large_network_is_told_to_be_too_large(kind):
    own = {"check": {"power": 5}, "exact": {}, "jacobian": {"step": "Y1lin", "input": "W1"}}
    question = own.get(kind, {"name": "W2", "row": 0, "col": 0})
    data = shown(Work(PRESETS["digits"]), q={"kind": kind, **question})
    assert "too large" in data["answers"]["q"]["error"]


def test_a_part_of_a_large_value_is_sent_with_what_has_changed():
    before = Work(PRESETS["digits"])
    work = after(edit("7", "W1", 3, 2), work=before)
    asked = {"kind": "stretch", "name": "W1", "row": 2, "col": 1, "rows": 4, "cols": 5}
    part = shown(work, before=before, near=asked)["answers"]["near"]
    assert part["cells"][1][1] == 7
    assert part["changed"] == [[3, 2]]
    assert shown(work, before=before)["changed"]["W1"] == []


def test_where_an_entry_comes_from():
    """Y1lin[0, 0] = 4·4 + 3·5 + 0."""
    origin = shown(Work(), o={"kind": "origin", "name": "Y1lin", "row": 0, "col": 0})
    assert origin["answers"]["o"]["value"] == 31
    gone = shown(Work(), o={"kind": "origin", "name": "Y1lin", "row": 9, "col": 0})
    assert gone["answers"]["o"] is None


# -- The cost of what is kept


@pytest.mark.parametrize("name", ["toy", "norm", "digits"])
def test_a_trace_is_counted_at_what_it_costs(name):
    """Within a third of what tracemalloc measures."""
    scenario = scenario_of(PRESETS[name])
    scenario.with_values({"W1": scenario.values["W1"] + 1}).trace()
    tracemalloc.start()
    traces = [scenario.with_values({"W1": scenario.values["W1"] + k}).trace() for k in range(20)]
    held = tracemalloc.get_traced_memory()[0] / 20
    tracemalloc.stop()
    assert trace_cost(traces[0]) == pytest.approx(held, rel=1 / 3)


def test_many_edits_hold_no_more_than_the_bound(monkeypatch):
    """Not one byte an edit after the caches are full, whoever made them."""
    small = Recent(most=1_000_000)
    for module in ("app.work.numbers", "app.work.practising", "app.answer.questions"):
        monkeypatch.setattr(f"{module}.KEPT", small)
    held, work = [], Work()
    known = Known((shown(work)["program"],), words="en")
    tracemalloc.start()
    for k in range(1200):
        work = changed(work, edit(str(k)))
        json.dumps(shown(work, known=known))
        if k in (900, 1199):
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert small.held <= 1_000_000
    assert held[1] - held[0] < 10_000, f"{held}: {small.held} are said to be held"


# -- A whole exchange


def test_a_request_is_answered_with_the_work_after_its_changes():
    done = reply({"version": 1, "changes": [edit("ten"), edit("10", row=1), UPDATE], "lang": "en"})
    assert [one["change"] for one in done["refused"]] == [0]
    assert done["refused"][0]["text"].startswith("“ten” is not a number.")
    assert done["work"]["iterations"] == [[["X", 1, 0, 10]], []]
    again = reply({"version": 1, "work": done["work"], "before": done["work"]})
    assert (again["work"], again["data"]["number"]) == (done["work"], done["data"]["number"])


def test_an_address_that_cannot_be_is_opened_as_far_as_it_can():
    done = reply({"version": 1, "query": {"example": "batchnorm", "hidden": "tanh"}})
    assert "toy, small, norm, digits" in done["said"][0]
    assert done["work"]["design"]["layers"][0]["activation"] == "tanh"


@pytest.mark.parametrize("typed", ["1", "1e308"])
@pytest.mark.parametrize(("hidden", "loss"), list(product(HIDDEN, LOSSES)))
def test_no_nan_is_in_what_is_sent(hidden, loss, typed):
    work = after(edit(typed), UPDATE, work=Work(design("toy", True, hidden, loss)))
    data = shown(work)
    assert json.loads(json.dumps(data, allow_nan=False))["values"]["X"][0][0] == float(typed)
    assert bool(data["notice"]) == (typed == "1e308")


def test_numbers_that_are_not_finite_are_text():
    done = reply({"version": 1, "changes": [edit("1e308")], "lang": "zh"})
    assert json.dumps(done, allow_nan=False)
    assert done["data"]["can"] == {"update": False, "back": False}
    assert done["data"]["notice"].startswith("从 Y1lin（第 1 步）起")
    assert not np.isfinite(trace_of(run_of(from_plain(done["work"])))["L"])
    assert {"inf", "nan"} & set(done["data"]["values"]["Y1lin"][0])
    assert KEPT.held <= KEPT.most


def test_a_work_that_was_answered_is_not_read_again(monkeypatch):
    """Browsers write 3.0 as 3, and so does the answer: its text is known when it comes back."""
    first = reply({"version": 1, "changes": [edit("3"), edit("0.1", row=1), UPDATE], "lang": "en"})
    sent = json.loads(json.dumps(first["work"]))
    assert sent["iterations"][0] == [["X", 0, 0, 3], ["X", 1, 0, 0.1]]
    assert isinstance(sent["iterations"][0][0][3], int)
    monkeypatch.setattr("app.answer.exchange.from_plain", None)
    again = reply({"version": 1, "work": sent, "changes": [edit("4", row=2)], "lang": "en"})
    assert reply({"version": 1, "work": again["work"], "lang": "en"})["work"] == again["work"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, None),
        ({"stop": "loss", "step": "yhat"}, None),
        ({"stop": "nowhere"}, "stop: “nowhere” is not one of the choices, which are task, network"),
        ({"step": "gradW2"}, "step: “gradW2” is not there"),
        ({"stop": "loss", "step": "1; drop"}, "step: “1; drop” is no name"),
        ({"stop": "loss", "step": "x"}, "step: “x” is given"),
    ],
)
def test_a_link_to_a_lesson_opens_it_in_the_work_and_says_what_is_not_there(asked, said):
    """The network beside it stays, and the lesson opens at the stop, or where it begins."""
    work = to_plain(Work(PRESETS["small"]))
    done = reply(
        {"version": 1, "work": work, "changes": [{"type": "lesson", "lesson": "mnist", **asked}]}
    )
    assert done["refused"] == []
    assert [sentence[: len(said or "")] for sentence in done["said"]] == ([said] if said else [])
    assert done["work"]["design"] == work["design"]
    assert done["work"]["place"] == {
        "lesson": "mnist",
        "stop": "loss" if asked.get("stop") == "loss" else "task",
    }
