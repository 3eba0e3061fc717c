"""The part of the player that owns the work: its JavaScript, run by Node.js with a fake browser."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.serving.page_names import CHECKING
from app.work import view_address

FOLDER = Path(__file__).parent / "core"
NODE = Path(sys.executable).with_name("node")
FILES = sorted(FOLDER.glob("*.test.js"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.partition(".")[0])
def test_core(path):
    """Each file has its tests; they are handed what the server knows, too.

    The way to write a view, as it sends it; and what the address of the check says.
    """
    command = [NODE, "--test", "--test-reporter=tap", path]
    handed = {"VIEW_KEYS": view_address.table(), "CHECKING": dict(CHECKING)}
    env = os.environ | {key: json.dumps(said) for key, said in handed.items()}
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-5000:]
    (count,) = re.findall(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert int(count) > 1, done.stdout
