"""The work and the answer are functions: neither knows Streamlit, and the work knows no view."""

import subprocess
import sys

import pytest

from tests.architecture.modules import ROOT, imports


@pytest.mark.parametrize("module", ["app.work.changes", "app.work.address", "app.answer.exchange"])
def test_it_is_loaded_without_streamlit(module):
    code = f"import sys, {module}; print('streamlit' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("path", sorted(ROOT.glob("app/work/*.py")), ids=lambda path: path.name)
def test_the_work_knows_no_view(path):
    assert not [name for name in imports(path) if name.startswith(("app.views", "app.answer"))]
