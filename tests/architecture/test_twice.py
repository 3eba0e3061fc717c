"""No name stands for two things in one file: the second would take the place of the first."""

import ast
from collections import Counter

import pytest

from tests.architecture.modules import ROOT

FILES = sorted(path for room in ("app", "engine") for path in ROOT.glob(f"{room}/**/*.py"))
DEFINED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_defined_twice(path):
    """The linter passes over a function that is called between its two definitions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for whole in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]:
        names = Counter(
            node.name
            for node in whole.body
            # A setter has the name of its property, and a function may be overloaded.
            if isinstance(node, DEFINED) and not node.decorator_list
        )
        assert [name for name, count in names.items() if count > 1] == []
