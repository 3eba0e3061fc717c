"""Every text that the Python code asks for is there, and every text that is there is asked for.

A key is written whole, `"notice.title"`, or as an f-string with parts open, `f"mistake.{name}"`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.text import catalogue

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for room in ("app", "engine") for path in sorted((ROOT / room).rglob("*.py"))]
SENT_WHOLE = {"player", "see", "lesson", "practise", "builder", "formulas", "train"}
"""The sections that the browser gets whole; the scripts are held against them in `test_text`."""
SECTIONS = {key.partition(".")[0] for key in catalogue()}
OTHERS = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in FILES} | {
    "lesson.toml",
    "lessons.css",
    "graph.css",
    "train.css",
}
"""What looks like a key: modules and files."""
OPEN = r"[\w.]+"


def keys_in(source: str) -> Iterator[str]:
    """The keys that stand in Python source, each as a regular expression."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(str(text)) if re.fullmatch(r"\w+(\.\w+)+", text):
                yield re.escape(text)
            case ast.JoinedStr(parts):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else OPEN
                    for part in parts
                )


WRITTEN = {path: set(keys_in(path.read_text(encoding="utf-8"))) for path in FILES}
KEYS = sorted(catalogue())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_key_that_is_written_has_a_text(path):
    for written in WRITTEN[path]:
        if written.partition("\\.")[0] in SECTIONS and written.replace("\\", "") not in OTHERS:
            assert any(re.fullmatch(written, key) for key in KEYS), written


@pytest.mark.parametrize("section", sorted(SECTIONS - SENT_WHOLE))
def test_every_text_is_asked_for(section):
    """By a key with that section: an f-string that leaves the section open would ask for all."""
    written = {one for keys in WRITTEN.values() for one in keys if one.startswith(section)}
    told = [key for key in KEYS if key.partition(".")[0] == section]
    assert [key for key in told if not any(re.fullmatch(one, key) for one in written)] == []


def test_keys_are_found_in_source():
    source = 'text("notice.title", lang); text(f"mistake.{key}.name", lang); print("No key.")'
    assert set(keys_in(source)) == {r"notice\.title", rf"mistake\.{OPEN}\.name"}


def test_an_open_part_stands_for_something():
    assert re.fullmatch(rf"mistake\.{OPEN}\.name", "mistake.mean.name")
    assert not re.fullmatch(rf"mistake\.{OPEN}\.name", "mistake..name")
