"""Through which files an edit goes, as CONTRIBUTING tells it."""

import inspect
import json
import re
import sys
from pathlib import Path

import pytest

import app.answer.answer as writing
import app.work.numbers as computing
from app.answer import exchange
from app.answer_route import AnsweredFirst
from tests.support.asking import started
from tests.support.project import ROOT

MOST = 6
PLACES = ((exchange, "changed"), (computing, "as_run"), (writing, "numbers"))
"""Where the edit is made, where its numbers are computed, and where they are written."""


def files_of(frame):
    """The files of the app in which a frame and all that have called it stand."""
    while frame:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT / "app"):
            yield path.relative_to(ROOT).as_posix()
        frame = frame.f_back


def watched(function, seen):
    """The function, which tells through which files it is reached."""

    def call(*given):
        seen.update(files_of(sys._getframe(1)))
        return function(*given)

    return call


@pytest.fixture(scope="module")
def way():
    """The files of an edit: those that wait for each of the places, and that of the edit itself."""
    made = [inspect.getfile(one) for one in (exchange.changed, writing.numbers)]
    seen = {Path(path).relative_to(ROOT).as_posix() for path in made}
    # No other test types this number, so that it is computed here.
    edit = {"type": "edit", "name": "X", "row": 0, "col": 0, "typed": "10.015625"}
    body = json.dumps({"version": 1, "query": {}, "changes": [edit], "lang": "en"}).encode()
    with pytest.MonkeyPatch.context() as patch, started(AnsweredFirst(only_lifespan)) as server:
        for module, name in PLACES:
            patch.setattr(module, name, watched(getattr(module, name), seen))
        answer = server.post("/answer", body, content_type="application/json")
    assert json.loads(answer.body)["data"]["values"]["X"][0][0] == 10.015625
    return seen


async def only_lifespan(scope, receive, send):
    """Streamlit's part: an edit does not come here."""
    assert scope["type"] == "lifespan", scope
    for _ in range(2):
        said = await receive()
        await send({"type": f"{said['type']}.complete"})


def test_an_edit_goes_through_few_files(way):
    assert len(way) <= MOST, sorted(way)


def test_contributing_names_them(way):
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = told.partition("## The way of an edit")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(app/[\w/]+\.py)`", steps)) == way
