"""The surface of a training's loss, answered part by part, with the path of descent in it."""

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.train import stretch
from app.train.address import from_query
from app.train.stretch import BEGIN, Checkpoint
from app.train.surface import exchange, frame, trail
from app.train.surface.exchange import surfaced
from app.train.surface.frame import LONGEST, SAMPLES, SIDES, grid_of, seconds_of_loss
from app.train.surface.trail import MOST_OF_ONE, Trail, Trails, Walk, often_of
from app.train.training import course_of
from app.work.errors import WorkError
from app.work.recent import Recent
from engine.learning.weights import Weights

QUERY = {"set": "moons", "net": "2-3.tanh-2.softmax"}
PRINCIPAL, RANDOM = {"kind": "principal"}, {"kind": "random", "seed": 4}
TWO = {"kind": "two", "entries": ["W1[1, 2]", " B2[1,1] "]}


@pytest.fixture(autouse=True)
def afresh(monkeypatch):
    """Neither a slow machine nor what other tests have computed decides what is answered."""
    for module in (trail, frame, stretch):
        monkeypatch.setattr(module, "SLICE", 1e9)
    monkeypatch.setattr(frame, "SIDES", (5,))
    forget(monkeypatch)


def forget(monkeypatch):
    monkeypatch.setattr(exchange, "TRAILS", Trails())
    monkeypatch.setattr(exchange, "FRAMES", Recent())


def asked(plane, at=40, last=40, row=0, query=QUERY, **more):
    body = {"query": query, "last": last, "at": at, "plane": plane, "row": row, **more}
    return json.loads(surfaced(json.dumps(body).encode()))


def course(iterations, query=QUERY):
    found = course_of(from_query(query)[0])
    for _ in range(iterations):
        found.onward()
    return found


# -- The surface and the path


@pytest.mark.parametrize("plane", [PRINCIPAL, RANDOM, TWO], ids=lambda plane: plane["kind"])
def test_where_the_training_stands_the_path_has_its_loss(plane):
    answer, now = asked(plane, at=30), course(30)
    path, k = answer["path"], answer["path"]["iteration"].index(30)
    loss = now.judge.measure(now.trainer.values, now.data).loss
    assert path["loss"][k] == pytest.approx(loss, rel=1e-4)
    assert answer["samples"] == len(now.data)
    if plane is not TWO:
        assert_allclose([path["x"][k], path["y"][k]], 0, atol=1e-6)


def test_a_place_of_the_plane_of_two_parameters_is_what_they_are():
    answer, now = asked(TWO), course(40)
    values = now.trainer.values
    assert answer["axes"] == ["W1[1, 2]", "B2[1, 1]"]
    path = answer["path"]
    assert path["x"][-1] == pytest.approx(values["W1"][0, 1], rel=1e-4)
    assert path["y"][-1] == pytest.approx(values["B2"][0, 0], rel=1e-4)
    # The middle row and column of the grid, with these two parameters put by hand.
    x, y = answer["x"][2], answer["y"][2]
    values["W1"] = values["W1"].copy()
    values["W1"][0, 1], values["B2"] = x, np.array([[y, values["B2"][0, 1]]])
    loss = now.judge.measure(values, now.data).loss
    assert answer["rows"][2][2] == pytest.approx(loss, rel=1e-3)


def test_all_of_the_path_is_seen():
    answer = asked(PRINCIPAL)
    for axis in ("x", "y"):
        assert answer[axis][0] < min(answer["path"][axis])
        assert max(answer["path"][axis]) < answer[axis][-1]


def test_how_much_of_the_path_is_seen_is_said_in_words():
    """Of a path of two points all is in one direction."""
    assert asked(PRINCIPAL, at=1, last=1)["said"] == (
        "100% of the path is in this plane (100% and 0%): the descent is nearly as you see it."
    )
    assert asked(RANDOM)["said"] == ""


@pytest.mark.parametrize(
    ("shares", "how"), [((0.5, 0.4), "nearly"), ((0.3, 0.3), "the rest"), ((0.3, 0.1), "shadow")]
)
def test_words_go_with_the_share(shares, how):
    assert how in exchange.said_of(shares, "en")


# -- In parts


def test_rows_come_part_by_part_and_are_the_same(monkeypatch):
    whole = asked(RANDOM)
    monkeypatch.setattr(frame, "SLICE", 0.0)
    parts = [asked(RANDOM, row=row) for row in range(5)]
    assert [row for part in parts for row in part["rows"]] == whole["rows"]
    assert parts[0]["x"] == whole["x"]
    assert "x" not in parts[1]


def test_another_process_answers_the_same(monkeypatch):
    here = asked(PRINCIPAL)
    forget(monkeypatch)
    assert asked(PRINCIPAL) == here


