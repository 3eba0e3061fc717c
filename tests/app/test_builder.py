"""What the builder sends is read strictly."""

from dataclasses import asdict, replace

import pytest

from app.builder import read
from app.design import PRESETS, Design, Layer, spec_of, with_loss
from app.limits import DesignError
from app.text import LANGUAGES, catalogue, section
from app.views.builder import choices, design_data
from engine.core import words
from engine.network.conventions import MEAN
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.optimizers import OPTIMIZERS
from engine.network.options import settings_of

TOY = PRESETS["toy"]


def sent(design=TOY, **changed):
    """As the browser sends it."""
    data = asdict(design)
    data["layers"] = [dict(layer) for layer in data["layers"]]
    return data | changed


def with_layer(k, **changed):
    data = sent()
    data["layers"][k] |= changed
    return data


@pytest.mark.parametrize("name", PRESETS)
def test_what_is_sent_unchanged_is_the_same_design(name):
    assert read(sent(PRESETS[name]), PRESETS[name]) == PRESETS[name]


def test_what_is_not_named_stays_as_it_is_now():
    """The browser may not know yet what it is now."""
    now = replace(TOY, optimizer="adam", conventions=MEAN)
    assert read({"loss": "l2"}, now) == with_loss(now, "l2")
    assert read({}, now) == now


def test_the_output_need_not_have_what_hidden_layers_have():
    """A layer without a bias, one that drops half of its outputs and adds its three inputs."""
    data = with_layer(1, bias=False, dropout=0.5, skip=True)
    assert read(data, TOY).layers[1] == Layer(3, bias=False, dropout=0.5, skip=True)


def test_typed_widths_are_read():
    assert read(with_layer(0, width=" 7 "), TOY).layers[0].width == 7


def test_another_loss_takes_its_usual_output():
    assert read(sent(loss="l2"), TOY).layers[-1].activation == "identity"
    assert read(sent(loss="binary_cross_entropy"), TOY).layers[-1].activation == "sigmoid"


def test_conventions_are_told_by_their_options():
    """JSON has one kind of number: 0 is 0.0."""
    assert read(sent(conventions=asdict(MEAN) | {"relu_at_zero": 1}), TOY).conventions == replace(
        MEAN, relu_at_zero=1.0
    )


def test_other_samples_bring_other_parameters():
    assert read(sent(data="drawn"), TOY).start == "xavier_normal"
    nice = read(sent(start="nice"), TOY)
    assert (nice.start, nice.data) == ("nice", "drawn")
    assert read(sent(nice, data="toy"), nice).start == "given"


