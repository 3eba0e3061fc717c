"""A training that is watched: its pictures are those of the iterations that they name."""

import json
import re
from base64 import b64decode

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from starlette.applications import Starlette

from app.live_route import LIVE
from app.train import exchange, live, stretch, watched
from app.train.exchange import read_asked
from app.train.kept import Kept
from app.train.live import Live, Picture
from app.train.picture import MOST, picture_of, weights_of
from app.train.stretch import BEGIN, Stretch
from app.train.watched import Watched
from app.workers.outcome import POOL
from tests.app.train.test_stretch import of
from tests.support.asking import started

NET = {"net": "2-5.norm.tanh-3.relu-2.softmax", "batch": "16"}


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """Nothing is known before; every look is a picture, however slow the machine is."""
    monkeypatch.setattr(live, "PICTURE", 0.0)
    monkeypatch.setattr(stretch, "SLICE", 1e9)
    known = Kept()
    monkeypatch.setattr(exchange, "KEPT", known)
    monkeypatch.setattr(watched, "KEPT", known)
    return known


def weights(written):
    return np.frombuffer(b64decode(written), "<f4")


def told(training, last=200, since=0, begin=BEGIN, ends=lambda: False):
    parts = [*Live(training, last, since, begin).in_parts(ends)]
    pictures = [part for part in parts if isinstance(part, Picture)]
    return pictures, [part for part in parts if not isinstance(part, Picture)]


def test_a_picture_is_that_of_its_iteration():
    training = of(NET)
    pictures, stands = told(training)
    assert [one.done for one in pictures][:5] == [1, 2, 3, 4, 5]
    assert stands[-1].end.done == 200
    for one in pictures[:: len(pictures) // 5]:
        values = Stretch(training, one.done, BEGIN).compute().end.values
        expected = [np.float32(values[name]).ravel() for name in ("W1", "W2", "W3")]
        assert_array_equal(weights(one.weights), np.concatenate(expected))


def test_it_ends_soon_after_its_turn_and_goes_on_from_there():
    training, asked = of(NET), iter([False, False, False, True])
    _, stands = told(training, ends=lambda: next(asked))
    assert 0 < stands[-1].end.done < 200
    _, rest = told(training, begin=stands[-1].end)
    whole = Stretch(training, 200, BEGIN).compute()
    assert rest[-1].seen == whole.seen
    assert (*rows(stands), *rows(rest)) == whole.rows


def rows(stands):
    return [row for stand in stands for row in stand.rows]


def test_what_was_seen_already_has_no_pictures():
    pictures, _ = told(of(NET), since=150)
    assert min(one.done for one in pictures) > 150


def test_a_large_network_has_no_picture():
    training = of({"net": f"2-{MOST + 1}.tanh-2.softmax"})
    assert picture_of(training, {}) == ""
    assert weights_of(training.design) == ("W1", "W2")


# -- What the browser is told


def asked(**more):
    return {"query": NET, "from": 0, "to": 120, **more}


def test_lines_lead_from_turn_to_turn(kept):
    """The second turn begins where the first one ended, and no row is told twice."""
    one = Watched(read_asked(json.dumps(asked()).encode()))
    looks, lines = iter([False] * 20 + [True]), []
    lines += map(one.line, one.turn().in_parts(lambda: next(looks)))
    assert 0 < one.done < 120
    assert one.turn().begin.done == one.done == kept.before(of(NET), 10**6).done
    lines += map(one.line, one.turn().in_parts(lambda: False))
    assert one.is_over
    stands = [line for line in map(json.loads, lines) if "seen" in line]
    iterations = [at for stand in stands for at in stand["rows"]["iteration"]]
    assert iterations == sorted(set(iterations))
    assert iterations[-1] == stands[-1]["done"] == 120


def test_the_route_ends_where_it_was_to_go(monkeypatch):
    with started(Starlette(routes=[LIVE])) as server:
        answer = server.post(
            "/train/live", json.dumps(asked()).encode(), content_type="application/json"
        )
        wrong = server.post("/train/live", b'{"to": -1}', content_type="application/json")
        said = server.post(
            "/train/live", b'{"to": -1, "lang": "zh"}', content_type="application/json"
        )
    POOL.close()
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.body.splitlines()]
    assert lines[-1]["done"] == 120
    whole = exchange.answer_of(of(NET), 120, 120, (-1, 0), "en")
    assert lines[-1]["seen"] == whole["seen"]
    assert lines[-1]["weights"] == whole["weights"]
    assert (wrong.status, json.loads(wrong.body)["error"]["path"]) == (422, "to")
    english, chinese = (json.loads(one.body)["error"]["text"] for one in (wrong, said))
    assert english.isascii()
    assert re.search("[一-龥]", chinese)


def test_a_server_that_fails_says_so_in_its_last_line(monkeypatch, caplog):
    """Without it the browser would ask again at once."""

    def fails(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(Watched, "line", fails)
    with started(Starlette(routes=[LIVE])) as server:
        answer = server.post(
            "/train/live", json.dumps(asked()).encode(), content_type="application/json"
        )
    POOL.close()
    assert json.loads(answer.body.splitlines()[-1]) == {"error": {"text": ""}}
    assert "ZeroDivisionError" in caplog.text
