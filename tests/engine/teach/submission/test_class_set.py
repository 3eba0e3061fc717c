"""What a class hands in: a table, the commonest first mistakes, CSV; hostile zips are refused."""

import csv
import io
import json
import zipfile

import numpy as np
import pytest

from engine.cli.main import main
from engine.core.errors import AnswerError
from engine.network.scenario.writing import to_json
from engine.running.trace import run
from engine.teach.submission.class_set import (
    FILES,
    as_csv,
    commonest,
    files_in,
    judge_class,
    lines,
    row_of,
    summary,
)
from tests.engine.teach.mistakes.making import program_with
from tests.engine.teach.submission.bringing import brought, scenario

PLAIN = scenario("plain")
GIVEN = PLAIN.with_values({name: np.asarray(value) for name, value in PLAIN.values.items()})
TRACE = GIVEN.trace()


def packed(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def saved(trace):
    out = io.BytesIO()
    np.savez(out, **brought(trace))
    return out.getvalue()


def with_mistake(mistake, step):
    return saved(run(program_with(TRACE.program, mistake, step), TRACE.inputs))


def as_text(trace):
    return json.dumps({"dW2": trace["gradW2"].tolist(), "loss": float(trace["L"])})


@pytest.fixture(scope="module")
def whole_class():
    return packed(
        {
            "submissions/": b"",
            "__MACOSX/._ada.npz": b"x",
            "ada.npz": saved(TRACE),
            "ben/own.json": as_text(TRACE),
            "cleo.npz": with_mistake("slope_forgotten", "gradY1lin"),
            "dan.npz": with_mistake("slope_forgotten", "gradY1lin"),
            "=eve.npz": with_mistake("average_forgotten", "gradY2lin"),
            "fay.txt": b"hello",
            "../gus.npz": saved(TRACE),
        }
    )


def test_each_is_judged_by_itself(whole_class):
    found = {one.name: one for one in judge_class(GIVEN, whole_class)}
    assert {name: one.result for name, one in found.items()} == {
        "ada.npz": "right",
        "ben/own.json": "right",
        "cleo.npz": "wrong",
        "dan.npz": "wrong",
        "=eve.npz": "wrong",
        "fay.txt": "unread",
        "../gus.npz": "unread",
    }
    assert commonest(tuple(found.values()))[0] == ("slope_forgotten", 2)
    assert row_of(found["cleo.npz"])["first_wrong"] == "gradY1lin"
    assert "leads out of the zip" in row_of(found["../gus.npz"])["said"]
    assert row_of(found["../gus.npz"], "zh")["said"].endswith("或指向压缩包之外。")
    assert [row_of(found["cleo.npz"], lang)["mistake"] for lang in ("en", "zh")] == [
        "Activation's derivative forgotten",
        "漏掉激活函数的导数",
    ]


def test_what_is_left_when_the_time_is_over_is_told_with_what_was_judged(whole_class):
    """In the order of the names: ../gus, =eve and ada are judged, four are left."""
    answers = iter([False, False, False])
    handed = judge_class(GIVEN, whole_class, is_over=lambda: next(answers, True))
    results = [one.result for one in handed]
    assert results == ["unread", "wrong", "right", "late", "late", "late", "late"]
    assert commonest(handed) == [("average_forgotten", 1)]
    *_, said, _ = lines(handed)
    assert said.startswith("1 of 3 are right. The time was over before the other 4 were judged")
    assert "4 份没有判定" in summary(handed, "zh")
    rows = list(csv.DictReader(io.StringIO(as_csv(handed, "zh"))))
    assert rows[-1]["said"] == "还没有判定到这一份，时间就到了。"


def test_the_table_as_csv_holds_no_formulas(whole_class):
    rows = list(csv.DictReader(io.StringIO(as_csv(judge_class(GIVEN, whole_class)))))
    assert len(rows) == 7
    assert "'=eve.npz" in {row["name"] for row in rows}
    assert {row["result"] for row in rows} == {"right", "wrong", "unread"}


def test_on_the_command_line(whole_class, tmp_path, capsys):
    path, zipped, table = (tmp_path / name for name in ("s.json", "class.zip", "table.csv"))
    path.write_text(json.dumps(to_json(GIVEN)))
    zipped.write_bytes(whole_class)
    assert main(["diagnose", str(path), str(zipped), "--csv", str(table)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert "2 of 7 are right." in out
    assert any(line.startswith("  2 x Activation's derivative forgotten") for line in out)
    assert len(table.read_text(encoding="utf-8").splitlines()) == 8
    assert main(["diagnose", str(path), str(zipped), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["handed_in"]) == 7


BOMB = packed({f"{k}.npy": bytes(19_000_000) for k in range(12)})
HOSTILE = {
    "no zip": b"PK\x03\x04nothing",
    "nothing": packed({}),
    "too many files": packed({f"{k}.json": b"{}" for k in range(FILES + 1)}),
    "a bomb": BOMB,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_zip_ends_in_a_sentence(data):
    with pytest.raises(AnswerError) as refused:
        judge_class(GIVEN, data)
    assert "\n" not in str(refused.value)


def test_a_file_that_says_a_smaller_size_than_it_has_is_not_read_on():
    """The header's size is set to 10 bytes."""
    data = bytearray(packed({"a.npy": bytes(1000)}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.index(mark) + at
        data[start : start + 4] = (10).to_bytes(4, "little")
    (found,) = files_in(bytes(data)).values()
    assert isinstance(found, AnswerError) or len(found) <= 10


def test_a_zip_in_a_zip_is_one_file_that_cannot_be_read():
    (one,) = judge_class(GIVEN, packed({"inner.zip": packed({"a.npz": saved(TRACE)})}))
    assert one.result == "unread"
