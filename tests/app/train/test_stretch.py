"""A training in stretches: however it is divided, an iteration comes to the same, bit for bit."""

import json
import pickle
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from app.train import exchange, stretch
from app.train.address import from_query
from app.train.exchange import answer_of, rows_data, trained
from app.train.kept import Kept
from app.train.stretch import BEGIN, Checkpoint, Stretch, is_measured
from app.train.training import course_of
from app.work.errors import WorkError

QUERIES = [
    {"net": "2-4.tanh-2.softmax"},
    {"net": "2-6.norm.relu.drop0_2-2.softmax", "optimizer": "adam", "penalty": "half"},
    {"net": "1-5.tanh-1.identity", "set": "curve", "optimizer": "momentum", "schedule": "cosine"},
]


def of(query):
    training, refusals = from_query(query)
    assert refusals == ()
    return training


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Neither a slow machine nor what other tests have computed decides where a stretch ends."""
    monkeypatch.setattr(stretch, "SLICE", 1e9)
    monkeypatch.setattr(exchange, "KEPT", Kept())


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert_array_equal(found[name], value, err_msg=name)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_recomputed_iteration_is_the_recorded_one(query):
    """From the beginning at once, in two stretches, in many, and from another process."""
    training = of(query)
    whole = Stretch(training, 50, BEGIN).compute()
    half = Stretch(training, 23, BEGIN).compute()
    rest = pickle.loads(pickle.dumps(Stretch(training, 50, half.end))).compute()
    assert_same(rest.end.values, whole.end.values)
    assert (*half.rows, *rest.rows) == whole.rows
    assert rest.seen == whole.seen
    step = BEGIN
    for last in range(1, 51):
        step = Stretch(training, last, step).compute().end
    assert_same(step.values, whole.end.values)


def test_a_stretch_ends_when_its_time_is_over(monkeypatch):
    monkeypatch.setattr(stretch, "SLICE", 0.0)
    training = of({})
    ended = Stretch(training, 10_000, BEGIN).compute()
    assert 0 <= ended.end.done < 10_000
    assert Stretch(training, 10_000, BEGIN).seconds <= 0.25


def test_rows_become_rarer_and_stay_where_they_are():
    """To 64 each, then every 2nd to 128, every 4th to 256: 32 until the number has doubled."""
    measured = [k for k in range(257) if is_measured(k)]
    assert measured == [*range(65), *range(66, 129, 2), *range(132, 257, 4)]
    assert sum(map(is_measured, range(1_000_001))) < 600


def test_it_stops_where_a_loss_is_infinite_though_the_weights_are_not_yet():
    """The error grows by a factor: its square is too large long before the weights are."""
    training = of({"net": "1-1.identity", "set": "curve", "lr": "20", "optimizer": "sgd"})
    course = course_of(training)
    while not course.fault_ahead():
        course.onward()
    stopped = Stretch(training, 2000, BEGIN).compute()
    assert stopped.fault == course.fault_ahead()
    assert stopped.end.done == course.done
    assert all(np.isfinite(row.trained.loss) for row in stopped.rows[:-1])
    assert Stretch(training, course.done, BEGIN).compute().fault == stopped.fault
    assert Stretch(training, course.done - 1, BEGIN).compute().fault is None


def test_where_numbers_leave_the_finite_range_it_stops_before():
    training = of({"net": "2-4.relu-2.identity", "loss": "mse", "lr": "1e9", "optimizer": "sgd"})
    stopped = Stretch(training, 500, BEGIN).compute()
    assert stopped.fault.iteration == stopped.end.done + 1
    assert all(np.isfinite(value).all() for value in stopped.end.values.values())
    course = course_of(training)
    course.put(*stopped.end)
    trace = course.recorded()
    assert trace.first_nonfinite().name == stopped.fault.name
    assert trace.program.equations[stopped.fault.step - 1].name == stopped.fault.name


# -- What is kept


def test_checkpoints_are_bounded_and_the_last_one_stays():
    kept, training = Kept(), of({})
    for done in range(1000):
        kept.keep(training, Checkpoint(done, {"W": np.zeros(10)}), ())
    assert kept.before(training, 5000).done == 999
    assert len(kept._kept[training].checkpoints) <= 48
    assert kept.before(training, 400).done <= 400
    assert kept.held == kept._kept[training].size


def test_the_training_unused_for_longest_is_forgotten():
    kept, trainings = Kept(most=30_000), [of({"seed": str(k)}) for k in range(4)]
    for training in trainings:
        kept.keep(training, Checkpoint(5, {"W": np.zeros(1000)}), ())
    assert [kept.before(one, 9).done for one in trainings] == [0, 5, 5, 5]
    assert kept.held <= 30_000


def test_a_training_that_was_forgotten_meanwhile_has_no_gap():
    training, kept = of(QUERIES[0]), Kept()
    half = Stretch(training, 20, BEGIN).compute()
    rest = Stretch(training, 30, half.end).compute()
    kept.keep(training, rest.end, rest.rows, since=20)
    assert (kept.before(training, 99), kept.rows(training), kept.held) == (BEGIN, [], 0)
    kept.keep(training, half.end, half.rows)
    kept.keep(training, rest.end, rest.rows, since=20)
    assert [row.iteration for row in kept.rows(training)] == list(range(31))


# -- What the browser is answered


def test_an_answer_has_the_rows_that_the_browser_has_not():
    training = of(QUERIES[0])
    first = answer_of(training, 0, 10, (-1, 0), "en")
    assert (first["done"], first["rows"]["iteration"]) == (10, list(range(11)))
    more = answer_of(training, 10, 12, (10, 0), "en")
    assert more["rows"]["iteration"] == [11, 12]
    back = answer_of(training, 4, 4, (12, 0), "en")
    assert (back["done"], back["rows"]["iteration"]) == (4, [])
    assert back["seen"]["kind"] == "plane"
    assert np.shape(back["seen"]["z"]) == (len(back["seen"]["y"]), len(back["seen"]["x"]))


def test_who_was_further_is_sent_the_rows_of_that_too():
    training = of(QUERIES[0])
    answer_of(training, 0, 12, (-1, 0), "en")
    again = answer_of(training, 4, 4, (-1, 12), "en")
    assert (again["done"], again["rows"]["iteration"]) == (4, list(range(13)))


def test_another_process_answers_the_same(monkeypatch):
    training = of(QUERIES[1])
    for to in (7, 20, 31):
        here = answer_of(training, to, to, (-1, 0), "en")
    monkeypatch.setattr(exchange, "KEPT", Kept())
    assert answer_of(training, 31, 31, (-1, 0), "en") == here


def test_a_loss_that_is_not_finite_is_sent_as_a_gap():
    rows = Stretch(of(QUERIES[0]), 1, BEGIN).compute().rows
    broken = rows[0]._replace(trained=replace(rows[0].trained, loss=np.inf))
    assert rows_data([broken])["trained"][0][0] is None


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({"to": -1}, "to"),
        ({"to": 1_000_001}, "to"),
        ({"to": 1.5}, "to"),
        ({"known": "x"}, "known"),
        ({"query": {"set": "planets"}}, "query.set"),
        ({"query": {"Set": "moons"}}, "query"),
        ({"query": {"lr": 1}}, "query.lr"),
        ({"query": ["set"]}, "query"),
        ({"query": {f"k{'a' * k}": "1" for k in range(41)}}, "query"),
        ({"other": 1}, ""),
        ({"lang": "fr"}, "lang"),
    ],
    ids=str,
)
def test_a_request_is_read_strictly(request_, path):
    with pytest.raises(WorkError) as refused:
        trained(json.dumps(request_).encode())
    assert refused.value.path == path


def test_a_request_is_answered_as_json():
    body = json.dumps({"query": {"set": "curve"}, "to": 3, "lang": "zh"}).encode()
    answer = json.loads(trained(body))
    assert answer["done"] == 3
    assert answer["fault"] is None
    assert answer["seen"]["kind"] == "curve"


def test_large_trainings_beside_one_another_do_not_make_each_other_forgotten():
    """A checkpoint takes 1/20 of the room: four trainings of thirty would take six times that."""
    kept, four = Kept(20 * 12_000), [of({"lr": f"0.0{k}"}) for k in range(1, 5)]
    large = {"W": np.zeros(1250)}
    for done in range(10, 310, 10):
        for training in four:
            kept.keep(training, Checkpoint(done, large), (), done - 10)
    assert [kept.before(training, 300).done for training in four] == [300] * 4
    assert kept.held <= kept.most
