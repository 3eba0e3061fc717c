"""The work as an address: the same comes back, older ones are read, the rest is refused by name."""

import random
import string
from dataclasses import replace
from itertools import product
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.answer.pictured import pictured
from app.design import PRESETS, settled, with_hidden
from app.examples import EXAMPLES
from app.work import network_address, view_address
from app.work.address import from_query, to_query
from app.work.errors import WorkError
from app.work.mistaken import KEYS as KNOWN_KEYS
from app.work.mistaken import STREAMLIT
from app.work.source import input_shapes
from app.work.view import View
from app.work.work import Entry, Place, Work, typed
from engine.network.conventions import PRESETS as KNOWN_CONVENTIONS
from engine.network.options import settings_of
from tests.support.designs import HIDDEN, LOSSES, design
from tests.support.works import works


def carried(work):
    """What comes of a work that is sent as a link."""
    return from_query(dict(parse_qsl(urlencode(to_query(work)), keep_blank_values=True)))


@given(works())
def test_what_is_written_is_read_as_the_same_work(work):
    """Where its owner left each lesson stays at home; what is looked at has to be there."""
    missing = []
    there = view_address.there(replace(work, reached=()), missing)
    read, refusals = carried(work)
    assert (read, list(map(str, refusals))) == (there, list(map(str, missing)))


def test_the_first_work_needs_no_address():
    assert to_query(Work()) == {}


def test_an_address_can_be_read_by_people():
    work = Work(
        replace(PRESETS["norm"], optimizer="adam", seed=0),
        (typed([Entry("X", 0, 0, 1.5)]), (), typed([Entry("W1", 0, 1, -2)])),
        view=View(step="gradW2", picture="matrices", selected="gradW2:0:1"),
    )
    assert to_query(work) == {
        "example": "norm",
        "optimizer": "adam",
        "typed": "X:0:0:1.5,W1:0:1:-2:3",
        "iteration": "3",
        "step": "gradW2",
        "at": "gradW2:0:1",
        "picture": "matrices",
    }


def test_twenty_edits_of_the_toy_problem_with_batchnorm_fit_into_an_address():
    """Over three iterations, with all digits, at a step, in a picture: under 2,000 characters."""
    rng, shapes = random.Random(1), input_shapes(PRESETS["norm"])
    entries = [
        (name, row, col)
        for name, shape in shapes.items()
        for row in range((shape or (1, 1))[0])
        for col in range((shape or (1, 1))[1])
    ]
    longest = sorted(entries, key=lambda at: -len(at[0]))[:20]
    made = [typed(Entry(*at, rng.gauss(0, 1)) for at in longest[k::3]) for k in range(3)]
    view = View(step="running_mean1", picture="matrices", zoom="entries", names="mnist")
    work = Work(PRESETS["norm"], tuple(made), view=view)
    assert sum(map(len, work.iterations)) == 20
    assert len("https://example.org/visualizer/?" + urlencode(to_query(work))) < 2000
    assert carried(work) == (work, ())


def test_an_iteration_and_those_after_it_are_written():
    work = Work(iterations=((),) * 100, iteration=4)
    assert to_query(work) == {"iteration": "4", "iterations": "100"}
    assert carried(work) == (work, ())
    first = replace(work, iteration=1)
    assert to_query(first) == {"iteration": "1", "iterations": "100"}
    assert carried(first) == (first, ())


OLDER = {
    "": Work(),
    "example=norm": Work(PRESETS["norm"]),
    "example=digits": Work(PRESETS["digits"]),
    "loss=l2": Work(design(loss="l2")),
    "hidden=tanh&loss=l2": Work(design(loss="l2", hidden="tanh")),
    "penalty=half&optimizer=adam&decay=1": Work(
        replace(PRESETS["toy"], penalty="half", optimizer="adam", decay=True)
    ),
    "example=norm&mode=inference": Work(replace(PRESETS["norm"], training=False)),
    "samples=single": Work(design(batch=False)),
    "data=drawn&init=he_normal&seed=7&batch=5": Work(
        replace(PRESETS["toy"], data="drawn", start="he_normal", seed=7, batch=5)
    ),
    "init=nice&data=drawn&dead=1": Work(
        replace(PRESETS["toy"], start="nice", data="drawn", dead=1)
    ),
    "conventions=mean": Work(replace(PRESETS["toy"], conventions=KNOWN_CONVENTIONS["mean"])),
    "conventions=alpha:new": Work(
        replace(PRESETS["toy"], conventions=replace(PRESETS["toy"].conventions, alpha="new"))
    ),
    "typed=X:0:0:10,W1:0:1:-2.5": Work(
        iterations=(typed([Entry("X", 0, 0, 10), Entry("W1", 0, 1, -2.5)]),)
    ),
    "iteration=100": Work(iterations=((),) * 100),
    "typed=X:0:0:10:2&iteration=3": Work(iterations=((), (Entry("X", 0, 0, 10),), ())),
    "lesson=cmu-toy&stop=2.3-update": None,
    "present=1&lang=zh": Work(view=View(present=True, lang="zh")),
    "names=mnist&gradients=d": Work(view=View(names="mnist", gradients="d")),
}
"""Addresses as they were before the work was one value."""


