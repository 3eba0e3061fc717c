"""Trainings that go on beside the one that is watched: at its iterations, as each does alone."""

import json

import pytest

from app.train import exchange, live, stretch, watched
from app.train.kept import Kept
from app.train.live import Begun, Beside, Live, side_by_side
from app.train.stretch import BEGIN, Stretch, Stretched, Walk
from app.train.watched import read_watched
from app.work.errors import WorkError
from tests.app.train.test_live import NET, of

OTHER = NET | {"lr": "0.2"}
BROKEN = {"set": "moons", "net": "2-6.relu-2.identity", "loss": "mse"}
BROKEN |= {"optimizer": "sgd", "lr": "1e6"}
"""Its numbers leave the finite range after a few iterations."""


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """Nothing is known before; every look is told, however slow the machine is."""
    own = Kept()
    for module in (exchange, watched):
        monkeypatch.setattr(module, "KEPT", own)
    for name in ("PICTURE", "STAND"):
        monkeypatch.setattr(live, name, 0.0)
    monkeypatch.setattr(stretch, "SLICE", 1e9)
    return own


def test_each_goes_on_with_the_one_that_is_furthest_behind():
    """One begins 96 iterations later: the other comes to it first, then they go on as one."""
    behind = Walk(of(NET), BEGIN)
    ahead = Walk(of(OTHER), Stretch(of(OTHER), 96, BEGIN).compute().end)
    apart = []
    for _ in side_by_side([behind, ahead], 200):
        apart.append(ahead.course.done - behind.course.done)
    assert (behind.course.done, ahead.course.done) == (200, 200)
    assert max(map(abs, apart[apart.index(0) :])) <= 8, apart
    assert sorted(apart[: apart.index(0)], reverse=True) == apart[: apart.index(0)]


def test_one_beside_another_comes_to_what_it_comes_to_alone():
    parts = [*Live(of(NET), 120, 0, BEGIN, beside=(Begun(of(OTHER), BEGIN),)).in_parts(bool)]
    courses = [part.course for part in parts if isinstance(part, Beside)]
    alone = Stretch(of(OTHER), 120, BEGIN).compute()
    assert tuple(row for course in courses for row in course.rows) == alone.rows
    assert courses[-1].end.done == 120
    assert isinstance(parts[-1], Stretched)


def test_where_the_watched_one_breaks_off_the_others_wait_for_it():
    broken, other = Walk(of(BROKEN), BEGIN), Walk(of(OTHER), BEGIN)
    assert len([*side_by_side([broken, other], 100_000)]) < 100
    fault = broken.passed().fault
    assert fault is not None
    assert broken.course.done <= other.course.done < broken.course.done + 64


def test_lines_tell_of_each_by_its_place_and_no_row_twice(kept):
    """The second turn begins where the first one ended."""
    asked = {"query": NET, "from": 0, "to": 120, "beside": [{"query": OTHER, "from": 0}]}
    one = read_watched(json.dumps(asked).encode())
    looks = iter([False] * 30 + [True])
    lines = [one.line(part) for part in one.turn().in_parts(lambda: next(looks))]
    assert not one.is_over
    lines += [one.line(part) for part in one.turn().in_parts(bool)]
    assert one.is_over
    told = [line for line in map(json.loads, lines) if "beside" in line]
    assert {line["beside"] for line in told} == {0}
    iterations = [at for line in told for at in line["rows"]["iteration"]]
    assert iterations == sorted(set(iterations)) == [row.iteration for row in kept.rows(of(OTHER))]
    assert told[-1]["done"] == 120


def test_a_browser_is_told_no_row_that_lies_before_it(kept):
    """Somebody else has been at iteration 500 of the same training."""
    far = Stretch(of(OTHER), 500, BEGIN).compute()
    kept.keep(of(OTHER), far.end, far.rows)
    asked = {"query": NET, "from": 0, "to": 20, "beside": [{"query": OTHER, "from": 0}]}
    one = read_watched(json.dumps(asked).encode())
    told = [json.loads(one.line(part)) for part in one.turn().in_parts(bool)]
    assert max(at for line in told if "beside" in line for at in line["rows"]["iteration"]) == 20


@pytest.mark.parametrize("beside", [[{"query": {}}] * 4, [{"to": 3}], [{"query": {"set": "no"}}]])
def test_those_beside_are_read_as_strictly(beside):
    with pytest.raises(WorkError):
        read_watched(json.dumps({"query": NET, "beside": beside}).encode())
