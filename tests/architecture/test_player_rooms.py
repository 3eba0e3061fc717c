"""The rooms of the player import one way, in the order of their table in `CONTRIBUTING.md`."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from app.player.files import STATIC

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"
HEADING = "## The player's rooms"
STATIC_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[\w./-]+)";', re.MULTILINE)
LATER_IMPORT = re.compile(r'\bimport\("(\.[\w./-]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())
MODULES = {path: COMMENT.sub("", path.read_text(encoding="utf-8")) for path in STATIC.rglob("*.js")}


def place(path):
    return path.relative_to(STATIC).as_posix()


def needs(path, *patterns):
    """The modules that one imports, by the patterns of an import."""
    names = [name for pattern in patterns for name in pattern.findall(MODULES[path])]
    return {place((path.parent / name).resolve()) for name in names}


def room(name):
    """The folder of a file; `main.js` stands alone."""
    return name.split("/")[0]


def rows(text):
    """The rooms of the table, in its order."""
    _, _, after = text.partition(HEADING)
    section, _, _ = after.partition("\n## ")
    return [name.rstrip("/") for name in re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)]


def imported_rooms():
    """For each room the others that it needs before it runs."""
    rooms = {room(place(path)): set() for path in MODULES}
    for path in MODULES:
        own = room(place(path))
        rooms[own] |= {room(name) for name in needs(path, STATIC_IMPORT)} - {own}
    return rooms


def contradictions(table, imported):
    """The pairs of rooms that stand the wrong way round: `a room needs one below it`."""
    order = {name: index for index, name in enumerate(table)}
    return sorted(
        f"{own} needs {other}"
        for own, others in imported.items()
        for other in others
        if order[other] > order[own]
    )


def test_every_import_leads_to_a_module():
    known = {place(path) for path in MODULES}
    for path in MODULES:
        assert needs(path, STATIC_IMPORT, LATER_IMPORT) <= known, place(path)


def test_no_module_needs_itself_even_by_what_is_loaded_later():
    graph = {place(path): needs(path, STATIC_IMPORT, LATER_IMPORT) for path in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {error.args[1]}")


def test_every_file_stands_in_a_room_of_the_table():
    table = rows(CONTRIBUTING.read_text(encoding="utf-8"))
    assert len(table) == len(set(table))
    assert {room(place(path)) for path in FILES} == set(table)


def test_there_is_one_main():
    assert [place(path) for path in MODULES if path.name == "main.js"] == ["main.js"]


def test_the_table_has_the_order_of_the_imports():
    table = rows(CONTRIBUTING.read_text(encoding="utf-8"))
    assert contradictions(table, imported_rooms()) == []


def test_a_table_in_another_order_is_found_out():
    table = ["step", "core"]
    assert contradictions(table, {"core": set(), "step": {"core"}}) == ["step needs core"]