@pytest.mark.parametrize("query", OLDER)
def test_an_older_address_is_read_as_before(query):
    work, refusals = from_query(dict(parse_qsl(query)))
    if OLDER[query] is not None:
        assert (work, refusals) == (OLDER[query], ())


@pytest.mark.parametrize("chosen", list(product(EXAMPLES, [True, False], HIDDEN, LOSSES)), ids=str)
def test_every_choice_of_before_is_read(chosen):
    example, batch, hidden, loss = chosen
    samples = "batch" if batch else "single"
    query = {"example": example, "samples": samples, "hidden": hidden, "loss": loss, "lang": "zh"}
    assert from_query(query) == (Work(design(*chosen), view=View(lang="zh")), ())


def test_an_older_address_of_a_network():
    work, refusals = from_query({"net": "2-3.norm.relu-2", "optimizer": "adam"})
    assert refusals == ()
    assert [layer.norm for layer in work.design.layers] == ["before", "none"]
    assert work.design == settled(work.design)


def test_an_older_address_of_a_lesson():
    work, refusals = from_query({"lesson": "mnist", "stop": "nowhere"})
    assert work.place == Place("mnist", work.place.stop)
    assert [(r.path, r.reason) for r in refusals] == [("stop", "no_choice")]


@pytest.mark.parametrize(
    ("query", "path", "said"),
    [
        ({"example": "batchnorm"}, "example", "toy, small, norm, digits"),
        ({"optimizer": "magic"}, "optimizer", "sgd"),
        ({"samples": "few"}, "samples", "batch, single"),
        ({"seed": "seven"}, "seed", "whole number"),
        ({"batch": "100"}, "batch", "1 to 64"),
        ({"net": "nonsense"}, "net", "2-3.relu-2.softmax"),
        ({"conventions": "mean:everywhere"}, "conventions.mean", "everywhere"),
        ({"net": "2-3.mish-2.softmax"}, "net", "mish"),
        ({"net": "2-3.tanh.relu-2.softmax"}, "net", "one activation: “relu”"),
        ({"net": "2-300-2"}, "net", "1 to 256"),
        ({"init": "nice", "batch": "2", "example": "norm"}, "init", "batch"),
        ({"data": "digits"}, "data", "Only the examples"),
        ({"start": "foo"}, "start", "“init”"),
        ({"optimiser": "adam"}, "optimiser", "“optimizer”"),
        ({"language": "zh"}, "language", "“lang”"),
        ({"typed": "W1"}, "typed", "“W1” is no typed number"),
        ({"typed": ",".join(f"X:0:{k}:1" for k in range(2, 9))}, "typed", "4 more such parts"),
        ({"typed": "W1:7:7:1"}, "typed", "row 8, column 8"),
        ({"iteration": "5000"}, "iteration", "1 to 1000"),
        ({"picture": "cubes"}, "picture", "graph, neurons, matrices"),
        ({"sample": "99"}, "sample", "0 to 64"),
        ({"sample": "99999999999"}, "sample", "99999999999 is not possible"),
        ({"step": "1; drop"}, "step", "no name"),
        ({"step": "gradW9"}, "step", "gradW9"),
        ({"at": "gradW2:0:7"}, "at", "gradW2:0:7"),
        ({"why": "nothing:0:0:tree"}, "why", "nothing:0:0:tree"),
        ({"lesson": "algebra"}, "lesson", "cmu-toy"),
        ({"rest": "????"}, "rest", "damaged"),
        ({"numbers": "1k3j5h0"}, "numbers", "A saved file has all of them"),
    ],
)
def test_what_an_address_cannot_mean_is_said_and_the_rest_is_opened(query, path, said):
    work, refusals = from_query({"lang": "en", "hidden": "tanh", **query})
    assert said in " ".join(refusal.located("en") for refusal in refusals)
    assert refusals[0].path.startswith(path)
    assert work.view.lang == "en"
    if not query.keys() & {"net", "example"}:
        assert work.design == with_hidden(PRESETS["toy"], "tanh")


