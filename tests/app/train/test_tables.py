"""Tables of one's own: kept by what they hold, read strictly, forgotten without loss."""

import asyncio
import base64
import json
import os
import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from starlette.requests import Request

from app.player.training_room import told
from app.table_route import get_table
from app.train import tables, training
from app.train.address import from_query, to_query
from app.train.brought import brought
from app.train.stretch import BEGIN, Stretch
from app.train.tables import MOST_BYTES, MOST_TARGETS, columns, data_in, keep, preview, table_named
from app.train.training import course_of, samples_of
from app.work.errors import WorkError
from engine.core.errors import DataError
from engine.data.refusal import sentence

FLOWERS = b"length,width,kind\n" + b"".join(
    b"%d,%d,%s\n" % (k, k * k % 7, b"ab"[k % 2 : k % 2 + 1]) for k in range(20)
)


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "folder", lambda: tmp_path)
    data_in.cache_clear()
    training._samples_in.cache_clear()
    return tmp_path


def npz(**arrays):
    file = BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def on(table, **more):
    found, refusals = from_query({"set": "own", "table": keep(table), **more})
    assert refusals == ()
    return found


def test_a_table_is_read_with_its_last_column_as_target():
    data = data_in(keep(FLOWERS), "")
    assert data.classes == ("a", "b")
    assert_array_equal(data.x, [[k, k * k % 7] for k in range(20)])
    assert_array_equal(data.d[:, 1], [k % 2 for k in range(20)])
    assert columns(FLOWERS) == ("length", "width", "kind")
    assert preview(FLOWERS, 2) == [["length", "width", "kind"], ["0", "0", "a"], ["1", "1", "b"]]


def test_another_column_can_be_the_target_by_name_or_by_number():
    numbers = b"a,b,c\n" + b"".join(b"%d,%.1f,%d\n" % (k, k / 2, -k) for k in range(30))
    assert_array_equal(data_in(keep(numbers), "b").d[:, 0], [k / 2 for k in range(30)])
    bare = numbers.partition(b"\n")[2]
    assert columns(bare) == ("1", "2", "3")
    assert_array_equal(data_in(keep(bare), "1").d[:, 0], range(30))