@pytest.mark.parametrize(
    ("data", "field", "reason"),
    [
        (sent(inputs="0"), "inputs", "within"),
        (sent(inputs=785), "inputs", "within"),
        (sent(inputs="2.5"), "inputs", "no_whole"),
        (sent(inputs="٣"), "inputs", "no_whole"),
        (sent(inputs=True), "inputs", "no_whole"),
        (sent(inputs=None), "inputs", "no_whole"),
        (sent(inputs=""), "inputs", "empty"),
        (with_layer(1, width="257"), "width.1", "within"),
        (with_layer(1, activation="magic"), "activation.1", "no_choice"),
        (with_layer(1, norm=True), "norm.1", "no_choice"),
        (sent(layers=[]), "layers", "no_layer"),
        (sent(layers="many"), "layers", "no_layer"),
        (sent(layers=sent()["layers"] * 3), "layers", "layers"),
        (sent(batch="65"), "batch", "within"),
        (sent(loss="rank"), "loss", "no_choice"),
        (sent(decay=1), "decay", "no_choice"),
        (sent(conventions=None), "conventions", "no_choice"),
        (sent(conventions={"mean": "loss"}), "mean_over", "no_choice"),
        (with_layer(1, dropout="0.1"), "dropout.1", "no_choice"),
        (with_layer(1, bias=1), "bias.1", "no_choice"),
        (with_layer(0, skip=True), "skip.0", "skip"),
        (sent(data="digits"), "data", "pixels"),
        (sent(PRESETS["digits"], start="given"), "start", "nothing_given"),
        (sent(PRESETS["norm"], start="nice"), "start", "nice_batch"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_with_a_sentence(data, field, reason):
    with pytest.raises(DesignError) as refused:
        read(data, PRESETS["digits"] if data.get("inputs") == 784 else TOY)
    assert (refused.value.path, refused.value.reason) == (field, reason)
    for lang in LANGUAGES:
        said = refused.value.sentence(lang)
        assert said[-1] in ".。"
        assert "{" not in said


def test_too_many_weights_are_refused():
    wide = [asdict(Layer(256))] * 6
    with pytest.raises(DesignError, match="weights"):
        read(sent(layers=wide), TOY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_can_be_chosen_has_a_name_of_its_own(lang):
    """A word that is missing from the catalogue shows its key."""
    offered = choices(lang)
    groups = {group: options for group, options in offered.items() if isinstance(options, list)}
    groups |= {convention["name"]: convention["options"] for convention in groups["conventions"]}
    for group, options in groups.items():
        names = [option["label"] for option in options]
        assert len(set(names)) == len(names) > 1, group
        assert not [name for name in names if name.startswith(("choice.", "convention."))]
    lines = [convention["line"] for convention in offered["conventions"]]
    assert not [line for line in lines if line.startswith("convention.")]


def test_every_setting_with_options_in_words_is_offered():
    for table in (Layer, Design):
        for row in settings_of(table):
            if isinstance(row.default, str):
                offered = [option["value"] for option in choices("en")[row.name]]
                assert offered == list(row.options)


def test_a_missing_word_does_not_take_the_builder_down(monkeypatch):
    texts = {key: said for key, said in catalogue().items() if key != "choice.loss.l2"}
    monkeypatch.setattr(words, "catalogue", lambda: texts)
    choices.cache_clear()
    try:
        labels = {option["value"]: option["label"] for option in choices("en")["loss"]}
    finally:
        choices.cache_clear()
    assert labels["l2"] == "choice.loss.l2"


def test_only_conventions_that_matter_are_shown():
    assert set(design_data(TOY)["applies"]) == {"mean", "relu_at_zero", "softmax"}
    small = design_data(PRESETS["small"])["applies"]
    assert set(small) == {"mean", "softmax"}
    everything = set(asdict(MEAN)) - {"mean_over"}
    assert set(design_data(PRESETS["norm"])["applies"]) == everything
    each_output = replace(with_loss(TOY, "binary_cross_entropy"), conventions=MEAN)
    assert "mean_over" in design_data(each_output)["applies"]


@pytest.mark.parametrize(
    ("layer", "modes", "nice"),
    [
        ({}, False, True),
        ({"bias": False}, False, True),
        ({"norm": "before"}, True, True),
        ({"norm": "layer_before"}, False, False),
        ({"dropout": 0.5}, True, False),
        ({"skip": True}, False, False),
    ],
)
def test_inference_is_offered_where_it_differs_and_nice_numbers_where_there_are_some(
    layer, modes, nice
):
    new = replace(PRESETS["new"], inputs=3)
    found = design_data(replace(new, layers=(replace(new.layers[0], **layer), *new.layers[1:])))
    assert (found["modes"], found["nice"]) == (modes, nice)


def test_losses_whose_gradients_cancel_have_no_nice_numbers():
    offered = {name: design_data(with_loss(PRESETS["new"], name))["nice"] for name in LOSSES}
    assert [name for name, nice in offered.items() if not nice] == ["hinge", "l1", "huber"]


def test_every_part_of_the_engine_is_offered():
    """In the table of layers the builder has a row for the activation; the others are switches."""
    offered = {
        group: {option["value"] for option in choices("en")[group]}
        for group in ("activation", "loss", "optimizer", "norm")
    }
    assert offered == {
        "activation": set(ACTIVATIONS),
        "loss": set(LOSSES),
        "optimizer": set(OPTIMIZERS),
        "norm": {"none", "before", "after", "layer_before", "layer_after"},
    }
    switched = Layer(3, "relu", "layer_after", bias=False, dropout=0.5, skip=True)
    spec = spec_of(replace(TOY, layers=(TOY.layers[0], switched, *TOY.layers[1:])))
    used = {kind for kind, _ in spec.layers}
    assert used >= {"linear_without_bias", "layer_norm", "dropout", "residual"}
    assert {"norm_var"} <= {convention["name"] for convention in choices("en")["conventions"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_has_its_words_and_every_word_its_choice(lang):
    """What is offered of each group is what the catalogue has of it; a missing word is its key."""
    offered, words = choices(lang), section("choice", lang)
    for group in {key.partition(".")[0] for key in words}:
        named = {key for key in section(f"choice.{group}", lang) if not key.endswith(".about")}
        assert {option["value"] for option in offered[group]} == named, group
    conventions = section("convention", lang)
    for convention in offered["conventions"]:
        said = [convention["label"], convention["line"]]
        said += [option["label"] for option in convention["options"]]
        assert not any(text.startswith("convention.") for text in said), convention["name"]
    assert {c["name"] for c in offered["conventions"]} == {key.split(".")[0] for key in conventions}


def test_a_word_that_is_missing_shows_its_key(monkeypatch):
    """An activation without words is offered all the same."""
    monkeypatch.delitem(catalogue(), "choice.activation.tanh")
    choices.cache_clear()
    offered = {option["value"]: option for option in choices("zh")["activation"]}
    choices.cache_clear()
    assert offered["tanh"] == {"value": "tanh", "label": "choice.activation.tanh", "about": ""}
    assert offered["relu"]["label"] == "ReLU"
