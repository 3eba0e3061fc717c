"""A new operation, activation, loss, mistake or lesson is one entry: CONTRIBUTING's are performed.

All five are added to a copy of the project, and the contract tests, untouched, have to take them.
"""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from tests.support.project import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
(SECTION,) = re.findall(r"^## A new thing is one entry$(.*?)^## ", TEXT, re.DOTALL | re.MULTILINE)
EXAMPLES = re.findall(r"(.*?)^```(?:python|toml)\n(.*?)^```$", SECTION, re.DOTALL | re.MULTILINE)
"""What is said before each entry, and the entry."""
NAMES = ("tan", "mish", "log_cosh", "plus_for_minus", "one-stop")
CONTRACTS = (
    "tests/engine/core/ops",
    "tests/engine/printing",
    "tests/engine/network/test_layers.py",
    "tests/engine/network/test_losses.py",
    "tests/engine/network/test_against_torch.py",
    "tests/engine/network/nice",
    "tests/engine/calculus/derive/test_differential.py",
    "tests/engine/check",
    "tests/engine/teach/mistakes",
    "tests/engine/teach/lessons/test_contract.py",
    "tests/app/test_builder.py",
    "tests/app/test_sentences.py",
    "tests/app/test_text.py",
)


def file_of(said):
    """The file that an entry goes into: the last that is named before it."""
    return re.findall(r"`([\w./-]+\.(?:py|toml))`", said)[-1]


def with_entry(before, said, entry):
    """The text of a file with the entry where the example says."""
    where = said.rpartition(file_of(said))[2]
    if after := re.search(r"after `([^`]+)`\.", where):
        assert before.count(f"{after[1]}\n") == 1, f"{after[1]} is not one line of the file"
        return before.replace(f"{after[1]}\n", f"{after[1]}\n{entry}")
    if "as the last of" in where:
        head, last = before.rstrip("\n").rsplit("\n", 1)
        return f"{head}\n{entry}{last}\n"
    assert "at the end" in where
    return f"{before}\n{entry}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project with the five things added."""
    root = tmp_path_factory.mktemp("copy") / "project"
    skipped = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, root, ignore=skipped)
    for said, entry in EXAMPLES:
        path = root / file_of(said)
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(with_entry(before, said, entry) if before else entry, encoding="utf-8")
    return root


def test_there_are_five_and_the_words_of_three():
    files = [file_of(said) for said, _ in EXAMPLES]
    assert len(files) == 8
    assert files.count("assets/text.toml") == 3


@pytest.mark.long
def test_the_contract_tests_take_the_five(copy):
    report = copy / "report.xml"
    tests = [sys.executable, "-m", "pytest", "-n", "2", f"--junitxml={report}", *CONTRACTS]
    done = subprocess.run(tests, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    cases = [case.get("name", "") for case in ET.parse(report).iter("testcase")]
    for name in NAMES:
        assert any(name in case for case in cases), f"no contract test is about {name}"