LESSON = ("lesson", "stop", "rest")
ITERATIONS = ("typed", "iteration", "iterations")


NOTHING = ["§", "-1", "9" * 9, "no such"]
"""Words that mean nothing, wherever they stand."""


def opened(query):
    """What a page opens of an address, and what it could not be."""
    work, refusals = from_query(query)
    work, more = pictured(work)
    return work, (*refusals, *more)


@given(works(), st.data(), st.sampled_from(NOTHING))
def test_a_damaged_part_is_as_if_it_was_not_there_and_is_named(work, data, word):
    """All others are read as before, and those of a network even if they do not go together."""
    query = to_query(opened(to_query(work))[0])
    key = data.draw(st.sampled_from(sorted(query) or ["step"]))
    without = {k: said for k, said in query.items() if k != key}
    damaged, refusals = opened({**query, key: word})
    left, _ = opened(without)
    assert damaged == left
    assert key in [refusal.path.partition(".")[0] for refusal in refusals]
    if key not in (*network_address.KEYS, *LESSON, *ITERATIONS):
        assert to_query(damaged) == without


@pytest.mark.parametrize("key", [key for key in KNOWN_KEYS if key not in ("reached", *STREAMLIT)])
def test_every_part_that_means_nothing_is_named(key):
    """Those that a page has for others are no concern of a work: they are left alone."""
    for word in NOTHING:
        _, refusals = opened({key: word})
        assert key in [refusal.path.partition(".")[0] for refusal in refusals], word


@pytest.mark.parametrize(
    ("query", "path", "said"),
    [
        ({"stop": "softmax"}, "stop", "no lesson"),
        ({"lr": "0.5"}, "lr", "on the page “Train”"),
        ({"embed": "yes"}, "embed", "true, false"),
        ({"hidden": "tanh", "net": "2-3.relu-2.softmax"}, "hidden", "“net” says the activation"),
        ({"hidden": "tanh", "moment": "set:moons;at:5"}, "hidden", "“moment” says the activation"),
        ({"net": "2-3-2.tanh", "loss": "softmax_cross_entropy"}, "net", "“softmax” instead"),
        ({"net": "2-3.norm.layernorm-2.softmax"}, "net", "“layernorm” is left out"),
        ({"net": "2-3.drop0_5.drop0_1-2.softmax"}, "net", "“drop0_1” is left out"),
        ({"conventions": "alpha:new.alpha:old"}, "conventions", "“alpha” is there twice"),
        ({"conventions": ".."}, "conventions", "“..” is not one of the choices"),
        ({"conventions": "glue.glue"}, "conventions", "“glue” is not one of the choices"),
        ({"net": "2-3.glue-3.glue-2.softmax"}, "net", "“glue” is not one of the choices"),
        ({"typed": "X:0:0:1,X:0:0:2"}, "typed", "“X:0:0” is there twice"),
        ({"iteration": "5", "iterations": "3"}, "iterations", "iteration 5"),
        ({"typed": "X:0:0:1:4", "iterations": "3"}, "iterations", "iteration 4"),
        ({"step": "W1"}, "step", "“W1” is given"),
        ({"why": "X:0:0:tree"}, "why", "is given"),
        ({"at": "gradW2"}, "at", "written as gradW2:0:1"),
        ({"hide": "head,hat"}, "hide", "head, graph, timeline"),
        ({"net": "2-33-2.softmax", "picture": "neurons"}, "picture", "at most 32"),
        ({"lesson": "mnist", "picture": "neurons"}, "picture", "at most 32"),
    ],
    ids=str,
)
def test_a_part_that_cannot_be_with_the_others_is_named(query, path, said):
    (refusal,) = opened(query)[1]
    assert refusal.path == path
    assert said in refusal.located("en")


def test_what_was_done_in_another_lesson_than_that_of_the_address_is_named():
    place = Place("cmu-toy", "mlp").with_scene("single", (typed([Entry("X", 0, 0, 1)]), ()))
    query = to_query(Work(place=place))
    for other in ({}, {"lesson": "mnist"}):
        work, refusals = from_query({"rest": query["rest"], **other})
        assert [(r.path, r.reason) for r in refusals] == [("rest", "other_lesson")]
        assert work.place is None or work.place.scenes == ()


