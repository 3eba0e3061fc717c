"""A moment of a training in the player: the numbers of its iteration, bit for bit, as a word."""

import time
from urllib.parse import parse_qsl

import pytest
from numpy.testing import assert_array_equal

from app import builder
from app.answer.answer import Known, answer
from app.design import PRESETS
from app.train import instant, stretch
from app.train.address import from_query as training_from
from app.train.kept import Kept
from app.train.moment import read_moment, word_of
from app.train.stretch import BEGIN, Stretch
from app.train.training import course_of
from app.work.address import from_query, to_query
from app.work.errors import WorkError
from app.work.numbers import trace_of
from app.work.plain import from_plain, to_plain
from app.work.run import run_of
from app.workers import task

MOMENTS = [
    "set:moons;batch:16;lr:0.1;at:37",
    "net:2-6.norm.relu.drop0_2-2.softmax;batch:30;at:17",
    "set:curve;formula:sin(2*x)+x^2;schedule:cosine;at:5",
    "set:digits;net:64-16.relu-10.softmax;penalty:half;at:100",
    "set:toy;at:2",
]


def training_of_word(word):
    return read_moment(word).training


def opened(word):
    work, refusals = from_query({"moment": word})
    assert refusals == ()
    return work


@pytest.mark.parametrize("word", MOMENTS)
def test_the_player_is_told_the_training_and_the_place_in_it(word):
    data = answer(opened(word), {}, Known(), "en")["training"]
    moment = read_moment(word)
    query = dict(parse_qsl(data["address"]))
    assert data["done"] == moment.done == int(query.pop("at"))
    assert training_from(query) == (moment.training, ())


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("at:1000000", "too_far"),
        (
            "set:curve;net:1-8.identity-1.identity;lr:10;optimizer:sgd;at:100000",
            "not_finite_before",
        ),
    ],
)
def test_a_moment_that_is_not_reached_is_named_and_the_network_opened(word, reason):
    """At once: nobody waits for a million iterations, or for those after the last finite one."""
    started = time.monotonic()
    work, refusals = from_query({"moment": word})
    assert time.monotonic() - started < 10, "a stretch takes 0.2 s, and the machine may be busy"
    assert [(refusal.path, refusal.reason) for refusal in refusals] == [("moment", reason)]
    assert work.design.moment is None
    assert work.design.layers == training_of_word(word).design.layers
    assert trace_of(run_of(work)).values, "its numbers are its own"


def test_a_moment_that_is_far_but_was_reached_before_is_opened(monkeypatch):
    """Whoever has trained that far opens it: the way from the last checkpoint is short."""
    training, far = training_of_word("at:600"), 600
    end = Stretch(training, far, BEGIN).compute().end
    while end.done < far:
        end = Stretch(training, far, end).compute().end
    known = Kept()
    monkeypatch.setattr(instant, "KEPT", known)
    monkeypatch.setattr(instant, "FAR", instant.seconds_of(training, 300))
    monkeypatch.setattr(instant, "NEAR", 0.0)
    monkeypatch.setattr(stretch, "SLICE", 0.0)
    _, refusals = from_query({"moment": "at:600"})
    assert [refusal.reason for refusal in refusals] == ["too_far"]
    known.keep(training, end, ())
    assert opened("at:600").design.moment.done == far


def test_a_network_of_ones_own_comes_from_no_training():
    assert answer(from_query({})[0], {}, Known(), "en")["training"] is None


@pytest.mark.parametrize("word", MOMENTS)
def test_the_player_has_the_iteration_that_was_run(word):
    work = opened(word)
    trace = trace_of(run_of(work))
    course = course_of(work.design.moment.training)
    for _ in range(work.design.moment.done):
        course.onward()
    recorded = course.recorded()
    for name, value in recorded.values.items():
        assert_array_equal(trace[name], value, err_msg=name)
    course.onward()
    for old, new in recorded.program.carried.items():
        assert_array_equal(course.carried[old], trace[new], err_msg=new)


def test_the_last_batch_of_an_epoch_is_as_small_as_it_is():
    """160 samples in batches of 30: the sixth has 10, and iteration 17 is the sixth of an epoch."""
    assert opened(MOMENTS[1]).design.batch == 10
    assert opened(MOMENTS[1].replace("at:17", "at:18")).design.batch == 30


@pytest.mark.parametrize("word", MOMENTS)
def test_a_work_with_a_moment_is_read_as_it_was_written(word):
    work = opened(word)
    assert to_query(work)["moment"] == word_of(work.design.moment)
    assert to_query(work).keys() == {"moment"}
    assert from_query(to_query(work)) == (work, ())
    assert from_plain(to_plain(work)) == work


def test_a_network_that_was_changed_keeps_the_numbers_that_fit():
    """Another activation leaves the weights; another seed begins with numbers of its own."""
    work = opened(MOMENTS[0])
    layers = [{"width": 12, "activation": "relu"}, {"width": 8}, {"width": 2}]
    other = builder.read({"layers": layers}, work.design)
    assert other.moment == work.design.moment
    changed = from_plain(
        {**to_plain(work), "design": to_plain(work)["design"] | {"penalty": "half"}}
    )
    query = to_query(changed)
    assert query["penalty"] == "half"
    assert from_query(to_query(changed)) == (changed, ())
    assert builder.read({"seed": 5}, work.design).moment is None
    assert builder.read({"data": "toy"}, work.design).moment is None


@pytest.mark.parametrize(
    ("word", "path", "reason"),
    [
        ("", "moment", "not_moment"),
        ("set:moons", "moment", "not_moment"),
        ("set:moons;at:-1", "moment", "not_moment"),
        ("set:planets;at:1", "moment.set", "no_choice"),
        ("net:2-x;at:1", "moment.net", "not_net"),
        ("set:curve;formula:y;at:1", "moment.formula", "not_function"),
        ("a" * 3000, "moment", "too_long"),
        ("set:moons;at:1000001", "moment", "within"),
        ("set:moons;at:99999999999", "moment", "within"),
    ],
)
def test_what_is_no_moment_is_refused_by_name(word, path, reason):
    with pytest.raises(WorkError) as refused:
        read_moment(word)
    assert (refused.value.path, refused.value.reason) == (path, reason)
    work, refusals = from_query({"moment": word})
    assert [one.path for one in refusals] == [path]
    assert work.design == PRESETS["toy"]


def test_a_moment_far_from_all_that_is_known_is_reached_in_stretches(monkeypatch):
    """As a request is answered: each task by a worker, and then all again with its outcome."""
    known = Kept()
    monkeypatch.setattr(instant, "KEPT", known)
    monkeypatch.setattr(instant, "NEAR", 0.04)
    monkeypatch.setattr(stretch, "SLICE", 0.02)
    monkeypatch.setattr(task, "QUICK", 0.0)
    moment = read_moment("net:2-4.tanh-2.softmax;at:1500")
    outcomes = {}
    while (found := asked(moment, outcomes)) is None:
        assert len(outcomes) < 1500
    assert len(outcomes) > 2
    assert max(one.seconds for one in outcomes) <= 0.05, "no task takes long"
    assert known.before(moment.training, 1500).done > 1000
    course = course_of(moment.training)
    for _ in range(1500):
        course.onward()
    expected = course.next_inputs()
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert_array_equal(found[name], value, err_msg=name)


def asked(moment, outcomes):
    try:
        with task.with_workers(outcomes):
            return instant.inputs_at(moment)
    except task.Elsewhere as needed:
        outcomes[needed.task] = needed.task.compute()
        return None
