"""The question about numbers that someone brings: read strictly, judged by a worker, never run."""

import base64
import io
import json
import pickle
import re
import time
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from app.answer.exchange import reply
from app.answer.questions import read_question
from app.answer.submission import LONGEST, MOST_FILES, Submission, submission
from app.answer_route import LONGEST as LONGEST_BODY
from app.work.errors import WorkError
from app.work.files import BASE64, LARGEST
from app.work.run import run_of
from app.work.work import Work
from app.work.writing import Writing
from app.workers.limits import SECONDS
from app.workers.task import Elsewhere, with_workers
from engine.teach.submission.files import ARRAYS

ROOT = Path(__file__).parents[3]
RIGHT = "dB3 = [[-626/3, -11/3]]"
"""(−239 − 319 − 68) / 3 and (−4 − 2 − 5) / 3: the handout's gradY3lin, averaged."""


def question(**parts):
    return {
        "kind": "submission",
        "id": 1,
        "text": RIGHT,
        "files": [],
        "chosen": {},
        "at": "",
        **parts,
    }


def answered(**parts):
    asked = {"own": question(**parts)}
    found = reply({"version": 1, "query": {}, "lang": "en", "questions": asked})
    return json.loads(found["answers"]["own"])


def in_base64(data):
    return base64.b64encode(data).decode()


def test_the_answer_repeats_the_number_of_the_question_and_not_what_was_brought():
    found = answered(id=7)
    assert found["question"] == {"id": 7}
    assert found["values"]["gradB3"]["verdict"] == "right"
    assert RIGHT not in json.dumps(found)


def test_the_numbers_are_those_of_the_work_that_is_asked_about():
    """With D[1, 1] = 0 the first entry of gradB3 is 240/3 more: 1 − 0 in place of 1 − 240."""
    work = {"version": 1, "iterations": [[["D", 0, 0, 0]]]}
    asked = {"own": question()}
    found = reply({"version": 1, "work": work, "lang": "en", "questions": asked})
    value = json.loads(found["answers"]["own"])["values"]["gradB3"]
    assert value["wrong_at"] == [[0, 0]]


def test_a_scene_of_a_lesson_can_be_asked_about():
    asked = {"own": question(text="Y1lin = [[32, 22, 10]]")}
    query = {"lesson": "cmu-toy"}
    found = reply({"version": 1, "query": query, "lang": "zh", "questions": asked})
    assert json.loads(found["answers"]["own"])["values"]["Y1lin"]["verdict"] == "right"


def test_it_is_left_to_a_worker_and_equal_questions_are_one_task():
    tasks = []
    for number in (1, 2):
        asked = {"own": question(text="dB3 = [[5, 6]]", id=number)}
        with with_workers({}), pytest.raises(Elsewhere) as needed:
            reply({"version": 1, "query": {"seed": "77"}, "lang": "en", "questions": asked})
        tasks.append(needed.value.task)
    assert isinstance(tasks[0], Submission)
    assert tasks[0] == tasks[1]
    assert pickle.loads(pickle.dumps(tasks[0])) == tasks[0]


def zipped(names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return in_base64(out.getvalue())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("class.zip", zipped(f"{k}.txt" for k in range(50))),
        ("run.npz", zipped(f"{k}/{own}.npy" for k in range(50) for own in ("W1", "dW1"))),
        ("run.json", in_base64(json.dumps({f"{k}/W1": [[1]] for k in range(50)}).encode())),
    ],
)
def test_each_file_of_a_class_and_each_iteration_is_paid_ahead(name, data):
    """The toy problem has 25 steps; 50 parts of it took 3 to 4.5 seconds."""
    run = run_of(Work())
    parts = {"text": "", "files": ((name, data),), "chosen": (), "at": ""}
    assert 3 < submission(run, parts, Writing(), "en").seconds < 7
    many = {**parts, "files": ((name, data),) * 20}
    assert submission(run, many, Writing(), "en").seconds == SECONDS


def test_what_was_brought_is_no_part_of_the_key_of_its_verdict():
    asked = read_question(question(text=RIGHT * 100), "q")
    task = Submission(
        run=None, brought=asked.plain, writing=None, lang="en", inputs={}, seconds=1.0
    )
    assert len(repr(task.key)) < 200


