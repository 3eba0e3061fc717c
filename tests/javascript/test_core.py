"""The part of the player that owns the work: its JavaScript, run by Node.js with a fake browser."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.work import view_address

FOLDER = Path(__file__).parent / "core"
NODE = Path(sys.executable).with_name("node")
FILES = sorted(FOLDER.glob("*.test.js"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.partition(".")[0])
def test_core(path):
    """Each file has its tests; the way to write a view is handed over as the server sends it."""
    command = [NODE, "--test", "--test-reporter=tap", path]
    env = os.environ | {"VIEW_KEYS": json.dumps(view_address.table())}
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-5000:]
    (count,) = re.findall(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert int(count) > 1, done.stdout
