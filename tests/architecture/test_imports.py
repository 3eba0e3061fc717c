"""Imports run one way: expr < ops < program < trace < the rest of engine < app."""

import ast
import inspect
import pkgutil
import subprocess
import sys
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).parents[2]
ORDER = ["expr", "box", "ops", "render", "infer", "program", "compiler", "trace"]
MODULES = sorted(["engine", *(m.name for m in pkgutil.walk_packages(engine.__path__, "engine."))])


def path_of(module):
    base = ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def only_for_types(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imported(path):
    """What a file imports when it runs; `from a import b` is `a.b` where that is a module."""
    waiting = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from full & set(MODULES) or {node.module}
        elif not only_for_types(node):
            waiting.extend(ast.iter_child_nodes(node))


def needs(module):
    """The modules of the engine that one of them imports."""
    return set(imported(path_of(module))) & set(MODULES)


def test_no_module_needs_itself():
    order = TopologicalSorter({module: needs(module) for module in MODULES}).static_order()
    assert set(order) == set(MODULES)


@pytest.mark.parametrize("module", ORDER)
def test_the_core_needs_only_what_comes_before_it(module):
    later = ORDER[ORDER.index(module) + 1 :]
    files = [m for m in MODULES if m == f"engine.{module}" or m.startswith(f"engine.{module}.")]
    assert files
    needed = {name.split(".")[1] for m in files for name in needs(m) if "." in name}
    assert needed.isdisjoint(later)
    plain = {"errors", "numerics"}
    assert needed <= {*ORDER[: ORDER.index(module)], module, *plain}


@pytest.mark.parametrize("module", MODULES)
def test_the_engine_knows_nothing_of_the_app(module):
    roots = {name.split(".")[0] for name in imported(path_of(module))}
    assert roots.isdisjoint({"app", "streamlit", "plotly", "pandas"})


VIEWS = sorted(ROOT.glob("app/views/**/*.py"))


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_knows_nothing_of_streamlit(path):
    assert "streamlit" not in {name.split(".")[0] for name in imported(path)}


def loaded_by(code):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_the_engine_loads_numpy_and_no_other_library():
    libraries = {name.split(".")[0] for name in loaded_by("import engine")}
    assert "numpy" in libraries
    assert libraries.isdisjoint({"networkx", "streamlit", "plotly", "pandas", "torch", "app"})


def test_importing_the_engine_loads_what_runs_a_network_and_no_more():
    """So that it takes about as long as importing NumPy does."""
    heavy = {"derive", "scenario", "training", "gradcheck", "jacobian", "paths", "printing"}
    assert loaded_by("import engine").isdisjoint({f"engine.{name}" for name in heavy})


def test_all_that_is_offered_needs_numpy_and_no_other_library():
    libraries = {name.split(".")[0] for name in loaded_by("from engine import *")}
    assert libraries.isdisjoint({"networkx", "streamlit", "plotly", "pandas", "torch", "app"})


def public():
    for module in map(import_module, MODULES):
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield f"{module.__name__}.{name}", thing


@pytest.mark.parametrize(("name", "thing"), [pytest.param(*p, id=p[0]) for p in public()])
def test_what_is_public_has_a_docstring(name, thing):
    own = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    assert own
    assert not own.startswith(f"{thing.__name__}("), "a dataclass's own signature is no docstring"


def test_what_is_offered_is_there():
    assert len(set(engine.__all__)) == len(engine.__all__)
    assert all(hasattr(engine, name) for name in engine.__all__)


@pytest.mark.parametrize("name", engine._LATER)
def test_what_is_imported_later_is_what_the_type_checker_sees(name):
    """The imports for the type checker, read from the source, lead to the same things."""
    tree = ast.parse(Path(engine.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if only_for_types(node))
    seen = {a.asname or a.name: (node.module, a.name) for node in block.body for a in node.names}
    assert set(seen) == set(engine._LATER) <= set(engine.__all__)
    module, own = seen[name]
    assert getattr(import_module(module), own) is getattr(engine, name)


def test_what_is_offered_is_no_module_even_where_one_has_its_name():
    code = "import engine.paths, engine.derive.formula; from engine import derive, paths, terms"
    assert "engine.terms" in loaded_by(f"{code}; assert all(map(callable, (derive, paths, terms)))")


def test_every_error_of_the_engine_is_offered():
    errors = {name for name in vars(import_module("engine.errors")) if name.endswith("Error")}
    assert errors <= set(engine.__all__)


def test_what_is_not_offered_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'engine' has no attribute 'gradients'"):
        _ = engine.gradients
