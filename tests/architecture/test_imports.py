"""Who may import what: the engine nothing of the app, a view nothing of Streamlit."""

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import engine
from tests.architecture.modules import MODULES, ROOT, imports, path_of

WEB = {"app", "streamlit", "plotly", "pandas"}


@pytest.mark.parametrize("module", MODULES)
def test_the_engine_knows_nothing_of_the_app(module):
    assert {name.split(".")[0] for name in imports(path_of(module))}.isdisjoint(WEB)


VIEWS = sorted(ROOT.glob("app/views/**/*.py"))


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_knows_nothing_of_streamlit(path):
    assert "streamlit" not in {name.split(".")[0] for name in imports(path)}


def loaded_by(code):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_running_a_network_loads_numpy_and_no_other_library():
    libraries = {name.split(".")[0] for name in loaded_by("from engine import mlp, run")}
    assert "numpy" in libraries
    assert libraries.isdisjoint({*WEB, "networkx", "torch"})


def test_running_a_network_loads_only_the_rooms_it_needs():
    """So that it starts about as quickly as NumPy does."""
    loaded = loaded_by("from engine import mlp, run")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("engine.")}
    assert rooms == {"core", "running", "network"}


def test_all_that_is_offered_needs_numpy_and_no_other_library():
    libraries = {name.split(".")[0] for name in loaded_by("from engine import *")}
    assert libraries.isdisjoint({*WEB, "networkx", "torch"})


def public():
    for module in map(import_module, MODULES):
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield f"{module.__name__}.{name}", thing


def is_told(thing):
    """Has it a docstring? A dataclass's own signature is none."""
    own = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    return own and not own.startswith(f"{thing.__name__}(")


def test_what_is_public_has_a_docstring():
    there = dict(public())
    assert {"engine.network.build.mlp", "engine.running.trace.run"} <= there.keys()
    assert [name for name, thing in there.items() if not is_told(thing)] == []


@pytest.mark.parametrize("name", engine.__all__)
def test_what_is_offered_is_there_and_shown_in_the_readme(name):
    assert hasattr(engine, name)
    assert f"engine.{name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_is_not_offered_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'engine' has no attribute 'gradients'"):
        _ = engine.gradients
