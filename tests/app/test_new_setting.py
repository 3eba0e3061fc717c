"""A new convention is one row and its words: JSON, the schema, the builder and the address have it.

Tried on a copy of the project.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = '    softmax: str = choice("short", "exact")\n'
NEW = "    smoothing: float = number(0, 1, default=0.0, offered=(0.0, 0.1))\n"
WORDS = "".join(
    f'\n[convention.smoothing{key}]\nen = "{word}"\nzh = "{word}"\n'
    for key, word in {"": "S", ".line": "Smooths.", ".0": "none", ".0_1": "a tenth"}.items()
)
SCRIPT = """
import json
from dataclasses import asdict

from app import builder
from app.design import PRESETS, spec_of
from app.start import scenario_of
from app.views.builder import choices
from engine.network.scenario.json_form import schema
from engine.network.scenario.reading import from_json
from engine.network.scenario.writing import to_json
from app.work import network_address

toy = PRESETS["toy"]
design = builder.read({"conventions": asdict(toy.conventions) | {"smoothing": 0.1}}, toy)
written = to_json(scenario_of(design))
query = network_address.written(design)
parts = schema()["oneOf"][0]["properties"]["conventions"]["anyOf"][1]["properties"]
print(json.dumps({
    "chosen": spec_of(design).conventions.smoothing,
    "offered": choices("en")["conventions"][-1],
    "query": query,
    "read": network_address.read(query, []) == design,
    "json": written["conventions"]["smoothing"],
    "again": from_json(written).spec == spec_of(design),
    "schema": parts["smoothing"],
}))
"""


def test_a_new_convention_is_one_row_and_its_words(tmp_path):
    skipped = shutil.ignore_patterns("__pycache__", "static", "datasets", "lessons")
    for folder in ("engine", "app", "assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skipped)
    table = tmp_path / "engine/network/conventions.py"
    before = table.read_text(encoding="utf-8")
    assert before.count(ROW) == 1
    table.write_text(before.replace(ROW, ROW + NEW), encoding="utf-8")
    with (tmp_path / "assets/text.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(WORDS)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "chosen": 0.1,
        "offered": {
            "name": "smoothing",
            "label": "S",
            "line": "Smooths.",
            "options": [{"value": 0.0, "label": "none"}, {"value": 0.1, "label": "a tenth"}],
        },
        "query": {"conventions": "smoothing:0_1"},
        "read": True,
        "json": 0.1,
        "again": True,
        "schema": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.0},
    }