def test_the_path_is_walked_in_parts_and_is_the_same(monkeypatch):
    whole = asked(PRINCIPAL)
    forget(monkeypatch)
    monkeypatch.setattr(trail, "SLICE", 0.0)
    walked = []
    while "walked" in (part := asked(PRINCIPAL)):
        walked.append(part["walked"])
        monkeypatch.setattr(trail, "SLICE", 1e-3)
    assert walked == sorted(walked)
    assert walked[0] == 0
    assert part == whole


def test_a_path_that_is_known_is_gone_on_with():
    training = from_query(QUERY)[0]
    half = Walk(training, 20, BEGIN).compute()
    rest = Walk(training, 40, half.end).compute()
    whole, both = Walk(training, 40, BEGIN).compute(), half + rest
    assert both.iterations == whole.iterations
    assert all(map(np.array_equal, both.points, whole.points))


def test_what_does_not_go_on_from_what_is_known_is_not_kept():
    trails, training = Trails(), from_query(QUERY)[0]
    ahead = Trail((7,), (np.zeros(3),), since=5, end=Checkpoint(9, None))
    assert trails.keep(training, ahead).iterations == ()
    begun = Trail((0,), (np.zeros(3),), end=Checkpoint(5, None))
    trails.keep(training, begun)
    assert trails.keep(training, ahead).iterations == (0, 7)
    assert trails.of(training).to(3).iterations == (0,)


def test_paths_are_bounded():
    trails = Trails(most=50)
    for seed in range(4):
        trails.keep(from_query({"seed": str(seed)})[0], Trail((0,), (np.zeros(4),)))
    kept = [trails.of(from_query({"seed": str(seed)})[0]).iterations for seed in range(4)]
    assert kept == [(), (), (), (0,)]


@pytest.mark.parametrize(("size", "often"), [(100, 16), (25_000, 16), (80_000, 4), (300_000, 1)])
def test_weights_of_a_large_network_are_taken_less_often(size, often):
    """A path of a million iterations, 20 doublings, of float32 fits into the memory of one."""
    assert often_of(Weights({"W1": (1, size)})) == often
    assert often == 1 or often * 20 * 4 * size <= MOST_OF_ONE


@pytest.mark.parametrize("net", ["2-8.tanh-2", "64-32-10", "784-256.relu-256.relu-10"])
def test_a_surface_takes_bounded_time_by_the_estimate(monkeypatch, net):
    monkeypatch.setattr(frame, "SIDES", SIDES)
    data = {"2": "moons", "6": "digits", "7": "mnist"}[net[0]]
    training = from_query({"set": data, "net": net})[0]
    side, samples = grid_of(training)
    fits = side**2 * seconds_of_loss(training, samples) <= LONGEST
    assert fits or (side, samples) == (SIDES[-1], SAMPLES[-1])


# -- What is refused


@pytest.mark.parametrize(
    ("plane", "path", "said"),
    [
        ({"kind": "third"}, "plane.kind", "third"),
        ({"kind": "random", "seed": -1}, "plane.seed", "0"),
        ({"kind": "two"}, "plane.entries", "Two different parameters"),
        ({"kind": "two", "entries": ["W1[1,1]", "W1[1, 1]"]}, "plane.entries", "Two different"),
        ({"kind": "two", "entries": ["W1", "W1[1,1]"]}, "plane.entries.0", "W1[1, 2]"),
        ({"kind": "two", "entries": ["W1[1,1]", "W1[3,1]"]}, "plane.entries.1", "W1 (2 × 3)"),
        ({"kind": "two", "entries": ["W1[1,1]", "Y1[1,1]"]}, "plane.entries.1", "B2 (1 × 2)"),
        ({"kind": "two", "entries": ["W1[0,1]", "W1[1,1]"]}, "plane.entries.0", "from 1"),
    ],
)
def test_a_plane_that_there_is_not_is_refused(plane, path, said):
    with pytest.raises(WorkError) as refused:
        asked(plane)
    assert refused.value.path == path
    assert said in refused.value.sentence("en")


def test_without_a_path_there_are_no_principal_directions():
    with pytest.raises(WorkError, match="no_path"):
        asked(PRINCIPAL, at=0, last=0)
    assert asked(RANDOM, at=0, last=0)["path"]["iteration"] == [0]


def test_a_row_that_there_is_not_is_refused():
    with pytest.raises(WorkError) as refused:
        asked(RANDOM, row=5)
    assert refused.value.path == "row"


def test_weights_that_are_not_finite_have_no_surface():
    query = {"net": "2-4.relu-2.identity", "loss": "mse", "lr": "1e9", "optimizer": "sgd"}
    with pytest.raises(WorkError, match="not_finite_there"):
        asked(RANDOM, at=300, last=300, query=query)


def test_weights_whose_squares_are_not_finite_have_no_surface():
    """They explode, and are finite still: the plane through them cannot be computed."""
    net = "1-8.identity-1.identity"
    query = {"set": "curve", "net": net, "lr": "10", "optimizer": "sgd", "loss": "mse"}
    with pytest.raises(WorkError, match="at: too_large_there"):
        asked(RANDOM, at=6, last=6, query=query)