def test_while_something_is_practised_it_is_not_answered():
    change = {"type": "practise", "do": "predict", "kind": "entry", "here": "Y1", "seed": 1}
    asked = {"own": question(), "other": {"kind": "wrong_example", "id": 1}}
    request = {"version": 1, "query": {}, "lang": "en", "questions": asked, "changes": [change]}
    assert reply(request)["answers"] == {}


@pytest.mark.parametrize(
    "parts",
    [
        {"text": None},
        {"text": 5},
        {"text": "1" * 200_001},
        {"text": "数" * 70_000},
        {"text": "\ud800"},
        {"id": "1"},
        {"id": -1},
        {"files": {}},
        {"files": ["a"]},
        {"files": [["a.npz"]]},
        {"files": [["a.npz", "AAAA", "b"]]},
        {"files": [["a.npz", 5]]},
        {"files": [[5, "AAAA"]]},
        {"files": [["a.npz", "no base64!"]]},
        {"files": [["a.npz", "AAA"]]},
        {"files": [["n" * 201, "AAAA"]]},
        {"files": [["a.npz", "AAAA"]] * (MOST_FILES + 1)},
        {"files": [["a.npz", "A" * (BASE64 + 4)]]},
        {"chosen": []},
        {"chosen": {"a": 1}},
        {"chosen": {"a": "not a name"}},
        {"chosen": {"a": "__import__('os')"}},
        {"chosen": {"n" * 201: "W1"}},
        {"chosen": {f"a{k}": "W1" for k in range(ARRAYS + 1)}},
        {"more": 1},
    ],
)
def test_what_is_not_as_it_should_be_is_refused_by_name(parts):
    with pytest.raises(WorkError) as refused:
        read_question(question(**parts), "q")
    for lang in ("en", "zh"):
        assert refused.value.located(lang)


def test_all_that_may_be_brought_fits_into_a_request():
    assert BASE64 + LONGEST < LONGEST_BODY
    assert len(in_base64(b"\0" * LARGEST)) <= BASE64


def test_the_browser_has_the_same_limits():
    folder = ROOT / "app/player/static"
    files = (folder / "check/brought.js", folder / "core/base64.js")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    found = {
        name: int(said) for name, said in re.findall(r"export const (\w+) = ([\d_]+);", source)
    }
    assert found == {"LONGEST": LONGEST, "LARGEST": LARGEST, "MOST_FILES": MOST_FILES}


def bomb():
    """An archive of 200 kB that unpacks to 200 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"\0" * 200_000_000)
    return file.getvalue()


def huge_header():
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    return file.getvalue().replace(b"(3,)", b"(9" * 2, 1)


HOSTILE = {
    "bomb.npz": bomb,
    "header.npy": huge_header,
    "deep.json": lambda: b'{"a":' + b"[" * 100_000,
    "long.safetensors": lambda: (2**63).to_bytes(8, "little") + b"{}",
    "object.npy": lambda: (
        b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, "
        b"'shape': (1,), }" + b" " * 60 + b"\n\x80\x04N."
    ),
    "table.csv": lambda: b'=cmd|"/C calc"!A0;1\n' * 1000,
    "code.txt": lambda: b"dW2 = __import__('os').system('touch /tmp/x')",
    "../../etc/passwd": lambda: b"root:x:0:0",
    "<img src=x onerror=alert(1)>.npz": lambda: b"PK",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_sentence_and_soon(name):
    data = in_base64(HOSTILE[name]())
    tracemalloc.start()
    begun = time.process_time()
    found = answered(text="", files=[[name, data]])
    took, (_, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.get("error") or not found["values"]
    assert took < 3
    assert most < 300_000_000


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = " + "[1," * 60_000,
        "= = = =\n" * 5000,
        "a" * 200_000,
        "\n".join(f"a{k} = {k}" for k in range(5000)),
        "dW2 = [[nan, inf, 1e999], [1, 2, 3], [4, 5, 6]]",
        "dW2[row 1, column 1] = " + "9" * 5000,
        "\n".join(f"gradW2[row {k % 3 + 1}, column 1] = {k}" for k in range(6000)),
        "{" * 1000,
        "\0\0\0",
    ],
)
def test_a_hostile_paste_is_a_verdict_or_a_sentence(text):
    begun = time.process_time()
    found = answered(text=text)
    assert "error" in found or "values" in found
    assert time.process_time() - begun < 15
