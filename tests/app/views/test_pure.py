"""Views and practice are pure: none of them loads Streamlit, not even through another module."""

import subprocess
import sys

LOADED = """
import importlib, pkgutil, sys
import app.practice, app.views
for package in (app.practice, app.views):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
print(*sys.modules)
"""


def test_views_and_practice_load_neither_streamlit_nor_plotly():
    """Plotly draws in the browser what its JSON says; its Python classes are for the tests."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "networkx" in loaded
    assert loaded.isdisjoint({"streamlit", "plotly", "pandas", "starlette"})
