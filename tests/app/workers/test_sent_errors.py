"""What a worker refuses comes to the server as it is: every error goes through pickle."""

import inspect
import pickle
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from tests.support.tasks import Sum

WORDS = {"task": Sum((1, 2)), "facts": {"count": 3}, "line": 4, "column": 2, "seconds": 1.5}
"""What stands for the parameters that are no words."""
LEAVES_ALONE = "app.main", "app.pages_", "engine.__main__"
"""Modules that are run, not imported."""


def errors() -> Iterator[type[Exception]]:
    """Every class of an error that is written in the project."""
    for package in ("engine", "app"):
        folder = str(Path(import_module(package).__file__ or "").parent)
        for module in walk_packages([folder], f"{package}."):
            if not module.name.startswith(LEAVES_ALONE):
                import_module(module.name)
    waiting = [Exception]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith(("app.", "engine.")):
            yield kind


def made(kind):
    """An error of a class, with something for each parameter."""
    if kind.__init__ in (Exception.__init__, ValueError.__init__):
        return kind("a word")
    parameters = inspect.signature(kind).parameters.values()
    named = {p.name: WORDS.get(p.name, p.name) for p in parameters if p.kind == p.KEYWORD_ONLY}
    if any(p.kind == p.VAR_KEYWORD for p in parameters):
        named |= {"asked": "a word", "most": 9}
    given = [WORDS.get(p.name, p.name) for p in parameters if p.kind == p.POSITIONAL_OR_KEYWORD]
    return kind(*given, **named)


@pytest.mark.parametrize("kind", sorted(set(errors()), key=str), ids=lambda kind: kind.__name__)
def test_an_error_comes_as_it_was_sent(kind):
    sent = made(kind)
    came = pickle.loads(pickle.dumps(sent))
    assert type(came) is kind
    assert (str(came), came.args, vars(came)) == (str(sent), sent.args, vars(sent))
