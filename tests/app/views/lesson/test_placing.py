"""Which stop shows what is printed."""

from dataclasses import replace

import pytest

from app.views.lesson.placing import placed
from engine.teach.lessons.lesson import Stop, load


def stop(name, where, scene, step=""):
    return Stop(name, where, scene, step, (), {}, {}, ())


LESSON = replace(
    load("first-principles"),
    stops=(
        stop("a", "2.1", "network", "z1"),
        stop("b", "2.1", "network", "dz2"),
        stop("c", "2.1 end", "linear"),
        stop("d", "3", "linear"),
        stop("e", "4", "kink"),
    ),
)


@pytest.mark.parametrize(
    ("where", "scene", "name", "home"),
    [
        ("2.1", "network", "z1", "a"),  # the stop at the step itself
        ("2.1 b", "network", "o", "b"),  # the next stop after it
        ("2.1 b", "network", "dB1", "b"),  # no stop comes after it: the last one before
        ("2.1 end", "linear", "z", "c"),
        ("3.7", "linear", "z", "d"),
        ("3.7", "network", "z1", "d"),  # no such place in its scene: the place comes first
        ("9", "network", "z1", "a"),  # no such place at all: its scene
        ("9", "gpt2", "d", "e"),  # neither: the last stop
    ],
)
def test_the_nearest_stop(where, scene, name, home):
    printed = replace(LESSON.checkpoints[0], where=where, scene=scene, name=name)
    assert placed(LESSON, printed).id == home
