"""What the docstrings of the engine show is what it does."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import engine

MODULES = [m.name for m in pkgutil.walk_packages(engine.__path__, "engine.")]
SHOWN = [
    name
    for name in ("engine", *MODULES)
    if not name.endswith("__main__")
    and any(test.examples for test in doctest.DocTestFinder().find(import_module(name)))
]


@pytest.mark.parametrize("name", SHOWN)
def test_the_examples_of_a_module(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples():
    assert {
        "engine",
        "engine.network.build",
        "engine.core.differentiate",
        "engine.entries.entry",
    } <= set(SHOWN)
