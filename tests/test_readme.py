"""The README is true: its example runs and prints what it says."""

import re
from contextlib import redirect_stdout
from io import StringIO

import pytest

from tests.support.project import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [text for name, text in found if name == language]


@pytest.mark.parametrize(("code", "printed"), [*zip(blocks("python"), blocks(""), strict=True)])
def test_an_example_prints_what_is_printed_under_it(code, printed, monkeypatch):
    monkeypatch.chdir(ROOT)
    out = StringIO()
    with redirect_stdout(out):
        exec(code, {})
    assert out.getvalue() == printed


def test_the_commands_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([\w-]+)", README, re.MULTILINE)) <= targets


def test_the_pictures_and_links_are_there():
    for path in re.findall(r"\]\(([\w./]+)\)", README):
        assert (ROOT / path).exists(), path
