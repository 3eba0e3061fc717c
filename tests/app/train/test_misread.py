"""What an address of the page *Train* says beside its training and cannot mean."""

import pytest

from app.train.experiments import EXPERIMENTS
from app.train.misread import misread


def said(**query):
    return [(refusal.path, refusal.located("en")) for refusal in misread(query)]


@pytest.mark.parametrize(
    ("query", "path", "sentence"),
    [
        ({"at": "soon"}, "at", "A whole number is needed here, not “soon”"),
        ({"at": "1000001"}, "at", "0 to 1000000"),
        ({"at": "10000000000"}, "at", "0 to 1000000"),
        ({"experiment": "zero"}, "experiment", "vanishing, weights"),
        ({"lang": "de"}, "lang", "en, zh"),
        ({"experiment": "zeros", "at": "soon"}, "at", "trainings of its own"),
        ({"experiment": "zeros", "at": "5"}, "at", "trainings of its own"),
        ({"experiment": "zeros", "net": "2-3-2"}, "net", "trainings of its own"),
        ({"experiment": "zeros", "predicted": "4"}, "predicted", "1 to 3"),
        ({"experiment": "zeros", "predicted": "b"}, "predicted", "whole number"),
        ({"step": "gradW2"}, "step", "A training has no such part"),
        ({"data": "toy"}, "data", "A training has no such part"),
        ({"optimiser": "adam"}, "optimiser", "“optimizer”"),
        ({"learning_rate": "0.1"}, "learning_rate", "“lr”"),
    ],
    ids=str,
)
def test_what_is_beside_a_training_and_says_nothing_is_named(query, path, sentence):
    ((named, why),) = said(**query)
    assert named == path
    assert sentence in why


@pytest.mark.parametrize(
    "query",
    [
        {"net": "2-3-2", "lr": "0.1", "at": "1000000", "beside": "lr:0.2", "lang": "zh"},
        {"at": "0000000005", "set": "moons", "embed": "true", "fbclid": "x"},
        {"experiment": "zeros", "predicted": "3", "lang": "en"},
        {"experiment": "", "at": ""},
    ],
)
def test_nothing_is_said_of_what_is_right(query):
    assert said(**query) == []


def test_every_training_of_an_experiment_is_right():
    for experiment in EXPERIMENTS.values():
        for query in experiment.queries().values():
            assert said(**query) == []
