"""The work as JSON: the same comes back, and whatever else is read is refused by its name."""

import json
import time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.text import LANGUAGES
from app.work.errors import WorkError, no_choice
from app.work.plain import from_plain, to_plain
from app.work.source import lesson_of
from app.work.work import MOST_ITERATIONS, Entry, Work, typed
from tests.support.works import HOSTILE, deep, mutated, works

FIRST = lesson_of("cmu-toy").stops[0].id
TOY = to_plain(Work())


@given(works())
def test_what_is_written_is_read_as_the_same_work(work):
    assert from_plain(json.loads(json.dumps(to_plain(work)))) == work


@given(works())
def test_equal_works_have_one_hash_so_that_what_was_computed_is_shared(work):
    assert hash(from_plain(to_plain(work))) == hash(work)


def test_a_fresh_work_is_the_toy_problem():
    assert from_plain({"version": 1}) == Work()


SCENE = {"lesson": "cmu-toy", "stop": FIRST, "scenes": {"batch": [[], []]}}


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        ({"version": 2}, "version", "newer"),
        ({"version": True}, "version", "newer"),
        ({"version": None}, "version", "newer"),
        ({"more": 1}, "", "unknown"),
        ({"iterations": {}}, "iterations", "not_list"),
        ({"iterations": [[]] * (MOST_ITERATIONS + 1)}, "iterations", "too_many"),
        ({"iterations": [[["X", 0, 0]]]}, "iterations.0.0", "not_entry"),
        ({"iterations": [[["X", 3, 0, 1]]]}, "iterations.0.0", "no_entry"),
        ({"iterations": [[["Y1", 0, 0, 1]]]}, "iterations.0.0", "no_entry"),
        ({"iterations": [[["X", 0, 0, float("nan")]]]}, "iterations.0.0", "not_finite"),
        ({"iterations": [[["X", 0, 0, 10**400]]]}, "iterations.0.0", "within"),
        ({"iterations": [[["X", True, 0, 1]]]}, "iterations.0.0", "not_whole"),
        ({"iterations": [[]] * 3, "iteration": 4}, "iteration", "within"),
        ({"iteration": -1}, "iteration", "within"),
        ({"iteration": True}, "iteration", "not_whole"),
        ({"place": SCENE | {"shown": {"batch": 3}}}, "place.shown.batch", "within"),
        ({"place": SCENE | {"shown": {"norm": 1}}}, "place.shown", "unknown"),
        ({"design": []}, "design", "not_table"),
        ({"design": TOY["design"] | {"loss": "gini"}}, "design.loss", "no_choice"),
        ({"design": TOY["design"] | {"batch": 65}}, "design.batch", "within"),
        ({"design": TOY["design"] | {"inputs": 2.0}}, "design.inputs", "not_whole"),
        ({"design": TOY["design"] | {"layers": []}}, "design.layers", "no_layer"),
        ({"design": {"layers": TOY["design"]["layers"]}}, "design", "missing"),
        ({"view": {"sample": 65}}, "view.sample", "within"),
        ({"view": {"step": "W2; drop"}}, "view.step", "not_word"),
        ({"place": {"lesson": "none"}}, "place.lesson", "no_choice"),
        ({"place": {"lesson": "cmu-toy", "stop": "none"}}, "place.stop", "no_choice"),
        ({"practice": [{"do": "hint"}]}, "practice.0", "not_begun"),
        ({"practice": [{"do": "break", "wish": "any"}]}, "practice.0", "missing"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place_with_a_sentence(change, path, reason):
    with pytest.raises(WorkError) as refused:
        from_plain(TOY | change)
    assert (refused.value.path, refused.value.reason) == (path, reason)
    for lang in LANGUAGES:
        said = refused.value.located(lang)
        assert said[-1] in ".。"
        assert "{" not in said.replace("{…}", "")


def test_the_output_has_to_go_with_the_loss():
    layers = [*TOY["design"]["layers"][:-1], TOY["design"]["layers"][0] | {"width": 2}]
    with pytest.raises(WorkError, match=r"design.layers.2.activation: no_choice") as refused:
        from_plain(TOY | {"design": TOY["design"] | {"layers": layers}})
    assert refused.value.facts["asked"] == "relu"


@pytest.mark.parametrize("value", [*HOSTILE, deep(3), deep(50_000)], ids=range(len(HOSTILE) + 2))
def test_what_is_no_work_at_all_is_refused(value):
    with pytest.raises(WorkError):
        from_plain(value)


def test_a_long_whole_number_is_too_large_and_not_infinite():
    with pytest.raises(WorkError) as refused:
        from_plain(TOY | {"iterations": [[["X", 0, 0, -(10**400)]]]})
    assert refused.value.sentence("en").startswith("−10^400… is not possible here")


def test_a_work_without_a_version_is_told_that_it_is_missing():
    with pytest.raises(WorkError) as refused:
        from_plain({})
    assert (refused.value.reason, refused.value.facts) == ("missing", {"part": "version"})


def test_an_entry_that_is_typed_twice_has_the_last_number():
    twice = [["X", 0, 0, 1], ["W1", 0, 0, 3], ["X", 0, 0, 2]]
    read = from_plain({"version": 1, "iterations": [twice]}).iterations[0]
    assert read == typed([Entry("X", 0, 0, 2), Entry("W1", 0, 0, 3)])
    assert [entry.name for entry in read] == ["W1", "X"]


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(works(), st.integers(0, 10**9))
def test_hostile_works_are_works_or_named_refusals_and_quickly(work, seed):
    """Four hundred mutations of each of fifteen works: 6,000."""
    read_mutations(work, seed)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=50, deadline=None, phases=[Phase.generate])
@given(works(), st.integers(0, 10**9))
def test_twenty_thousand_hostile_works(work, seed):
    """Four hundred mutations of each of fifty works."""
    read_mutations(work, seed)


def read_mutations(work, seed):
    plain = to_plain(work)
    for k in range(400):
        value = mutated(plain, f"{seed} {k}")
        start = time.process_time()
        read = work_or_refusal(value)
        assert time.process_time() - start < 1
        if isinstance(read, Work):
            assert from_plain(to_plain(read)) == read
        else:
            assert read.located("zh").encode()


def work_or_refusal(value):
    """Whatever else is raised is a mistake of the reader."""
    try:
        return from_plain(value)
    except WorkError as error:
        return error


def test_a_refusal_names_the_options_whole():
    refused = no_choice("loss", "a word that is far too long", ["softmax_cross_entropy", "l2"])
    assert refused.facts["options"] == "softmax_cross_entropy, l2"
    assert len(refused.facts["asked"]) <= 20