def test_arrays_are_read():
    table = npz(x=np.arange(12.0).reshape(6, 2), d=np.array([0, 1, 2, 0, 1, 2]))
    data = data_in(keep(table), "")
    assert data.classes == ("0", "1", "2")
    assert columns(table) == ()
    assert preview(table, 1) == [["x1", "x2", "d1", "d2", "d3"], ["0", "1", "1", "0", "0"]]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"1,2\n3\n", "line 2: has 1 cells, but the first has 2"),
        (b"1,x,2\n3,4,5\n", "line 1, column 2: 'x' is not a finite number"),
        (b"1,2\n", "has 1 rows"),
        (b"1,2\n" * 10_001, "10,000 rows"),
        (b"\xff\xfe", "neither text in UTF-8 nor an NPZ file"),
        (b"1,a\n2,a\n3,a\n", "is the same in every row"),
        (b"1," * MOST_BYTES, f"it may have {MOST_BYTES:,}"),
        (npz(x=np.zeros((3, 2))), "needs the arrays x and d"),
        (npz(x=np.zeros((3, 2)), d=np.zeros((3, 257))), "257 targets; allowed are .* 256 targets"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(table, said):
    with pytest.raises(DataError, match=said.replace("(", "\\(")) as refused:
        keep(table)
    assert sentence(refused.value, "en") == str(refused.value)
    assert re.search("[一-龥]", sentence(refused.value, "zh"))


def test_a_training_on_a_table_is_one_on_its_samples_wherever_it_is_computed():
    chosen = on(FLOWERS, net="9-4.tanh-9.softmax", scale="as_is")
    assert chosen.design.widths == (2, 4, 2)
    train, validation = samples_of(chosen)
    assert (len(train), len(validation)) == (16, 4)
    course = course_of(chosen)
    for _ in range(5):
        course.onward()
    ended = Stretch(chosen, 5, BEGIN).compute().end
    assert_array_equal(ended.values["W1"], course.carried["W1"])


def test_inputs_are_standardised_as_those_trained_on_are():
    own, scaled = (samples_of(on(FLOWERS, scale=word)) for word in ("as_is", "standard"))
    mean, deviation = own[0].x.mean(axis=0), own[0].x.std(axis=0)
    for before, after in zip(own, scaled, strict=True):
        assert_allclose(after.x, (before.x - mean) / deviation)


def test_its_address_is_read_as_it_was_written():
    chosen = on(FLOWERS, target="kind", scale="as_is", share="0.4", lr="0.5")
    assert from_query(to_query(chosen)) == (chosen, ())
    assert "table" not in to_query(from_query({"set": "moons", "table": "0" * 20})[0])


@pytest.mark.parametrize("query", [{}, {"table": "0" * 20}, {"table": "../../etc/passwd"}])
def test_a_table_that_is_not_here_is_refused(query):
    _, refusals = from_query({"set": "own", **query})
    assert "table" in {refusal.path for refusal in refusals}


def test_a_column_that_cannot_be_the_target_is_refused():
    _, (refusal,) = from_query({"set": "own", "table": keep(FLOWERS), "target": "width"})
    assert "line 2, column 3: 'a' is not a finite number" in refusal.sentence("en")
    assert "第 2 行第 3 列：'a' 不是有限的数" in refusal.below("query").sentence("zh")


def test_a_damaged_or_forgotten_table_is_brought_again(folder):
    name = keep(FLOWERS)
    (folder / name).write_bytes(b"something else")
    with pytest.raises(DataError, match="not here any more"):
        table_named(name)
    (folder / name).unlink()
    sent = json.dumps({"base64": base64.b64encode(FLOWERS).decode()}).encode()
    assert json.loads(brought(sent)) == {"table": name}
    assert table_named(name) == FLOWERS


@pytest.mark.parametrize("sent", [{"base64": "§"}, {"base64": ""}, {"base64": 5}, {"other": ""}])
def test_what_is_brought_is_read_strictly(sent):
    with pytest.raises(WorkError):
        brought(json.dumps(sent).encode())


def test_the_ones_unused_for_longest_are_forgotten(monkeypatch, folder):
    monkeypatch.setattr(tables, "MOST_HELD", 3 * len(FLOWERS))
    names = [keep(FLOWERS + b"%d,1,a\n" % k) for k in range(2)]
    for k, name in enumerate(names):
        os.utime(folder / name, (k, k))
    table_named(names[0])
    last = keep(FLOWERS + b"9,9,a\n")
    assert {path.name for path in folder.iterdir()} == {names[0], last}


def test_what_is_read_for_each_column_is_forgotten_too(monkeypatch, folder):
    """What is kept of the 20 rows has more than 600 bytes: room for the table and one of them."""
    name = keep(FLOWERS)
    monkeypatch.setattr(tables, "MOST_HELD", 2000)
    for target in ("", "kind", "length"):
        with suppress(DataError):
            data_in(name, target)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2000
    assert_array_equal(data_in(keep(FLOWERS), "").d[:, 1], [k % 2 for k in range(20)])


def test_arrays_are_kept_once_whatever_target_is_asked_for(folder):
    name = keep(npz(x=np.arange(12.0).reshape(6, 2), d=np.arange(6) % 3))
    for target in ("", "a", "b", "c"):
        assert data_in(name, target).classes == ("0", "1", "2")
    assert len(list(folder.iterdir())) == 2


def test_a_browser_is_told_the_classes_in_their_order():
    """Negative whole numbers too, which JavaScript would put last if they were keys."""
    table = b"a,b,side\n" + b"".join(b"%d,%d,%d\n" % (k, k * k % 7, k % 3 - 1) for k in range(21))
    classes = told(on(table), "en")["classes"]
    assert isinstance(classes, list)
    assert [one["name"] for one in classes] == ["-1", "0", "1"]
    assert len({one["colour"] for one in classes}) == 3


def test_a_name_in_a_table_is_no_markup_of_the_charts():
    """A link to a table of somebody else may be opened: Plotly would make links of its names."""
    link = '<a href="https://example.org">%{x}'
    rows = "".join(f"{k},{k * k % 7},{'ab'[k % 2]}{link.replace(chr(34), '')}\n" for k in range(20))
    table = f"{link.replace(chr(34), '')},width,kind\n{rows}".encode()
    drawn = told(on(table), "en")["figures"]["data"]
    for said in (drawn["layout"]["xaxis"]["title"]["text"], drawn["data"][0]["hovertemplate"]):
        assert "&lt;a href=https://example.org&gt;%&#123;x}" in said


def test_why_an_archive_is_refused_is_said_in_the_language_of_the_page():
    with pytest.raises(DataError) as refused:
        keep(npz(x=[["a"]], d=[1]))
    assert sentence(refused.value, "zh") == (
        "文件：不是由数值数组组成的 NPZ 文件。其中有不是数的内容。"
    )


def test_a_long_cell_is_not_repeated_as_a_whole():
    with pytest.raises(DataError) as refused:
        keep(f"a,b\n1,2\n{'x' * 5000},3\n".encode())
    assert len(str(refused.value)) < 200


def test_as_many_targets_as_are_allowed_can_be_trained_on():
    table = npz(x=np.arange(24.0).reshape(12, 2), d=np.zeros((12, MOST_TARGETS)))
    assert on(table).design.widths[-1] == MOST_TARGETS


def no_room(*_, **__):
    raise OSError(28, "No space left on device")


def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch, folder):
    monkeypatch.setattr(Path, "replace", no_room)
    with pytest.raises(DataError, match="this server has no place for files"):
        keep(FLOWERS)
    assert list(folder.iterdir()) == []


def test_a_table_is_read_where_there_is_no_room_to_keep_what_was_read(monkeypatch, folder):
    name = keep(FLOWERS)
    monkeypatch.setattr(np, "savez", no_room)
    assert len(data_in(name, "")) == 20
    assert [path.name for path in folder.iterdir()] == [name]


def answered(name):
    return asyncio.run(get_table(Request({"type": "http", "path_params": {"name": name}})))


def test_the_browser_gets_a_table_by_its_name_alone():
    answer = answered(keep(FLOWERS))
    assert answer.body == FLOWERS
    assert answer.headers["content-type"] == "application/octet-stream"
    for name in ("0" * 20, "../../etc/passwd"):
        assert answered(name).status_code == 404
