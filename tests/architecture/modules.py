"""The modules of the engine and of the app, and what each of them imports."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import engine

ROOT = Path(__file__).parents[2]
MODULES = sorted(["engine", *(m.name for m in pkgutil.walk_packages(engine.__path__, "engine."))])


def path_of(module: str) -> Path:
    base = ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def is_for_types(node: ast.AST) -> bool:
    """Whether a block is read by the type checker alone."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(path: Path) -> Iterator[str]:
    """What a file imports when it runs; `from a import b` is `a.b` where that is a module."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from full & set(MODULES) or {str(node.module)}
        elif not is_for_types(node):
            waiting.extend(ast.iter_child_nodes(node))


@cache
def engine_imports(module: str) -> frozenset[str]:
    """The modules of the engine that one of them imports."""
    return frozenset(imports(path_of(module))) & set(MODULES)
