"""What is opened later is fetched before the network can be lost."""

import re

from app.player.files import STATIC

AHEAD = STATIC / "ahead.js"
LATER_IMPORT = re.compile(r'\bimport\("(\.[\w./-]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def imported_later(path):
    """The modules that one imports when they are first needed."""
    code = COMMENT.sub("", path.read_text(encoding="utf-8"))
    return {(path.parent / name).resolve() for name in LATER_IMPORT.findall(code)}


def test_every_module_that_is_imported_later_is_fetched_ahead():
    others = [path for path in STATIC.rglob("*.js") if path != AHEAD]
    wanted = set().union(*map(imported_later, others)) - {AHEAD.resolve()}
    assert len(wanted) > 10
    assert imported_later(AHEAD) == wanted
