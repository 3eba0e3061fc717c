"""What is looked at where a training stands: neurons, samples, mistakes, a drawing."""

import json
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.player.training_room import told
from app.train import exchange, stretch, watched
from app.train.address import from_query
from app.train.exchange import Asked, answer_of, read_look, written
from app.train.kept import Kept
from app.train.looks.look import Look
from app.train.looks.neurons import LARGE, MOST_UNITS, SMALL
from app.train.looks.neurons import seen as neurons_seen
from app.train.looks.pictures import CANVAS
from app.train.training import course_of, samples_of
from app.train.watched import Watched
from app.work.errors import WorkError

MOONS = {"set": "moons", "net": "2-4.tanh-3.relu-2.softmax", "batch": "16"}
DIGITS = {"set": "digits", "net": "64-8.tanh-10.softmax"}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr(stretch, "SLICE", 1e9)
    kept = Kept()
    monkeypatch.setattr(exchange, "KEPT", kept)
    monkeypatch.setattr(watched, "KEPT", kept)


def training_of(query):
    training, refusals = from_query(query)
    assert refusals == ()
    return training


def looked_at(query, at, word):
    return answer_of(training_of(query), at, at, (-1, 0), "en", read_look(word))["look"]


def stood_at(query, at):
    course = course_of(training_of(query))
    while course.done < at:
        course.onward()
    return course


# -- Neurons


def test_a_small_map_is_the_output_of_its_neuron():
    """A byte is the output beside the largest in size, which is 127: off by half a step at most."""
    neurons = looked_at(MOONS, 5, "neurons")["neurons"]
    assert [len(layer) for layer in neurons["layers"]] == [4, 3]
    course = stood_at(MOONS, 5)
    values, points = course.trainer.values, course.data.x
    x, y = (
        np.linspace(c.min() - 0.15 * np.ptp(c), c.max() + 0.15 * np.ptp(c), SMALL) for c in points.T
    )
    for unit, told_ in enumerate(neurons["layers"][0]):
        found = np.frombuffer(b64decode(told_["map"]), np.int8).reshape(SMALL, SMALL)
        at = np.array([[[a, b] for a in x] for b in y])
        expected = np.tanh(at @ values["W1"][:, unit] + values["B1"][0, unit])
        size = np.abs(expected).max()
        assert_allclose(found / 127 * size, expected, atol=size / 250)
        assert_allclose(
            (told_["least"], told_["most"]), (expected.min(), expected.max()), atol=1e-3
        )


def test_the_chosen_neuron_is_large_and_from_minus_one_to_one():
    around = looked_at(MOONS, 5, "neurons:2.3")["neurons"]["around"]
    z = np.array(around["z"])
    assert z.shape == (LARGE, LARGE) == (len(around["y"]), len(around["x"]))
    assert 0 <= z.min() <= z.max() <= 1
    assert looked_at(MOONS, 5, "neurons:2.4")["neurons"]["around"] is None
    assert looked_at(MOONS, 5, "neurons:3.1")["neurons"]["around"] is None


def test_a_neuron_whose_outputs_leave_the_finite_range_is_told_all_the_same():
    """1e200 times 1e200 is infinite; the largest number, rounded to three digits, would be, too."""
    course = stood_at({**MOONS, "net": "2-4.relu-3.relu-2.softmax"}, 0)
    weights = {name: np.full_like(course.trainer.values[name], 1e200) for name in ("W1", "W2")}
    course.put(0, weights)
    around = json.loads(written(neurons_seen(course, "2.1")))["neurons"]["around"]
    assert around["size"] == np.finfo(float).max


def test_of_one_input_a_neuron_is_a_curve_with_its_own_numbers():
    query = {"set": "curve", "net": "1-3.sigmoid-1.identity"}
    around = looked_at(query, 9, "neurons:1.2")["neurons"]["around"]
    values = stood_at(query, 9).trainer.values
    z = np.array(around["x"]) * values["W1"][0, 1] + values["B1"][0, 1]
    assert_allclose(around["y"], 1 / (1 + np.exp(-z)), atol=2e-3)


def test_of_a_wide_layer_the_first_neurons_are_shown():
    wide = looked_at({**MOONS, "net": "2-40.relu-2.softmax"}, 0, "neurons")["neurons"]
    assert len(wide["layers"][0]) == MOST_UNITS


def test_without_a_hidden_layer_there_are_no_neurons_to_choose():
    views = told(training_of({**MOONS, "net": "2-2.softmax"}), "en")["views"]
    assert "neurons" not in views
    assert "neurons" in told(training_of(MOONS), "en")["views"]


# -- Pictures


def pixels(picture):
    return np.array([int(pixel, 16) for pixel in picture]) / 15


def test_samples_are_those_that_are_trained_on_page_after_page():
    training = training_of(DIGITS)
    data, _ = samples_of(training)
    first = looked_at(DIGITS, 0, "samples")["samples"]
    second = looked_at(DIGITS, 0, "samples:1")["samples"]
    assert (first["side"], first["of"], len(first["pictures"])) == (8, len(data), 40)
    assert_allclose(pixels(first["pictures"][7]), data.x[7], atol=1 / 30 + 1e-9)
    assert_allclose(pixels(second["pictures"][0]), data.x[40], atol=1 / 30 + 1e-9)
    assert second["truth"][0] == str(data.d[40].argmax())
    last = looked_at(DIGITS, 0, "samples:9999")["samples"]
    assert last["page"] == last["pages"] - 1
    assert len(last["pictures"]) == len(data) - 40 * last["page"]