@pytest.mark.parametrize("key", ["iteration", "iterations"])
def test_an_iteration_that_cannot_be_is_as_if_it_was_not_there(key):
    assert from_query({key: "5000"})[0] == Work()


@pytest.mark.parametrize(
    ("key", "whole", "damaged"),
    [
        ("typed", "X:0:0:1.5,W1:0:1:-2:3", "X:0:0:1.5,W1:0:1:two,W1:0:1:-2:3"),
        ("net", "2-3.norm.relu-2.softmax", "2-3.norm.relu.glue-2.softmax"),
        ("conventions", "mean:loss.alpha:new", "mean:loss.beta:new.alpha:new"),
    ],
)
def test_a_damaged_word_within_a_part_leaves_the_others(key, whole, damaged):
    """One of the numbers that were typed, one of the words of a layer, one convention."""
    work, refusals = from_query({key: damaged})
    assert (work, ()) == from_query({key: whole})
    assert [refusal.path for refusal in refusals] == [key]


KEYS = [
    *to_query(Work(PRESETS["norm"], ((), typed([Entry("X", 0, 0, 1)])))),
    *(row.key for row in settings_of(View)),
    "net", "hidden", "conventions", "lesson", "stop", "rest", "batch", "seed", "dead", "init",
]  # fmt: skip
WORDS = [
    "", "1", "-1", "0", "9" * 30, "nan", "inf", "toy", "nice", "mnist", "digits", "2-3-2",
    "784-256-10", "2-" + "-".join(["256"] * 8), "X:0:0:1e308,X:0:0:-inf:2", "X:0:0:1:1000000",
    "٣", "\ud800", "%00", ":,:", "eJw" * 40, "mean:loss.alpha:new",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**9))
def test_hostile_addresses_are_works_with_named_refusals(seed):
    """A thousand addresses for each of six seeds: 6,000."""
    read_hostile_addresses(seed)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=20, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**9))
def test_twenty_thousand_hostile_addresses(seed):
    """A thousand addresses for each of twenty seeds."""
    read_hostile_addresses(seed)


def read_hostile_addresses(seed):
    rng = random.Random(seed)
    for _ in range(1000):
        query = {rng.choice(KEYS): hostile_word(rng) for _ in range(rng.randint(1, 6))}
        work, refusals = from_query(query)
        assert isinstance(work, Work)
        assert all(isinstance(refusal, WorkError) and refusal.located("en") for refusal in refusals)


def hostile_word(rng):
    if rng.random() < 0.7:
        return rng.choice(WORDS)
    return "".join(rng.choices(string.printable + "é٣\ud800", k=rng.randint(1, 40)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ({"NET": "2 – 3 – 2/", " Seed": " 7 "}, {"net": "2-3-2", "seed": "7"}),
        ({"example": "Norm", "optimizer": "Adam/"}, {"example": "norm", "optimizer": "adam"}),
        ({"net": "2-3.NORM.ReLU-2.Softmax"}, {"net": "2-3.norm.relu-2.softmax"}),
        ({"lesson": "MNIST/", "stop": " Loss"}, {"lesson": "mnist", "stop": "loss"}),
        ({"hide": "Head, graph", "lang": "zh-CN"}, {"hide": "head,graph", "lang": "zh"}),
        ({"typed": " X:0:0:1.5", "step": "gradW2 "}, {"typed": "X:0:0:1.5", "step": "gradW2"}),
        ({"embed": "True"}, {"embed": "true"}),
    ],
    ids=str,
)
def test_capitals_spaces_and_slashes_change_nothing(typed, meant):
    assert from_query(typed) == from_query(meant)
    assert from_query(meant)[1] == ()


def test_in_names_of_values_and_in_numbers_they_do():
    """`1e+5` is `1e 5` in an address, and no 15; the step is called `gradW2`."""
    refusals = from_query(
        {"typed": "X:0:0:1e 5", "step": "GRADW2", "Net": "2-4-2", "net": "2-3-2"}
    )[1]
    assert [refusal.path for refusal in refusals] == ["Net", "typed", "step"]


def test_a_folded_group_of_a_lesson_is_named_by_its_value_with_capitals():
    """`J` of the document `mnist`, `Jf` of another one: in small letters there is none such."""
    work, refusals = from_query({"lesson": "mnist", "stop": "pieces", "folded": "J, linear2"})
    assert work.view.folded == "J,linear2"
    assert pictured(work)[0].view.folded == "J,linear2"
    assert refusals == ()
