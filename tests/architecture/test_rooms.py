"""The rooms of the engine: each file is in one, and imports run one way, as the table says."""

import re
from graphlib import TopologicalSorter

import pytest

from tests.architecture.modules import MODULES, ROOT, engine_imports

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOORS = {"engine", "engine.__main__"}
"""What stands outside the rooms: what a library user imports, and what `python -m` runs."""


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, each cell without its marks."""
    (section,) = re.findall(rf"^## {heading}$(.*?)^## ", TEXT, re.DOTALL | re.MULTILINE)
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in row] for row in rows]


ROWS = table("The engine's rooms")
ORDER = [row[0].removeprefix("engine/").rstrip("/") for row in ROWS]


def room_of(module: str) -> str:
    return module.split(".")[1]


def test_no_file_imports_itself_by_way_of_others():
    order = TopologicalSorter({module: engine_imports(module) for module in MODULES})
    assert set(order.static_order()) == set(MODULES)


def test_no_room_imports_itself_by_way_of_others():
    needs: dict[str, set[str]] = {room: set() for room in ORDER}
    for module in set(MODULES) - DOORS:
        needs[room_of(module)] |= {room_of(name) for name in engine_imports(module)}
    derived = list(TopologicalSorter({r: n - {r} for r, n in needs.items()}).static_order())
    assert set(derived) == set(ORDER)


def test_every_room_is_a_row_and_every_row_a_room():
    folders = {path.parent.name for path in (ROOT / "engine").glob("*/__init__.py")}
    assert sorted(ORDER) == sorted(folders)


@pytest.mark.parametrize("module", sorted(set(MODULES) - DOORS))
def test_a_file_imports_from_its_own_room_and_those_above(module):
    above = ORDER[: ORDER.index(room_of(module)) + 1]
    assert {room_of(name) for name in engine_imports(module)} <= set(above)


@pytest.mark.parametrize(("room", "files"), [row[:2] for row in ROWS])
def test_a_row_names_every_file_and_folder_of_its_room(room, files):
    modules = {path.stem for path in (ROOT / room).glob("*.py")} - {"__init__"}
    names = modules | {path.parent.name for path in (ROOT / room).glob("*/__init__.py")}
    assert sorted(re.findall(r"\w+", files)) == sorted(names)


def test_nothing_stands_beside_the_rooms():
    assert {path.stem for path in (ROOT / "engine").glob("*.py")} == {"__init__", "__main__"}