def test_what_comes_out_is_that_of_the_weights_of_now():
    course = stood_at(DIGITS, 30)
    values, x = course.trainer.values, course.data.x[:40]
    z = np.tanh(x @ values["W1"] + values["B1"]) @ values["W2"] + values["B2"]
    share = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    samples = looked_at(DIGITS, 30, "samples")["samples"]
    assert samples["says"] == [str(k) for k in share.argmax(axis=1)]
    assert_allclose(samples["sure"], share.max(axis=1), atol=5e-4)


def test_mistakes_are_of_the_samples_held_back_the_surest_first():
    mistakes = looked_at(DIGITS, 60, "mistakes")["mistakes"]
    assert mistakes["of"] == 359  # a fifth of 1797
    assert len(mistakes["pictures"]) == min(12, mistakes["wrong"]) > 0
    assert all(a != b for a, b in zip(mistakes["truth"], mistakes["says"], strict=True))
    assert mistakes["sure"] == sorted(mistakes["sure"], reverse=True)


def test_a_drawing_is_judged_as_the_picture_that_it_becomes():
    """A sample, every pixel as 7 x 7 of the sheet; of the picture only 16 shades are sent back."""
    course = stood_at(DIGITS, 60)
    _, held_back = samples_of(training_of(DIGITS))
    one = held_back.x[3].reshape(8, 8)
    ink = np.round(15 * one.repeat(7, axis=0).repeat(7, axis=1)).astype(int)
    word = "".join(f"{pixel:x}" for pixel in ink.ravel())
    assert len(word) == CANVAS**2
    drawn = looked_at(DIGITS, 60, f"drawn:{word}")["drawn"]
    moved = pixels(drawn["picture"]).reshape(8, 8)
    values = course.trainer.values
    z = np.tanh(moved.reshape(1, -1) @ values["W1"] + values["B1"]) @ values["W2"] + values["B2"]
    assert_allclose(drawn["says"], (np.exp(z) / np.exp(z).sum())[0], atol=0.05)
    assert drawn["classes"] == [str(k) for k in range(10)]


def test_an_empty_sheet_is_judged_too():
    drawn = looked_at(DIGITS, 0, "drawn")["drawn"]
    assert set(drawn["picture"]) == {"0"}
    assert len(drawn["says"]) == 10


def test_pictures_are_offered_for_pictures_only():
    shown = told(training_of(DIGITS), "en")
    assert {"samples", "mistakes", "drawn"} <= set(shown["views"])
    assert {"samples", "mistakes", "drawn"} <= set(shown["asked"])
    assert not {"samples", "mistakes", "drawn"} & set(told(training_of(MOONS), "en")["views"])


@pytest.mark.parametrize(
    "word", ["neurons:0.1", "neurons:1", "samples:-1", "drawn:ff", "mistakes:1"]
)
def test_a_choice_is_read_strictly(word):
    with pytest.raises(WorkError) as refused:
        read_look(word)
    assert refused.value.path == "look"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"set": "curve"}, "samples"),
        ({"set": "curve"}, "mistakes"),
        (MOONS, "drawn"),
        (DIGITS, "neurons"),
        (DIGITS, "neurons:1.1"),
    ],
)
def test_a_view_that_its_data_have_not_shows_nothing_more(query, word):
    """The page does not offer it, but anyone can ask."""
    assert looked_at(query, 1, word) is None


@pytest.mark.parametrize("word", ["paths", "neurons", "neurons:1.1", "histograms"])
def test_numbers_that_explode_are_written_as_json(word):
    """Steps of 10⁹ soon leave the range of float32, and rounding that of float64."""
    query = {"set": "curve", "net": "1-4.relu-4.relu-1", "lr": "1e9", "optimizer": "sgd"}
    look = read_look(word)
    written(answer_of(training_of(query), 200, 200, (-1, 0), "en", look))


def test_a_look_is_the_same_in_a_task():
    assert read_look("neurons:1.2") == Look("neurons", "1.2")
    assert read_look("") == Look()


def test_what_is_looked_at_is_told_while_it_is_watched():
    asked = Asked(training_of(MOONS), 0, 64, (-1, 0), "en", Look("neurons", "1.1"))
    told_ = Watched(asked)
    lines = [json.loads(told_.line(part)) for part in told_.turn().in_parts(lambda: False)]
    stands = [line for line in lines if "seen" in line]
    assert stands[-1]["done"] == 64
    assert stands[-1]["look"]["neurons"]["around"]["z"]
    told_ = Watched(replace(asked, look=Look("histograms")))
    (*_, last) = [json.loads(told_.line(part)) for part in told_.turn().in_parts(lambda: False)]
    assert last["look"]["parts"]["histogram_output 0"]["x"] == list(range(0, 65, 2))
