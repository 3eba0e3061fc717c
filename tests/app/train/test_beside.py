"""Trainings beside the one that is shown: its data and its seed, and settings of their own."""

import pytest

from app.player.training_room import told
from app.text import LANGUAGES, text
from app.train import tables
from app.train.address import from_query, to_query
from app.train.beside import MOST, trainings_beside, word_of
from app.train.differences import difference
from app.train.variations import VARIATIONS, varied


def of(**query):
    training, refusals = from_query(query)
    assert refusals == ()
    return training


SHOWN = of(set="moons", seed="7", net="2-4.tanh-2.softmax", lr="0.2")


def test_another_training_has_the_data_and_the_seed_of_the_one_that_is_shown():
    other = of(set="circles", seed="3", net="2-5.norm.relu-2.softmax", optimizer="sgd", batch="8")
    (beside,), refusals = trainings_beside(SHOWN, word_of(other))
    assert refusals == ()
    assert (beside.set, beside.design.seed) == ("moons", 7)
    assert to_query(beside) == {**to_query(other), "set": "moons", "seed": "7"}


def test_another_training_has_the_table_of_the_one_that_is_shown(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "folder", lambda: tmp_path)
    table = tables.keep(b"a,b,c\n" + b"".join(b"%d,%d,%d\n" % (k, k * k, k % 2) for k in range(12)))
    shown = of(set="own", table=table, target="c", scale="as_is")
    (beside,), refusals = trainings_beside(shown, word_of(of(optimizer="sgd")))
    assert refusals == ()
    assert (beside.table, beside.target, beside.scaled) == (table, "c", False)
    assert table not in word_of(shown)


@pytest.mark.parametrize("other", [SHOWN, of(), of(conventions="sum", penalty="half")], ids=str)
def test_a_word_is_read_as_it_was_written(other):
    (beside,), _ = trainings_beside(other, word_of(other))
    assert beside == other


def test_no_more_than_so_many_are_read_and_what_is_none_is_refused():
    words = [word_of(of(lr=f"0.{k}")) for k in range(1, 7)]
    beside, refusals = trainings_beside(SHOWN, "|".join(words))
    assert [one.lr for one in beside] == [0.1, 0.2, 0.3][:MOST]
    assert [refusal.located("en") for refusal in refusals] == [
        "beside: There are 6; 3 are possible."
    ]
    beside, refusals = trainings_beside(SHOWN, "net:2-many|lr:nothing|junk")
    assert beside == ()
    assert [refusal.path for refusal in refusals] == ["net", "lr", "beside"]
    assert "“junk” is no setting" in refusals[-1].located("en")


def test_a_sign_too_many_between_settings_is_passed_over():
    assert trainings_beside(SHOWN, "lr:0.2;") == trainings_beside(SHOWN, "lr:0.2")
    assert len(trainings_beside(SHOWN, ";lr:0.2;;seed:3")[0]) == 1


def test_a_training_is_named_by_what_it_has_otherwise():
    other = of(set="moons", seed="7", net="2-4.tanh-2.softmax", lr="2", optimizer="sgd")
    assert difference(other, SHOWN, "en") == "Optimizer Gradient descent · Rate 2"
    assert difference(SHOWN, SHOWN, "en") == ""


@pytest.mark.parametrize(
    "own",
    [{"decay": "1"}, {"order": "in_order"}, {"conventions": "sum"}],
    ids=str,
)
def test_whatever_a_training_has_of_its_own_is_in_its_name(own):
    assert difference(of(**own), of(), "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_variation_is_another_training_with_words_that_an_address_can_hold(lang):
    found = dict(varied(SHOWN))
    # It has tanh, Adam and averaged gradients, and its weights are drawn in Xavier's way, already.
    assert VARIATIONS.keys() - found.keys() == {"tanh", "adam", "averaged", "xavier", "skip"}
    for name, other in found.items():
        assert trainings_beside(SHOWN, word_of(other)) == ((other,), ())
        assert difference(other, SHOWN, lang)
        assert text(f"train.variation.{name}", lang) != f"train.variation.{name}"


def test_a_residual_connection_is_offered_where_the_widths_allow_one():
    deep = of(net="2-6.relu-6.relu-2.softmax")
    layers = dict(varied(deep))["skip"].design.layers
    assert [layer.skip for layer in layers] == [False, True, False]


def test_the_browser_is_told_a_line_for_each_training():
    others = tuple(other for _, other in varied(SHOWN))[:2]
    data = told(SHOWN, "en", others)
    assert [run["query"] for run in data["beside"]["runs"]] == [to_query(one) for one in others]
    traces = data["figures"]["loss"]["data"]
    parts = [trace["meta"] for trace in traces if trace["meta"]]
    assert parts == [f"run {k} {part}" for k in range(3) for part in ("trained", "validated")]
    named = [trace for trace in traces if trace.get("showlegend", True)]
    assert [(one["name"], one["line"].get("dash")) for one in named] == [
        ("training", None),
        ("validation", "dot"),
    ]
    taken = {run["word"] for run in data["beside"]["runs"]}
    assert not taken & {one["word"] for one in data["beside"]["offered"]}
